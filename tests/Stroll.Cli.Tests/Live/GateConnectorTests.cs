using System.Net;
using Stroll.Cli.Live;
using Stroll.Host.Connectors;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Outbox;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Payments.Visits;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Commands;

namespace Stroll.Tests.Live;

/// <summary>The gate of a running store, and the connector that a retailer gave it over the API.</summary>
public sealed class GateConnectorTests : IDisposable
{
    static readonly StoreKey Key = new("demo", "corner");

    readonly TempFolder _folder = new();
    readonly HttpListener _listener = new();
    readonly Uri _address = new($"http://127.0.0.1:{FreePorts.One()}/");
    readonly List<string> _paths = [];
    (int Status, string Body) _says = (200, """{"visitor":{}}""");

    public GateConnectorTests()
    {
        _listener.Prefixes.Add(_address.ToString());
        _listener.Start();
        _ = Task.Run(Listen);
    }

    public void Dispose()
    {
        _listener.Close();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_connector_that_asks_for_identities_says_at_the_live_gate_who_may_come_in()
    {
        using var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        using var till = Open(database);
        Assert.True((await Admit(till, "tok_1")).MayEnter);
        Assert.Empty(_paths);

        database.Write(transaction => TripTable.Keep(transaction, new(_address, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", AsksIdentity: true)));
        Assert.True((await Admit(till, "tok_2")).MayEnter);
        Assert.Equal(["/v1/identity/identity-keys"], _paths);
        _says = (403, "");
        Assert.False((await Admit(till, "tok_3")).MayEnter);
    }

    async Task Listen()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                _paths.Add(context.Request.Url!.AbsolutePath);
                context.Response.StatusCode = _says.Status;
                await using var writer = new StreamWriter(context.Response.OutputStream);
                await writer.WriteAsync(_says.Body);
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    StoreTill Open(SqliteDatabase database)
    {
        var model = new Simulation(new Scenario { Name = "gate", Seed = 3, Visits = 1 }).Model;
        var postman = new Postman(database, new HttpWebhookSender(allowsPrivate: false), "/stores/demo/corner", TimeProvider.System);
        var place = new TillPlace(Key, model, model.Catalogue, database, _folder.Root, ReviewRules.Default, postman);
        return StoreTill.Open(place, MoneyChoice.Simulated("http://127.0.0.1"), _ => { }, TimeProvider.System);
    }

    static Task<GateWord> Admit(StoreTill till, string token) =>
        till.Till.Entrance.Admit(new("main", EntryMeans.Card, token, 1, ""), TestContext.Current.CancellationToken);
}
