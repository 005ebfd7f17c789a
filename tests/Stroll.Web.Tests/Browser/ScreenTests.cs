using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Screens;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Browser;

/// <summary>The screens beside gates.</summary>
public class ScreenTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Who_leaves_takes_a_line_off_at_the_screen_and_gets_it_back_with_the_receipt()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Seed = 3, Visits = 40 });
        var gate = store.Live.Model.Store.Gates[0];
        (AtTheDoor Person, int Line)? found = null;
        store.PlayUntil(TimeSpan.FromMinutes(6), view => (found = SureAt(store, gate)) is not null);
        var (person, line) = found!.Value;
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store));
        var screen = site.Book.Add("screen", "Exit screen", Secret.New(), new Membership("own", "corner", Role.Screen, null));
        await using var visitor = await chromium.Visitor(site.Address);
        await visitor.AddCookiesAsync([new() { Name = "stroll-session", Value = site.Book.Open(screen, "test"), Url = site.Address.ToString() }]);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/screens/exit");

        Assert.Contains(person.Cart[line].Name, await page.TextContentAsync("#carts"), StringComparison.Ordinal);
        await page.ClickAsync($"section:has(input[value='{person.Visit}']) .screen-line >> nth={line} >> button");
        await page.WaitForSelectorAsync("text=you said");
        store.PlayUntil(TimeSpan.FromMinutes(8));
        var said = store.Live.Database.Read(transaction => Stroll.Host.Exits.ExitTable.Of(transaction, person.Visit));
        Assert.True(said is [{ IsOpen: true }], string.Join(", ", said));
        Assert.Equal(1, store.Live.Exit!.Follow());
        Assert.Equal(0, store.Live.Exit.Follow());

        var complaints = store.Live.Database.Read(transaction => ComplaintTable.Of(transaction, PartyTable.PartyOf(transaction, person.Visit)!));
        Assert.Equal((ComplaintState.Refunded, "said at the exit"), (Assert.Single(complaints).State, complaints[0].Words));
        Assert.Equal(403, (await page.GotoAsync("/visits"))!.Status);
    }

    [Fact]
    public async Task A_code_opens_the_gate_once_and_what_is_no_code_never()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Seed = 3, Visits = 2 });
        store.PlayUntil(TimeSpan.FromSeconds(20));
        store.Live.Database.Write(transaction => EntryTable.KeepWallet(transaction, "anna", "tok_demo", "", "en"));
        var code = Assert.IsType<Result<string>.Good>(store.Live.Till!.Entrance.CodeFor("anna")).Value;
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), signsInAs: "screen");
        site.Book.Add("screen", "Entry screen", Secret.New(), new Membership("own", "corner", Role.Screen, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        foreach (var (shown, word) in new[] { (code, "Welcome"), (code, "This code is no longer good"), ("<script>alert(1)</script>", "This cannot be read") })
        {
            await page.GotoAsync("/screens/entry");
            await page.FillAsync("#shown", shown);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForSelectorAsync(".word");
            Assert.StartsWith(word, await page.TextContentAsync(".word"), StringComparison.Ordinal);
        }
    }

    /// <summary>Somebody at the gate who has been inside for a while, with a line that is sure enough to be charged.</summary>
    static (AtTheDoor, int)? SureAt(PlayedStore store, Gate gate)
    {
        foreach (var person in ExitPages.At(store.Live, gate))
        {
            var cart = store.Live.View.Visits.First(visit => visit.Visit == person.Visit).Cart;
            var line = cart.Lines.ToList().FindIndex(one => one.Probability.Value > 0.98);
            if (line >= 0 && store.Live.View.At - cart.Entered > TimeSpan.FromSeconds(15))
            {
                return (person, line);
            }
        }

        return null;
    }
}
