using Stroll.Host.Settings;
using Stroll.Host.Stores.Running;
using Stroll.Units;

namespace Stroll.Tests;

public class SettingsTests
{
    const string Least = "stores:\n  - tenant: own\n    store: corner\n    from: corner\n";

    [Fact]
    public void The_least_settings_have_the_defaults_of_the_table()
    {
        var settings = Good(Least);

        Assert.Equal("http://127.0.0.1:8080", settings.Listen);
        Assert.Equal(Path.GetFullPath("/etc/stroll/stroll-data"), settings.Data);
        Assert.Equal(new(DatabaseKind.Sqlite, "STROLL_DATABASE"), settings.Database);
        Assert.Equal(new("127.0.0.1:1883", "", "stroll", "", "STROLL_MQTT_PASSWORD"), settings.Mqtt);
        Assert.Equal(TimeSpan.FromHours(72), settings.Retention.Readings);
        Assert.Equal(new(new("own", "corner"), "/etc/stroll/corner", PeopleFrom.Tracker), Assert.Single(settings.Stores));
    }

    [Theory]
    [InlineData("settings.unknown-key", ":2", "listne: x\n", "listen")]
    [InlineData("settings.unknown-key", ":3", "mqtt:\n  prefx: x\n", "prefix")]
    [InlineData("settings.type", ":2", "listen: 8080\n", "http://127.0.0.1:8080")]
    [InlineData("settings.type", ":3", "database:\n  kind: postgre\n", "postgres")]
    [InlineData("settings.type", ":3", "retention:\n  readings_hours: 0\n", "above zero")]
    [InlineData("settings.duplicate", ":3", "data: a\ndata: b\n", "once")]
    [InlineData("settings.type", ":3", "retention:\n  events_days: never\n", "a number")]
    [InlineData("settings.type", ":2", "mqtt: { device_authority: ca.pem }\n", "TLS")]
    [InlineData("settings.type", ":3", "devices:\n  - { name: a+b, store: own/corner, rights: '#' }\n", "letters, digits")]
    [InlineData("settings.type", ":3", "devices:\n  - { name: a, store: corner, rights: '#' }\n", "TENANT/STORE")]
    [InlineData("settings.type", ":3", "devices:\n  - { name: a, store: own/corner, rights: '#', secret: hunter2 }\n", "never the password")]
    [InlineData("settings.type", ":3", "devices:\n  - { name: a, store: own/corner, rights: '#' }\n", "device secret")]
    [InlineData("settings.type", ":3", "devices:\n  - { name: a, store: own/other, rights: '#', secret: pbkdf2$1$00$00 }\n", "a store of this file")]
    [InlineData("settings.missing-key", ":3", "devices:\n  - { name: a, store: own/corner }\n", "rights")]
    [InlineData("settings.syntax", "", "data: [\n", "")]
    public void What_is_wrong_is_told_with_line_and_suggestion(string code, string where, string lines, string suggestion)
    {
        var fault = Bad($"# settings\n{lines}{Least}");

        Assert.Equal(code, fault.Code);
        Assert.Contains($"stroll.yaml{where}", fault.Where, StringComparison.Ordinal);
        Assert.Contains(suggestion, fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("settings.missing-key", "listen: http://127.0.0.1:1\n")]
    [InlineData("settings.missing-key", "stores:\n  - tenant: own\n    from: corner\n")]
    [InlineData("settings.type", "stores:\n  - tenant: Own\n    store: corner\n    from: corner\n")]
    [InlineData("settings.type", Least + "  - tenant: own\n    store: corner\n    from: other\n")]
    public void A_store_has_a_name_of_its_own_and_a_folder(string code, string text) => Assert.Equal(code, Bad(text).Code);

    [Fact]
    public void What_was_written_reads_back_the_same()
    {
        var settings = Good($"listen: http://0.0.0.0:80\ndata: /x/\"y\ndatabase: {{ kind: postgres }}\nmqtt: {{ broker: 'mq:1883', user: u, certificate: c.pem, device_authority: ca.pem, messages_a_second: 9, home_assistant: ha }}\nretention: {{ readings_hours: 1.5, events_days: 2 }}\n{Least}    people: cameras\n    critical: gate a\ndevices:\n  - {{ name: a, store: own/corner, rights: 'shelf/#, batch', secret: pbkdf2$1$00$00 }}\n  - {{ name: b, store: own/corner, rights: '#' }}\n");

        var again = Good(StrollYaml.Write(settings, place => settings.Stores[place].From));

        Assert.Equal(settings.Stores, again.Stores);
        Assert.Equal(["shelf/#", "batch"], settings.Devices[0].Rights);
        Assert.Equal(settings.Devices.AsEnumerable(), again.Devices);
        Assert.Equal(settings with { Stores = [], Devices = [] }, again with { Stores = [], Devices = [] });
    }

    [Fact]
    public void The_page_and_the_schema_say_what_the_reader_knows()
    {
        var page = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs/settings.md"));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "settings-tables.md"), SettingsSchema.Tables);

        Assert.EndsWith(SettingsSchema.Tables, page, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(TestPlaces.Root, "docs/schema/stroll.schema.json")), SettingsSchema.Json);
    }

    static StrollSettings Good(string text) => Assert.IsType<Result<StrollSettings>.Good>(StrollYaml.Read(text, "/etc/stroll/stroll.yaml")).Value;

    static Fault Bad(string text) => Assert.IsType<Result<StrollSettings>.Bad>(StrollYaml.Read(text, "/etc/stroll/stroll.yaml")).Fault;
}
