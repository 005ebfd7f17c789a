using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Stroll.Host.Complaints;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Payments.Documents;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Shoppers;
using Stroll.Web.Tests.Browser;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Shoppers;

/// <summary>The receipt page, as a shopper meets it.</summary>
public sealed partial class ShopperTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    const string Hostile = "<script>fetch('/r')</script><img src=x onerror=alert(1)>\"'&";

    readonly PlayedStore _store = Hostilely(new Scenario { Seed = 3, Visits = 6, Length = TimeSpan.FromMinutes(3) });

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_shopper_objects_on_the_phone_without_a_script_and_gets_the_refund_and_a_new_version()
    {
        var (party, code) = Issued();
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store));
        await using var visitor = await chromium.Visitor(site.Address, isPhone: true, hasScript: false);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync($"/r/{code}?lang=de");
        Assert.Equal("Endgültig. Nichts ist mehr unklar.", await page.TextContentAsync(".status"));
        await Save(page, "receipt-phone");

        await page.ClickAsync(".bill details summary");
        await page.ClickAsync("text=Das habe ich nicht genommen");

        Assert.Equal("Berichtigt: Dies ist Fassung 2.", await page.TextContentAsync(".status"));
        Assert.Contains("Erstattet", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await Save(page, "receipt-corrected");
        var versions = Versions(party);
        Assert.Equal((2, IssueCause.Complaint), (versions.Length, versions[1].Cause));
        Assert.Equal(0, versions[1].Lines[0].Quantity);
        Assert.True(versions[1].Total < versions[0].Total);
    }

    [Fact]
    public async Task Hostile_names_and_words_stay_text()
    {
        var (party, code) = Issued();
        Assert.IsType<Result<Complaint>.Good>(_store.Live.Complaints!.Hear(party, 0, ComplaintKind.AskPerson, 0, Hostile));
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store), signsInAs: "manager");
        site.Book.Add("manager", Hostile, Secret.New(), new Membership("own", null, Role.Manager, null), new("own", null, Role.SeniorReviewer, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        var wrong = new List<string>();
        page.Dialog += (_, dialog) => wrong.Add(dialog.Message);
        page.Console += (_, message) => wrong.AddRange(message.Type == "error" ? [message.Text] : []);
        foreach (var path in (string[])[$"/r/{code}", "/", "/visits", $"/visits/{party}", "/money", $"/money/{party}", "/catalogue", "/shelves", "/review"])
        {
            await page.GotoAsync(path);
            await page.WaitForTimeoutAsync(200);
            Assert.Equal(0, await page.Locator("main img[src='x'], main img[onerror], main script").CountAsync());
        }

        Assert.Empty(wrong);
        await page.GotoAsync($"/r/{code}");
        Assert.Contains("<script>", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-CH,de;q=0.9,en;q=0.8", "", "de")]
    [InlineData("fr,es;q=0.4,zh;q=0.7", "", "zh")]
    [InlineData("de", "es", "es")]
    [InlineData("de", "<script>", "de")]
    [InlineData("", "", "en")]
    [InlineData("xx;q=bad,;;,de;q=0", "", "de")]
    public void A_shopper_reads_the_language_that_they_ask_for_or_that_their_browser_likes(string header, string asked, string expected) =>
        Assert.Equal(expected, Language.For(asked, header).Code);

    [Fact]
    public void Every_language_says_everything_and_keeps_what_is_put_into_it()
    {
        foreach (var language in Language.All)
        {
            Assert.Equal(Enum.GetValues<Phrase>(), language.Words.Keys.Order());
            Assert.All(language.Words, pair => Assert.Equal(Places(Language.All[0][pair.Key]), Places(pair.Value)));
        }

        Assert.Equal(["2.49 EUR", "2,49 EUR", "2,49 EUR", "2.49 EUR"], Language.All.Select(language => language.Amount(249, "EUR")));
        Assert.Equal("249 JPY", Language.All[1].Amount(249, "JPY"));
    }

    [Fact]
    public async Task A_link_that_was_not_given_opens_nothing_and_guessing_is_slowed_down()
    {
        var (_, code) = Issued();
        Assert.Equal(40, code.Length);
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store));
        using var client = new HttpClient { BaseAddress = site.Address };
        var answers = new List<HttpStatusCode>();
        foreach (var guess in Enumerable.Range(0, 130).Select(i => i == 0 ? code.ToUpperInvariant() : i == 1 ? code[..^1] : code[..^3] + i.ToString("000", System.Globalization.CultureInfo.InvariantCulture)))
        {
            answers.Add((await client.GetAsync($"/r/{guess}", Cancellation)).StatusCode);
        }

        Assert.DoesNotContain(HttpStatusCode.OK, answers);
        Assert.Contains(HttpStatusCode.NotFound, answers);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task A_link_given_at_the_exit_says_when_the_receipt_will_be_there_and_a_short_code_with_the_amount_finds_it_again()
    {
        var (party, code) = Issued();
        var early = _store.Live.Database.Write(transaction => ReceiptTable.LinkOf(transaction, "a party without a receipt"));
        var total = Versions(party)[^1].Total / 100m;
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/r/{early}", Cancellation)).StatusCode);
        Assert.Equal($"/r/{code}?lang=en", (await Ask(client, ShortCodes.Of(code), total)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(client, ShortCodes.Of(code), total + 1)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(client, "' OR 1=1 --", total)).StatusCode);
        Assert.Equal("application/pdf", (await client.GetAsync($"/r/{code}/receipt.pdf", Cancellation)).Content.Headers.ContentType?.MediaType);
    }

    static async Task<HttpResponseMessage> Ask(HttpClient client, string code, decimal amount) => await client.PostAsync(
        new Uri("/r?lang=en", UriKind.Relative),
        new FormUrlEncodedContent([new("code", code), new("amount", amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))]), Cancellation);

    [Fact]
    public async Task Staff_answer_a_question_and_the_shopper_reads_it()
    {
        var (party, code) = Issued();
        Assert.IsType<Result<Complaint>.Good>(_store.Live.Complaints!.Hear(party, 0, ComplaintKind.AskPerson, 0, "why so dear?"));
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store), signsInAs: "manager");
        site.Book.Add("manager", "Maria", Secret.New(), new Membership("own", null, Role.Manager, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/money");
        await Save(page, "money-complaint");
        await page.FillAsync("article.line input[name=words]", "It is imported.");
        await page.ClickAsync("article.line button >> nth=-1");
        await page.GotoAsync($"/r/{code}?lang=en");

        Assert.Contains("It is imported.", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/settings/journal");
        Assert.Contains("complaint-decided", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_take_pieces_off_a_line_and_the_journal_tells_who()
    {
        var (party, _) = Issued();
        await using var site = await RunningSite.Start(new([_store.Live]), new PlayedTime(_store), signsInAs: "manager");
        site.Book.Add("manager", "Maria", Secret.New(), new Membership("own", null, Role.Manager, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GotoAsync($"/money/{party}");
        await page.ClickAsync("article.line summary");
        await page.FillAsync("article.line input[name=words]", "broken seal");
        await page.ClickAsync("article.line form button");
        await page.WaitForSelectorAsync("text=version 2");

        Assert.Equal(IssueCause.Staff, Versions(party)[^1].Cause);
        await page.GotoAsync("/settings/journal");
        Assert.Contains("receipt-corrected", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    static string[] Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    static PlayedStore Hostilely(Scenario scenario)
    {
        var model = new Simulation(scenario).Model;
        var named = model with { Catalogue = model.Catalogue.With(model.Catalogue.Products.Select(product => product with { Name = Hostile + product.Name })) };
        return new(new("own", "corner"), scenario with { Given = named });
    }

    (string Party, string Code) Issued()
    {
        _store.PlayUntil(TimeSpan.FromMinutes(8));
        return _store.Live.Database.Read(transaction =>
        {
            var party = ReceiptTable.IssuedBetween(transaction, Instant.Earliest, Instant.Latest).First(party => ReceiptTable.Of(transaction, party)[^1].Total > 0);
            return (party, ReceiptTable.CodeOf(transaction, party)!);
        });
    }

    ImmutableArray<IssuedReceipt> Versions(string party) => _store.Live.Database.Read(transaction => ReceiptTable.Of(transaction, party));

    static async Task Save(Microsoft.Playwright.IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
