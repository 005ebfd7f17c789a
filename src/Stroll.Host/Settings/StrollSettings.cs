using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;

namespace Stroll.Host.Settings;

/// <summary>What an operator decides for one installation: <c>stroll.yaml</c>. docs/settings.md explains every key.</summary>
/// <param name="Listen">Where pages and API listen, as <c>http://127.0.0.1:8080</c>.</param>
/// <param name="Data">The folder of everything that is kept.</param>
/// <param name="Database">Where visits, money and cases are kept.</param>
/// <param name="Mqtt">How devices reach the installation.</param>
/// <param name="Retention">How long things are kept.</param>
/// <param name="Stores">The stores; at least one.</param>
public sealed record StrollSettings(
    string Listen, string Data, DatabaseSettings Database, MqttSettings Mqtt, RetentionSettings Retention, ImmutableArray<StoreSettings> Stores)
{
    /// <summary>Where people sign in already; none where nobody does.</summary>
    public SignInSettings? SignIn { get; init; }

    /// <summary>Who may connect to the broker inside; empty for everybody on this machine.</summary>
    public ImmutableArray<DeviceSettings> Devices { get; init; } = [];

    /// <summary>Where shoppers reach the pages; links on receipts begin with it. <see cref="Listen"/> where nothing else is said.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>Who moves the money.</summary>
    public PaymentSettings Payments { get; init; } = new(ProviderKind.None, "", "", "");

    /// <summary>Who takes letters; none where no receipt is sent by e-mail.</summary>
    public MailSettings? Mail { get; init; }
}

/// <summary>Who moves the money of all stores.</summary>
/// <param name="Provider">Which.</param>
/// <param name="KeyFrom">The variable of the environment that holds the provider's secret key.</param>
/// <param name="HooksFrom">The variable that holds the secret with which the provider signs what it sends.</param>
/// <param name="Address">Where the provider is asked; empty for its own usual address.</param>
public sealed record PaymentSettings(ProviderKind Provider, string KeyFrom, string HooksFrom, string Address);

/// <summary>Payment providers.</summary>
public enum ProviderKind
{
    /// <summary>None: nobody is charged, and there are no receipts.</summary>
    None,

    /// <summary>One that moves no money.</summary>
    Test,

    /// <summary>Stripe.</summary>
    Stripe,
}

/// <summary>Who takes letters.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Security">How the line is kept from others.</param>
/// <param name="User">Who logs in; empty for nobody.</param>
/// <param name="PasswordFrom">The variable of the environment that holds the password.</param>
/// <param name="From">The sender, as <c>shop@example.org</c>.</param>
public sealed record MailSettings(string Host, int Port, MailSecurity Security, string User, string PasswordFrom, string From);

/// <summary>How a line to a mail server is kept from others.</summary>
public enum MailSecurity
{
    /// <summary>It begins open and turns to TLS before anything is said (RFC 3207); never goes on without.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}

/// <summary>Where people sign in already, beside passwords and passkeys: an issuer of OpenID Connect.</summary>
/// <param name="Issuer">Its address.</param>
/// <param name="ClientId">The name of this installation there.</param>
/// <param name="SecretFrom">The variable of the environment that holds the secret of the client.</param>
/// <param name="Name">For people.</param>
public sealed record SignInSettings(string Issuer, string ClientId, string SecretFrom, string Name);

/// <summary>Where visits, money and cases are kept.</summary>
/// <param name="Kind">Which program keeps them.</param>
/// <param name="ConnectionFrom">The variable of the environment that holds PostgreSQL's connection string: it has a password in it.</param>
public sealed record DatabaseSettings(DatabaseKind Kind, string ConnectionFrom);

/// <summary>Programs that keep rows.</summary>
public enum DatabaseKind
{
    /// <summary>One file a store, in the data folder.</summary>
    Sqlite,

    /// <summary>One database for all stores.</summary>
    Postgres,
}

/// <summary>How devices reach the installation.</summary>
/// <param name="Listen">Address and port of the broker that runs inside; empty where a broker of one's own is used.</param>
/// <param name="Broker">Address and port of a broker of one's own; empty for the one inside.</param>
/// <param name="Prefix">The first part of every topic.</param>
/// <param name="User">Who logs in at a broker of one's own; empty for nobody.</param>
/// <param name="PasswordFrom">The variable of the environment that holds that password.</param>
public sealed record MqttSettings(string Listen, string Broker, string Prefix, string User, string PasswordFrom)
{
    /// <summary>A PEM file with certificate and key of the broker inside; empty for a port without TLS.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>A PEM file with the certificate of the authority of devices; empty where a password is enough.</summary>
    public string DeviceAuthority { get; init; } = "";

    /// <summary>Messages that one device may hand in in a second.</summary>
    public int MessagesPerSecond { get; init; } = 2000;

    /// <summary>The prefix under which Home Assistant is told of devices; empty where nobody is.</summary>
    public string HomeAssistant { get; init; } = "";
}

/// <summary>How long things are kept.</summary>
/// <param name="Readings">Readings of scales and sightings of people in the log.</param>
public sealed record RetentionSettings(TimeSpan Readings)
{
    /// <summary>Passages of gates, answers of people and words of the operator in the log.</summary>
    public TimeSpan Events { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>One store.</summary>
/// <param name="Key">Operator and shop.</param>
/// <param name="From">The folder with <c>store.yaml</c>, <c>catalogue.csv</c> and <c>planogram.csv</c>.</param>
/// <param name="People">How people come into its log.</param>
public sealed record StoreSettings(StoreKey Key, string From, PeopleFrom People)
{
    /// <summary>Without which devices the store may not open, parted by commas.</summary>
    public string Critical { get; init; } = "people";
}

/// <summary>One device that may connect.</summary>
/// <param name="Name">User name and client id.</param>
/// <param name="Store">Where it stands.</param>
/// <param name="Secret">What was made of its password; empty where a certificate is enough.</param>
/// <param name="Rights">Addresses that it may speak for.</param>
public sealed record DeviceSettings(string Name, StoreKey Store, string Secret, ImmutableArray<string> Rights)
{
    /// <summary>Equal when all parts are; the list by its items.</summary>
    public bool Equals(DeviceSettings? other) =>
        other is not null && (Name, Store, Secret) == (other.Name, other.Store, other.Secret) && Rights.SequenceEqual(other.Rights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Store, Secret, Rights.Length);
}
