using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stroll.Host.Connectors;
using Stroll.Host.Entry;
using Stroll.Host.Visits;
using Stroll.Payments.Visits;

namespace Stroll.Web.Tests.Api;

/// <summary>The connector of a retailer: what is sent, what is taken, and the sample program at the other end.</summary>
public class RetailerTests
{
    [Fact]
    public async Task A_retailers_program_that_was_written_from_the_docs_receives_trips_prices_them_and_gives_a_line_back()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        // The program must be there before its address is known, and its secret is known when its address is.
        var made = await api.Send(HttpMethod.Put, "/api/v1/connector", new { url = "http://127.0.0.1:9/", asksIdentity = false });
        using var program = await Listening(api, (string)made.Json["secret"]!);
        await api.Send(HttpMethod.Put, "/api/v1/connector", new { url = program.Address, asksIdentity = false });

        api.Store.PlayUntil(TimeSpan.FromMinutes(15));
        await Deliver(api);
        await program.Heard("refund ");

        var receipts = api.Store.Live.Database.Read(transaction => ReceiptTable.Newest(transaction, null, 100));
        Assert.Equal(receipts.Order(), program.Lines.Where(line => line.StartsWith("trip ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Order());
        Assert.Contains(program.Lines, line => line.StartsWith("trip ", StringComparison.Ordinal) && !line.Contains(" total 0.00 ", StringComparison.Ordinal));
        var refund = Assert.Single(program.Lines, line => line.StartsWith("refund ", StringComparison.Ordinal));
        Assert.Contains(": 200 {\"receiptVersion\":2}", refund, StringComparison.Ordinal);
        var versions = (await api.Get($"/api/v1/receipts/{refund.Split(' ')[1]}")).Json["versions"]!.AsArray();
        Assert.Equal(2, versions.Count);
        Assert.Equal("given back: damaged", (string)versions[1]!["words"]!);
        Assert.All((await api.Get("/api/v1/connector/trips")).Json["items"]!.AsArray(), trip => Assert.NotEqual("", (string)trip!["purchase"]!));
    }

    [Fact]
    public async Task A_trip_that_is_not_taken_is_sent_again_with_the_same_items_under_the_same_id()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        await using var ear = await Ear.Open();
        await api.Send(HttpMethod.Put, "/api/v1/connector", new { url = ear.Address.ToString(), asksIdentity = false });
        ear.Says = _ => (503, "");
        api.Store.PlayUntil(TimeSpan.FromMinutes(15), _ => api.Store.Live.Database.Read(transaction => ReceiptTable.Newest(transaction, null, 1)).Count > 0);
        await Deliver(api);
        var before = ear.Heard.Count;
        ear.Says = _ => (201, "{\"purchaseId\":\"p1\"}");
        api.Store.PlayUntil(TimeSpan.FromMinutes(15));
        await Deliver(api);

        var sent = ear.Heard.Select(one => JsonNode.Parse(one.Body)!).GroupBy(trip => (string)trip["idempotentShoppingTripId"]!).ToArray();
        Assert.True(before > 0, "nobody had left yet");
        Assert.Contains(sent, trip => trip.Count() > 1);
        Assert.All(sent, trip => Assert.Single(trip.Select(one => one["cartItems"]!.ToJsonString()).Distinct()));
        Assert.All(sent, trip => Assert.Equal(trip.Count(), trip.Select(one => (string)one["requestId"]!).Distinct().Count()));
    }

    [Fact]
    public async Task A_refund_of_the_retailer_is_made_once_for_each_request_id()
    {
        await using var api = await ApiSite.Open();
        var trip = api.Store.Live.Database.Read(transaction => ReceiptTable.Newest(transaction, null, 100).First(id => ReceiptTable.Of(transaction, id)[0].Total > 0));
        var request = Guid.NewGuid().ToString();
        Task<Answer> Ask(string id, int quantity = 1, string reason = "DAMAGED_ITEM") => api.Send(HttpMethod.Post, "/connector/v1/refund", new
        {
            storeId = "corner",
            shoppingTripId = trip,
            refundRequestId = id,
            refundReasonCode = reason,
            more = "passed over",
            lineItems = new[] { new { lineItemId = "1", quantity } },
        });

        var (first, again) = (await Ask(request), await Ask(request));
        var tooMany = await Ask(Guid.NewGuid().ToString(), 1000);
        var odd = await Ask("no uuid");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, first.Text), (first.Status, again.Status, again.Text));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (tooMany.Status, odd.Status));
        Assert.NotEmpty((string)tooMany.Json["errorMsg"]!);
        Assert.Equal(2, api.Store.Live.Database.Read(transaction => ReceiptTable.Of(transaction, trip)).Length);
    }

    [Fact]
    public async Task The_retailers_catalogue_is_taken_in_its_own_shape()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var known = api.Store.Live.Model.Catalogue.Products[0];
        var upload = await api.Send(HttpMethod.Post, "/connector/v1/catalog/upload", new
        {
            catalogItems = new[]
            {
                new { item_sku = "SKU-1", external_product_id = "4006381333931", item_name = "Highlighter", standard_price = "1.29", store_id = "corner" },
                new { item_sku = known.Barcode, external_product_id = "", item_name = known.Name, standard_price = "7.77", store_id = "corner" },
            },
        });
        var status = await api.Send(HttpMethod.Post, "/connector/v1/catalog/getCatalogUploadStatus", new { ingestionId = (string)upload.Json["ingestionId"]! });
        var wrong = await api.Send(HttpMethod.Post, "/connector/v1/catalog/upload", new { catalogItems = new[] { new { item_sku = "X", item_name = "x", standard_price = "cheap" } } });

        Assert.Equal("DONE", (string)status.Json["processingStatus"]!);
        Assert.True(api.Store.Live.Plans!.Newest.Catalogue.TryFind("SKU-1", out var id));
        Assert.Equal("04006381333931", api.Store.Live.Plans!.Newest.Catalogue[id].Gtin);
        Assert.Equal(777, api.Store.Live.Database.Read(Stroll.Host.Plans.PriceTable.All)[^1].Minor);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Theory]
    [InlineData(200, "{\"visitorId\":\"v1\"}", CallBackWord.Yes)]
    [InlineData(200, "<html>It works</html>", CallBackWord.Down)]
    [InlineData(403, "{}", CallBackWord.No)]
    [InlineData(500, "", CallBackWord.Down)]
    public async Task The_gate_asks_the_retailer_and_believes_only_an_identity(int status, string body, CallBackWord expected)
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        await using var ear = await Ear.Open();
        ear.Says = _ => (status, body);
        await api.Send(HttpMethod.Put, "/api/v1/connector", new { url = ear.Address.ToString(), asksIdentity = true });
        using var client = new RetailerClient(allowsPrivate: true, TimeSpan.FromSeconds(5), TimeProvider.System);

        var word = await new IdentityCallBack(api.Store.Live.Database, ApiSite.Key, client, TimeProvider.System)
            .Ask(new("main", EntryMeans.Code, "the code", 1, ""), TestContext.Current.CancellationToken);

        Assert.Equal(expected, word);
        Assert.Equal("the code", Encoding.UTF8.GetString(Convert.FromBase64String((string)JsonNode.Parse(ear.Heard.Single().Body)!["identityKey"]!)));
    }

    static async Task Deliver(ApiSite api)
    {
        while (await api.Store.Courier.Work(TestContext.Current.CancellationToken) > 0)
        {
        }
    }

    static async Task<SampleProgram> Listening(ApiSite api, string secret)
    {
        var program = new SampleProgram(
            Path.Combine(AppContext.BaseDirectory, "RetailerConnector.dll"), "--listen", "http://127.0.0.1:0", "--secret", secret, "--stroll", api.Site.Address.ToString(), "--key", api.Secret, "--refund-first");
        await program.Heard("listening ");
        return program;
    }

    /// <summary>A program that runs beside the test and is ended with it.</summary>
    sealed class SampleProgram : IDisposable
    {
        readonly Process _process;
        readonly SemaphoreSlim _said = new(0);

        internal SampleProgram(string dll, params string[] arguments)
        {
            _process = new() { StartInfo = new("dotnet", [dll, .. arguments]) { RedirectStandardOutput = true } };
            _process.OutputDataReceived += (_, line) =>
            {
                if (line.Data is { } text)
                {
                    Lines.Enqueue(text);
                    _said.Release();
                }
            };
            _process.Start();
            _process.BeginOutputReadLine();
        }

        internal ConcurrentQueue<string> Lines { get; } = new();

        internal string Address => Lines.First(line => line.StartsWith("listening ", StringComparison.Ordinal))["listening ".Length..];

        internal async Task Heard(string beginning)
        {
            while (!Lines.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
            {
                Assert.True(await _said.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), $"nothing begins with '{beginning}'");
            }
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _said.Dispose();
        }
    }
}
