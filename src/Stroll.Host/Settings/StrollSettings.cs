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
    /// <summary>Who may connect to the broker inside; empty for everybody on this machine.</summary>
    public ImmutableArray<DeviceSettings> Devices { get; init; } = [];
}

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
