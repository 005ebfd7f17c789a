using System.Net;
using System.Text;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Payments;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Payments.Collecting;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Web.Tests.Api;

/// <summary>Gates, exits, cash and the provider's own messages, over HTTP.</summary>
public class GatesApiTests
{
    [Fact]
    public async Task A_stored_card_makes_a_code_that_opens_a_gate_once()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Post, "/api/v1/wallets/ann/codes", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Send(HttpMethod.Put, "/api/v1/wallets/ann", new { token = "tok_ann", email = "ann@example.org", language = "de" })).Status);
        var code = (await api.Send(HttpMethod.Post, "/api/v1/wallets/ann/codes", null)).Json;
        Assert.StartsWith("<svg", (string)code["qr"]!, StringComparison.Ordinal);

        var asked = new { means = "code", shown = (string)code["code"]!, people = 1, person = "p-ann" };
        var first = await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/entries", asked);
        var again = await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/entries", asked);
        Assert.Equal((true, false), ((bool)first.Json["opens"]!, (bool)again.Json["opens"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Post, "/api/v1/gates/nowhere/entries", asked)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Send(HttpMethod.Delete, "/api/v1/wallets/ann", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Delete, "/api/v1/wallets/ann", null)).Status);
        Assert.Equal(["wallet-forgotten", "wallet-kept"], Acts(api, "wallet").Order());
    }

    [Theory]
    [InlineData("""{"means": "teleport", "shown": "x"}""")]
    [InlineData("""{"means": "card", "shown": "x", "people": 0}""")]
    [InlineData("""{"means": "card", "shown": "x", "people": 21}""")]
    [InlineData("""{"means": "card"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task What_no_gate_says_is_a_problem(string body)
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var answer = await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/entries", new StringContent(body, Encoding.UTF8, "application/json"), null);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.Type));
    }

    [Theory]
    [InlineData("a b", "tok", "", "en")]
    [InlineData("ann", "", "", "en")]
    [InlineData("ann", "tok", "nonsense", "en")]
    [InlineData("ann", "tok", "a@b", "english")]
    public async Task A_wallet_that_makes_no_sense_is_a_problem(string shopper, string token, string email, string language)
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Send(HttpMethod.Put, $"/api/v1/wallets/{Uri.EscapeDataString(shopper)}", new { token, email, language })).Status);
    }

    [Fact]
    public async Task An_exit_shows_the_link_before_the_receipt_is_there_and_takes_a_card()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var party = OpenParty(api, "p-eve");
        var shown = (await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/exits", new { person = "p-eve" })).Json;
        Assert.Equal((party, true), ((string)shown["party"]!, (bool)shown["needsPayer"]!));
        Assert.StartsWith("https://shop.example/r/", (string)shown["link"]!, StringComparison.Ordinal);
        var paid = (await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/exits", new { party, token = "tok_eve" })).Json;
        Assert.Equal((false, (string)shown["link"]!), ((bool)paid["needsPayer"]!, (string)paid["link"]!));
        Assert.Equal("tok_eve", api.Store.Live.Database.Read(t => PaymentTable.Find(t, party))!.Token);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Post, $"/api/v1/gates/{Gate(api)}/exits", new { person = "nobody" })).Status);
    }

    [Fact]
    public async Task Cash_counts_once_for_each_slip_and_stands_in_the_journal()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var party = OpenParty(api, "p-cash");
        var payment = api.Store.Till.Cashier;
        await payment.Handle(party, new PaymentInput.Fix(payment.Now, 500), TestContext.Current.CancellationToken);
        foreach (var word in (string[])["cash-key-1", "cash-key-1", "cash-key-2"])
        {
            var told = await api.Send(HttpMethod.Post, $"/api/v1/payments/{party}/cash", new { reference = "slip-1", amount = 200 }, word);
            Assert.Equal((HttpStatusCode.OK, 300L), (told.Status, (long)told.Json["outstanding"]!));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await api.Send(HttpMethod.Post, $"/api/v1/payments/{party}/cash", new { reference = "", amount = 1 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Send(HttpMethod.Post, "/api/v1/payments/nobody/cash", new { reference = "s", amount = 1 })).Status);
        var given = await api.Send(HttpMethod.Post, $"/api/v1/payments/{party}/give-up", null);
        Assert.Equal(("writtenOff", 0L), ((string)given.Json["phase"]!, (long)given.Json["outstanding"]!));
        Assert.Equal(["paid-in-cash", "paid-in-cash", "payment-given-up"], Acts(api, "pa").Order());
    }

    [Fact]
    public async Task The_providers_genuine_messages_are_taken_and_others_are_not()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var (headers, body) = api.Store.Voice.Message("x.Capture.1", 1, api.Store.Till.Cashier.Now);
        Assert.Equal(HttpStatusCode.NoContent, await Hook(api, "own/corner", headers, body));
        Assert.Equal(HttpStatusCode.NoContent, await Hook(api, "own/corner", headers, body));
        Assert.Equal(HttpStatusCode.BadRequest, await Hook(api, "own/corner", headers, [.. body, 32]));
        Assert.Equal(HttpStatusCode.BadRequest, await Hook(api, "own/corner", new Dictionary<string, string>(), body));
        Assert.Equal(HttpStatusCode.NotFound, await Hook(api, "own/other", headers, body));
        Assert.Equal(HttpStatusCode.NotFound, await Hook(api, "own/..", headers, body));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Hook(api, "own/corner", headers, new byte[600_000]));
    }

    [Fact]
    public async Task A_receipt_is_a_file_by_its_link_and_goes_by_email()
    {
        const string Language = "zh";
        await using var api = await ApiSite.Open();
        var database = api.Store.Live.Database;
        var party = database.Read(t => ReceiptTable.IssuedBetween(t, Instant.Earliest, Instant.Latest)).First(p => database.Read(t => ReceiptTable.Of(t, p))[0].Lines.Length > 0);
        var code = database.Read(t => ReceiptTable.CodeOf(t, party))!;
        var pdf = await api.Get($"/r/{code}/receipt.pdf?lang={Language}");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.Status, pdf.Type));
        Assert.StartsWith("%PDF-", pdf.Text, StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", (await api.Get($"/r/{code}/qr.svg")).Type);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Get("/r/0123/receipt.pdf")).Status);

        using var form = new FormUrlEncodedContent([new("email", "ann@example.org")]);
        Assert.Contains("sent=true", (await api.Send(HttpMethod.Post, $"/r/{code}/email?lang={Language}", form, null)).Whole.Headers.Location!.ToString(), StringComparison.Ordinal);
        await api.Store.Till.Letters!.Work(TestContext.Current.CancellationToken);
        Assert.Equal(("ann@example.org", $"{Language}-1.pdf"), (Assert.Single(api.Store.Mail.Letters).To, api.Store.Mail.Letters[0].FileName));
        using var odd = new FormUrlEncodedContent([new("email", "ann@example.org\r\nBcc: x@y")]);
        Assert.Contains("refused=true", (await api.Send(HttpMethod.Post, $"/r/{code}/email", odd, null)).Whole.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Somebody comes in through an open gate, and nobody is known to pay.</summary>
    static string OpenParty(ApiSite api, string person)
    {
        var (store, till) = (api.Store.Live, api.Store.Till);
        Assert.True(till.Entrance.Admit(new(Gate(api), EntryMeans.Open, "", 1, person), TestContext.Current.CancellationToken).Result.MayEnter);
        var visit = VisitId.Of(store.Key, person, till.Cashier.Now);
        store.Database.Write(t => till.Desk.Take(t, store.Key, [new StoreEvent.VisitOpened(till.Cashier.Now, visit, person)]));
        return store.Database.Read(t => PartyTable.PartyOf(t, visit))!;
    }

    static string Gate(ApiSite api) => api.Store.Live.Model.Store.Gates.FirstOrDefault()?.Name ?? "main";

    static IEnumerable<string> Acts(ApiSite api, string begin) =>
        api.Store.Live.Database.Read(t => JournalTable.Newest(t, 50)).Select(entry => entry.Act).Where(act => act.StartsWith(begin, StringComparison.Ordinal));

    static async Task<HttpStatusCode> Hook(ApiSite api, string store, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api.Site.Address, $"/hooks/{store}/payments")) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.ExpectContinue = body.Length > 100_000;
        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
