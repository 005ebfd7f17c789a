using System.Collections.Immutable;

namespace Stroll.Host.Settings;

/// <summary>One key of <c>stroll.yaml</c>.</summary>
/// <param name="Name">As written.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Default">What holds where it is not written; none where it must be.</param>
/// <param name="Words">What it decides.</param>
public sealed record SettingKey(string Name, SettingKind Kind, string? Default, string Words)
{
    /// <summary>The words that it may be; empty where any text will do.</summary>
    public ImmutableArray<string> Known { get; init; } = [];
}

/// <summary>What the value of a key is.</summary>
public enum SettingKind
{
    /// <summary>Some text.</summary>
    Text,

    /// <summary>A number above zero.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Word,
}

/// <summary>Every key, once: reader, schema and docs/settings.md are made of these.</summary>
public static class SettingKeys
{
    internal const string Database = "database";
    internal const string Mqtt = "mqtt";
    internal const string SignIn = "sign_in";
    internal const string Retention = "retention";
    internal const string Payments = "payments";
    internal const string Mail = "mail";
    internal const string Stores = "stores";
    internal const string Devices = "devices";

    /// <summary>Groups that are lists.</summary>
    internal static ImmutableArray<string> Lists { get; } = [Stores, Devices];

    /// <summary>The groups of the file, by name; the empty name is the top.</summary>
    public static ImmutableArray<(string Group, string Words, ImmutableArray<SettingKey> Keys)> Groups { get; } =
    [
        ("", "At the top", [
            new("listen", SettingKind.Text, "http://127.0.0.1:8080", "where pages and API listen. Only this machine unless another address is written; whoever opens it to a network puts TLS before it"),
            new("data", SettingKind.Text, "stroll-data", "the folder of everything that is kept, seen from this file"),
            new("public_address", SettingKind.Text, "", "where shoppers reach the pages, as `https://shop.example`: links on receipts begin with it. `listen` if left out"),
        ]),
        (Database, "Where visits, money and cases are kept", [
            new("kind", SettingKind.Word, "sqlite", "`sqlite`: one file a store in the data folder. `postgres`: one database for all stores, guarded by row") { Known = ["sqlite", "postgres"] },
            new("connection_from", SettingKind.Text, "STROLL_DATABASE", "the variable of the environment that holds PostgreSQL's connection string. Secrets never stand in this file"),
        ]),
        (Mqtt, "How devices reach the installation", [
            new("listen", SettingKind.Text, "127.0.0.1:1883", "address and port of the broker that runs inside"),
            new("broker", SettingKind.Text, "", "address and port of a broker of your own; then none runs inside"),
            new("prefix", SettingKind.Text, "stroll", "the first part of every topic"),
            new("user", SettingKind.Text, "", "who logs in at a broker of your own"),
            new("password_from", SettingKind.Text, "STROLL_MQTT_PASSWORD", "the variable of the environment that holds that password"),
            new("certificate", SettingKind.Text, "", "a PEM file with certificate and key of the broker inside; with it the port speaks TLS alone"),
            new("device_authority", SettingKind.Text, "", "a PEM file with the certificate of an authority: devices must show one of it that bears their name"),
            new("messages_a_second", SettingKind.Number, "2000", "how many messages one device may hand in in a second; more of them wait"),
            new("home_assistant", SettingKind.Text, "", "the prefix under which Home Assistant is told of every device, mostly `homeassistant`"),
        ]),
        (SignIn, "Where people sign in already, beside passwords and passkeys: an issuer of OpenID Connect", [
            new("issuer", SettingKind.Text, "", "its address; `https`, or `http` on this machine. Nobody signs in elsewhere where it is not written"),
            new("client_id", SettingKind.Text, "stroll", "the name of this installation there. Its way back is `/sign-in/outside/back`"),
            new("secret_from", SettingKind.Text, "STROLL_SIGN_IN_SECRET", "the variable of the environment that holds the secret of the client"),
            new("name", SettingKind.Text, "your organisation", "what the button says behind *Sign in with*"),
        ]),
        (Retention, "How long things are kept", [
            new("readings_hours", SettingKind.Number, "72", "how long readings of scales and sightings of people are kept in the log; they are deleted within the hour after"),
            new("events_days", SettingKind.Number, "30", "how long passages of gates, answers of people and words of the operator are kept in the log"),
        ]),
        (Payments, "Who moves the money. A store also needs a `money.yaml` beside its catalogue, see money.md", [
            new("provider", SettingKind.Word, "none", "`none`: nobody is charged. `test`: moves no money, for trials. `stripe`: a Stripe account of your own, see payments.md") { Known = ["none", "test", "stripe"] },
            new("key_from", SettingKind.Text, "STROLL_STRIPE_KEY", "the variable of the environment that holds the provider's secret key"),
            new("hooks_from", SettingKind.Text, "STROLL_STRIPE_HOOKS", "the variable that holds the secret with which the provider signs what it sends; where it is not set, nothing is taken from it, and the store asks by itself"),
            new("address", SettingKind.Text, "", "where the provider is asked; its own address if left out"),
        ]),
        (Mail, "Receipts by e-mail. Without `server` none is sent", [
            new("server", SettingKind.Text, "", "name and port of a mail server, as `mail.example.org:587`"),
            new("security", SettingKind.Word, "starttls", "`starttls`, `tls` from the first byte, or `none` for a server on this machine") { Known = ["starttls", "tls", "none"] },
            new("user", SettingKind.Text, "", "who logs in there"),
            new("password_from", SettingKind.Text, "STROLL_MAIL_PASSWORD", "the variable of the environment that holds that password"),
            new("from", SettingKind.Text, "", "the sender of receipts, as `shop@example.org`"),
        ]),
        (Stores, "The stores: a list, one entry for each", [
            new("tenant", SettingKind.Text, null, "the operator: 1 to 40 of a-z, 0-9 and hyphen"),
            new("store", SettingKind.Text, null, "the shop, in the same letters"),
            new("from", SettingKind.Text, null, "a folder with store.yaml, catalogue.csv and planogram.csv, seen from this file"),
            new("people", SettingKind.Word, "tracker", "`tracker`: an outside tracker says who is who. `cameras`: each calibrated camera says whom it sees. `nobody`: whoever passed a gate may have taken it, and where there is no gate one nameless shopper takes everything") { Known = ["tracker", "cameras", "nobody"] },
            new("critical", SettingKind.Text, "people", "without which devices the store may not open: names as on the floor page (`shelf 1/2`, `gate main`), parted by commas; `people` stands for whoever follows people, `nothing` for none"),
        ]),
        (Devices, "Devices that may connect to the broker inside: a list; without it everybody on this machine may, and nobody from elsewhere", [
            new("name", SettingKind.Text, null, "user name and client id: 1 to 64 letters, digits, `-`, `_` and `.`"),
            new("store", SettingKind.Text, null, "where it stands, as TENANT/STORE"),
            new("secret", SettingKind.Text, "", "what `stroll device secret` makes of its password; may be left out where a certificate is enough"),
            new("rights", SettingKind.Text, null, "addresses that it may speak for, parted by commas: `plate/1/2/1`, `shelf/1/+`, `#`; `health/#` lets it hear how devices are"),
        ]),
    ];

    /// <summary>The keys of a group.</summary>
    internal static ImmutableArray<SettingKey> In(string group) => Groups.Single(known => known.Group == group).Keys;
}
