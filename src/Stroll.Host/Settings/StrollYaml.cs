using System.Globalization;
using System.Text;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Host.Settings;

/// <summary>Reads <c>stroll.yaml</c>.</summary>
/// <remarks>The schema is closed: an unknown key is a fault with its line and the nearest known key.</remarks>
public static class StrollYaml
{
    static readonly YamlCodes Codes = new("settings.syntax", "settings.type", "settings.unknown-key", "settings.missing-key", "settings.duplicate");

    /// <summary>Reads settings.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages; folders in it are seen from where it lies.</param>
    /// <returns>Bad with the line of the first thing that is wrong.</returns>
    public static Result<StrollSettings> Read(string text, string path)
    {
        var known = SettingKeys.Groups.Where(group => group.Group.Length > 0).Select(group => group.Group)
            .Concat(SettingKeys.In("").Select(key => key.Name)).ToArray();
        return YamlGroup.Read(text, path, "the installation", Codes, known, root => Settings(root, Path.GetDirectoryName(Path.GetFullPath(path))!));
    }

    /// <summary>Writes settings so that <see cref="Read"/> gives the same back, whatever folder the file lies in.</summary>
    /// <param name="settings">What to write.</param>
    /// <param name="from">The folder to write for each store, by its place in the list.</param>
    public static string Write(StrollSettings settings, Func<int, string> from)
    {
        var (database, mqtt) = (settings.Database, settings.Mqtt);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"listen: {Quoted(settings.Listen)}\ndata: {Quoted(Path.GetFullPath(settings.Data))}\n");
        text.Append(CultureInfo.InvariantCulture, $"database: {{ kind: {(database.Kind == DatabaseKind.Postgres ? "postgres" : "sqlite")}, connection_from: {Quoted(database.ConnectionFrom)} }}\n");
        text.Append("mqtt:\n");
        foreach (var (key, value) in new[] { ("listen", mqtt.Listen), ("broker", mqtt.Broker), ("prefix", mqtt.Prefix), ("user", mqtt.User), ("password_from", mqtt.PasswordFrom), ("certificate", mqtt.Certificate), ("device_authority", mqtt.DeviceAuthority), ("home_assistant", mqtt.HomeAssistant) })
        {
            text.Append(value.Length > 0 ? $"  {key}: {Quoted(value)}\n" : "");
        }

        text.Append(CultureInfo.InvariantCulture, $"  messages_a_second: {mqtt.MessagesPerSecond}\n");
        WriteMoney(text, settings);
        if (settings.SignIn is { } there)
        {
            text.Append(CultureInfo.InvariantCulture, $"sign_in: {{ issuer: {Quoted(there.Issuer)}, client_id: {Quoted(there.ClientId)}, secret_from: {Quoted(there.SecretFrom)}, name: {Quoted(there.Name)} }}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"retention: {{ readings_hours: {settings.Retention.Readings.TotalHours:R}, events_days: {settings.Retention.Events.TotalDays:R} }}\nstores:\n");
        foreach (var (store, place) in settings.Stores.Select((store, place) => (store, place)))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ tenant: {Quoted(store.Key.Tenant)}, store: {Quoted(store.Key.Store)}, from: {Quoted(from(place))}, people: {PeopleWord(store.People)}, critical: {Quoted(store.Critical)} }}\n");
        }

        text.Append(settings.Devices.IsEmpty ? "" : "devices:\n");
        foreach (var device in settings.Devices)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: {Quoted(device.Name)}, store: {Quoted(device.Store.ToString())}, rights: {Quoted(string.Join(", ", device.Rights))}{(device.Secret.Length > 0 ? $", secret: {Quoted(device.Secret)}" : "")} }}\n");
        }

        return text.ToString();
    }

    static void WriteMoney(StringBuilder text, StrollSettings settings)
    {
        text.Append(settings.PublicAddress.Length > 0 ? $"public_address: {Quoted(settings.PublicAddress)}\n" : "");
        var payments = settings.Payments;
        text.Append(CultureInfo.InvariantCulture, $"payments: {{ provider: {payments.Provider.ToString().ToLowerInvariant()}, key_from: {Quoted(payments.KeyFrom)}, hooks_from: {Quoted(payments.HooksFrom)}");
        text.Append(payments.Address.Length > 0 ? $", address: {Quoted(payments.Address)} }}\n" : " }\n");
        if (settings.Mail is { } mail)
        {
            text.Append(CultureInfo.InvariantCulture, $"mail: {{ server: {Quoted($"{mail.Host}:{mail.Port}")}, security: {mail.Security.ToString().ToLowerInvariant()}, ");
            text.Append(mail.User.Length > 0 ? $"user: {Quoted(mail.User)}, " : "");
            text.Append(CultureInfo.InvariantCulture, $"password_from: {Quoted(mail.PasswordFrom)}, from: {Quoted(mail.From)} }}\n");
        }
    }

    static string PeopleWord(PeopleFrom people) => people switch
    {
        PeopleFrom.Tracker => "tracker",
        PeopleFrom.Cameras => "cameras",
        _ => "nobody",
    };

    // Double-quoted YAML is a superset of JSON's strings, so JSON's escapes do.
    static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value);

    static StrollSettings Settings(YamlGroup root, string folder)
    {
        var database = new Values(root.Group(SettingKeys.Database, "the database", Names(SettingKeys.Database)), SettingKeys.Database);
        var mqtt = new Values(root.Group(SettingKeys.Mqtt, "mqtt", Names(SettingKeys.Mqtt)), SettingKeys.Mqtt);
        var retention = new Values(root.Group(SettingKeys.Retention, "retention", Names(SettingKeys.Retention)), SettingKeys.Retention);
        var top = new Values(root, "");
        var settings = new StrollSettings(
            Address(root, top.Text("listen")),
            Path.Combine(folder, top.Text("data")),
            new(database.Word("kind") == "postgres" ? DatabaseKind.Postgres : DatabaseKind.Sqlite, database.Text("connection_from")),
            Mqtt(mqtt, folder),
            new(TimeSpan.FromHours(retention.Number("readings_hours"))) { Events = TimeSpan.FromDays(retention.Number("events_days")) },
            [.. root.Groups(SettingKeys.Stores, "a store", [.. Names(SettingKeys.Stores)]).Select(store => Store(store, folder))])
        {
            SignIn = SignIn(root),
            Devices = [.. root.Groups(SettingKeys.Devices, "a device", [.. Names(SettingKeys.Devices)]).Select(Device)],
            PublicAddress = PublicAddress(root, top.Text("public_address")),
            Payments = Payments(new Values(root.Group(SettingKeys.Payments, "payments", Names(SettingKeys.Payments)), SettingKeys.Payments)),
            Mail = root.Group(SettingKeys.Mail, "mail", Names(SettingKeys.Mail)) is { } mail && mail.Has("server") ? Mail(mail) : null,
        };
        if (settings.Stores.IsEmpty)
        {
            throw root.Missing(SettingKeys.Stores);
        }

        Check(root, settings);
        return settings.Stores.GroupBy(store => store.Key).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw root.Wrong(SettingKeys.Stores, $"{twice.Key} twice", "each store once")
            : settings;
    }

    /// <summary>What two keys say together.</summary>
    static void Check(YamlGroup root, StrollSettings settings)
    {
        if (settings.Devices.GroupBy(device => device.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw root.Wrong(SettingKeys.Devices, $"{twice.Key} twice", "each device once");
        }

        if (settings.Devices.FirstOrDefault(device => settings.Stores.All(store => store.Key != device.Store)) is { } stray)
        {
            throw root.Wrong(SettingKeys.Devices, $"{stray.Name} in {stray.Store}", "a store of this file");
        }

        if (settings.Mqtt is { DeviceAuthority.Length: > 0, Certificate.Length: 0 })
        {
            throw root.Wrong(SettingKeys.Mqtt, "a device_authority without a certificate", "both: devices show theirs over TLS alone");
        }

        if (settings.Mqtt.DeviceAuthority.Length == 0 && settings.Devices.FirstOrDefault(device => device.Secret.Length == 0) is { } open)
        {
            throw root.Wrong(SettingKeys.Devices, $"{open.Name} without a secret", "one as 'stroll device secret' makes it, or mqtt with a device_authority");
        }
    }

    static SignInSettings? SignIn(YamlGroup root)
    {
        var values = new Values(root.Group(SettingKeys.SignIn, "sign_in", Names(SettingKeys.SignIn)), SettingKeys.SignIn);
        var issuer = values.Text("issuer");
        return issuer.Length == 0 ? null
            : Uri.TryCreate(issuer, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) && address.Query.Length == 0
                ? new(issuer, values.Text("client_id"), values.Text("secret_from"), values.Text("name"))
                : throw root.Wrong(SettingKeys.SignIn, $"the issuer '{issuer}'", "an address that begins with https://");
    }

    static MqttSettings Mqtt(Values mqtt, string folder)
    {
        string File(string key) => mqtt.Text(key) is { Length: > 0 } file ? Path.Combine(folder, file) : "";
        return new(mqtt.Text("listen"), mqtt.Text("broker"), mqtt.Text("prefix"), mqtt.Text("user"), mqtt.Text("password_from"))
        {
            Certificate = File("certificate"),
            DeviceAuthority = File("device_authority"),
            MessagesPerSecond = (int)Math.Max(1, mqtt.Number("messages_a_second")),
            HomeAssistant = mqtt.Text("home_assistant"),
        };
    }

    static DeviceSettings Device(YamlGroup group)
    {
        var (name, store) = (group.Text("name"), group.Text("store"));
        if (name.Length > 64 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            throw group.Wrong("name", $"'{name}'", "1 to 64 letters, digits, '-', '_' and '.'");
        }

        var secret = group.OptionalText("secret") ?? "";
        return !StoreKey.TryParse(store, out var key) ? throw group.Wrong("store", $"'{store}'", "TENANT/STORE in a-z, 0-9 and hyphen")
            : secret.Length > 0 && !secret.StartsWith("pbkdf2$", StringComparison.Ordinal) ? throw group.Wrong("secret", "no secret", "what 'stroll device secret' prints, never the password itself")
            : new(name, key, secret, [.. group.Text("rights").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }

    static StoreSettings Store(YamlGroup group, string folder)
    {
        var values = new Values(group, SettingKeys.Stores);
        return new(
            new(Name(group, "tenant"), Name(group, "store")),
            Path.Combine(folder, group.Text("from")),
            values.Word("people") switch
            {
                "tracker" => PeopleFrom.Tracker,
                "cameras" => PeopleFrom.Cameras,
                _ => PeopleFrom.Nobody,
            })
        {
            Critical = values.Text("critical"),
        };
    }

    static PaymentSettings Payments(Values values) => new(
        values.Word("provider") switch
        {
            "test" => ProviderKind.Test,
            "stripe" => ProviderKind.Stripe,
            _ => ProviderKind.None,
        },
        values.Text("key_from"), values.Text("hooks_from"), values.Text("address"));

    static MailSettings Mail(YamlGroup group)
    {
        var values = new Values(group, SettingKeys.Mail);
        var (server, from) = (values.Text("server"), group.Text("from"));
        var colon = server.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            throw group.Wrong("server", $"'{server}'", "a name and a port as mail.example.org:587");
        }

        var security = values.Word("security") switch
        {
            "tls" => MailSecurity.Tls,
            "none" => MailSecurity.None,
            _ => MailSecurity.StartTls,
        };
        return Letters.LetterTable.IsAddress(from)
            ? new(server[..colon], port, security, values.Text("user"), values.Text("password_from"), from)
            : throw group.Wrong("from", $"'{from}'", "an address as shop@example.org");
    }

    static string PublicAddress(YamlGroup group, string text) =>
        text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "" })
            ? text.TrimEnd('/')
            : throw group.Wrong("public_address", $"'{text}'", "an address as https://shop.example");

    static string Name(YamlGroup group, string key) => group.Text(key) is var text && StoreKey.IsName(text)
        ? text
        : throw group.Wrong(key, $"'{text}'", "1 to 40 of a-z, 0-9 and hyphen, a letter or digit first");

    static string Address(YamlGroup group, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" && address.PathAndQuery == "/"
            ? text.TrimEnd('/')
            : throw group.Wrong("listen", $"'{text}'", "an address as http://127.0.0.1:8080");

    static string[] Names(string group) => [.. SettingKeys.In(group).Select(key => key.Name)];

    /// <summary>Values with the defaults of their keys; the group itself may not be there.</summary>
    sealed class Values(YamlGroup? group, string name)
    {
        internal string Text(string key) => group?.OptionalText(key) ?? Key(key).Default!;

        internal string Word(string key) => group?.Choice(key, Key(key).Known) ?? Key(key).Default!;

        internal double Number(string key) => group?.Real(key) switch
        {
            null => double.Parse(Key(key).Default!, CultureInfo.InvariantCulture),
            > 0 and <= 1e6 and var number => number,
            var other => throw group!.Wrong(key, $"{other}", "a number above zero"),
        };

        SettingKey Key(string key) => SettingKeys.In(name).Single(known => known.Name == key);
    }
}
