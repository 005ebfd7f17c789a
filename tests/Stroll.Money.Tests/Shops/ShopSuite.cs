using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Host.Visits;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Tests.Money.Shops;

/// <summary>People get in, get out, and each owes what they took, once: held on both databases.</summary>
public abstract class ShopSuite
{
    const string Webhook = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static readonly AdmissionRules Usual = new(MostInside: 40, MostDebt: 0, WhenDown.DecideAlone, OfflineCap: 1000, OfflineVisits: 2);

    internal abstract IDatabase Open();

    [Fact]
    public async Task A_code_a_card_a_badge_a_staff_door_and_an_open_gate_let_in_and_are_paid_each_in_its_way()
    {
        using var database = Open();
        var shop = new Shop(database);
        database.Write(t => EntryTable.KeepBadge(t, "b1", "Kim"));
        var code = await shop.Enter(EntryMeans.Code, shop.Code("ann", "tok_ann"), "p1");
        var card = await shop.Enter(EntryMeans.Card, "tok_ben", "p2");
        var badge = await shop.Enter(EntryMeans.Badge, "b1", "p3");
        var door = await shop.Enter(EntryMeans.StaffDoor, "Kim", "p4");
        var open = shop.Seen("p5");
        foreach (var person in (string[])["p1", "p2", "p3", "p4", "p5"])
        {
            shop.Buys(person, (0, 2));
        }

        Assert.True(await shop.Identify(open, "tok_eve"));
        Assert.False(await shop.Identify(open, "tok_other"));
        await shop.Pass(TimeSpan.FromMinutes(5));
        await shop.Does(door, new PaymentInput.PaidInCash(shop.Clock.Now, "slip-1", 398));
        await shop.Does(door, new PaymentInput.PaidInCash(shop.Clock.Now, "slip-1", 398));

        Assert.Equal((398L, 0L), (shop.Payment(code)!.Captured, shop.Payment(code)!.Outstanding));
        Assert.Equal((398L, 0L), (shop.Payment(card)!.Captured, shop.Payment(card)!.Outstanding));
        Assert.Equal((null, 0), (shop.Payment(badge), shop.Receipts(badge).Length));
        Assert.Equal((0L, 398L, 0L), (shop.Payment(door)!.Captured, shop.Payment(door)!.Cash, shop.Payment(door)!.Outstanding));
        Assert.Equal((398L, 0L), (shop.Payment(open)!.Captured, shop.Payment(open)!.Outstanding));
        await IsReconciled(shop);
    }

    [Fact]
    public async Task A_code_opens_once_and_bad_ones_never()
    {
        using var database = Open();
        var shop = new Shop(database);
        var code = shop.Code("ann", "tok_ann");
        Assert.True((await shop.Ask(EntryMeans.Code, code)).MayEnter);
        Assert.False((await shop.Ask(EntryMeans.Code, code)).MayEnter);
        var second = shop.Code("ann", "tok_ann");
        Assert.False((await shop.Ask(EntryMeans.Code, second.Replace("ann", "bob", StringComparison.Ordinal))).MayEnter);
        shop.Clock.Now += TimeSpan.FromMinutes(3);
        Assert.False((await shop.Ask(EntryMeans.Code, second)).MayEnter);
        foreach (var (means, shown) in ((EntryMeans, string)[])[(EntryMeans.Code, "S1.x"), (EntryMeans.Badge, "nobody's"), (EntryMeans.Card, "")])
        {
            Assert.False((await shop.Ask(means, shown)).MayEnter);
        }

        Assert.IsType<Result<string>.Bad>(shop.Till.Entrance.CodeFor("stranger"));
    }

    [Fact]
    public async Task The_gate_looks_at_room_debts_the_retailers_word_and_the_card()
    {
        using var database = Open();
        var shop = new Shop(database, rules: Usual with { MostInside = 2 });
        await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        Assert.False((await shop.Ask(EntryMeans.Card, "tok_b", people: 2)).MayEnter);
        await shop.Enter(EntryMeans.Card, "tok_b", "p2");
        Assert.False((await shop.Ask(EntryMeans.StaffDoor, "Kim")).MayEnter);
        shop.Buys("p1", (0, 1));
        await shop.Pass(TimeSpan.FromMinutes(3));

        Assert.False((await shop.Ask(EntryMeans.Card, "tok_refused")).MayEnter);
        shop.Retailer = CallBackWord.No;
        Assert.False((await shop.Ask(EntryMeans.Card, "tok_c")).MayEnter);
        shop.Retailer = CallBackWord.Down;
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_c")).MayEnter);
        var strict = new Shop(database, rules: Usual with { Fallback = WhenDown.AskStaff }) { Retailer = CallBackWord.Down };
        Assert.False((await strict.Ask(EntryMeans.Card, "tok_d")).MayEnter);
    }

    [Fact]
    public async Task Who_owes_something_pays_first()
    {
        using var database = Open();
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_limit_600", "p1");
        shop.Buys("p1", (0, 10));
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1990 - 500, shop.Payment(party)!.Outstanding);
        Assert.False((await shop.Ask(EntryMeans.Card, "tok_limit_600", "p2")).MayEnter);

        await shop.Does(party, new PaymentInput.PaidInCash(shop.Clock.Now, "slip", 1490));
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_limit_600", "p2")).MayEnter);
    }

    [Fact]
    public async Task A_party_of_three_gets_one_receipt_and_nobody_is_asked_about_them()
    {
        using var database = Open();
        var shop = new Shop(database);
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_a", people: 3)).MayEnter);
        var party = shop.Seen("p1");
        Assert.Equal((party, party), (shop.Seen("p2"), shop.Seen("p3")));
        Assert.Empty(shop.Party("p1").Questions);
        shop.Buys("p1", (0, 1));
        shop.Buys("p2", (0, 2), (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Empty(shop.Receipts(party));

        shop.Buys("p3");
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal([("Milk", 3), ("Gum <script>", 1)], shop.Receipts(party)[0].Lines.Select(l => (l.Name, l.Quantity)));
        Assert.Equal((3 * 199) + 99, shop.Payment(party)!.Captured);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_follows_through_the_gate_is_a_question_and_staff_decide(bool isTogether)
    {
        using var database = Open();
        var shop = new Shop(database);
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_a")).MayEnter);
        var party = shop.Seen("p1");
        Assert.Equal(party, shop.Seen("p2"));
        Assert.Equal([Visiting.Tailgating], shop.Party("p1").Questions);
        Assert.Equal(party, Assert.Single(database.Read(PartyTable.Tailgated)).Name);
        shop.Buys("p1", (0, 1));
        shop.Buys("p2", (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(10));
        Assert.Empty(shop.Receipts(party));

        Assert.Null(shop.Till.Desk.Decide(party, isTogether, "account:kim"));
        Assert.Equal("visit.not-tailgated", shop.Till.Desk.Decide(party, isTogether, "account:kim")!.Code);
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(isTogether ? 298 : 199, shop.Payment(party)!.Captured);
        var other = shop.PartyOf("p2");
        Assert.Equal(isTogether, other == party);
        if (!isTogether)
        {
            Assert.Equal((0L, 99L), (shop.Payment(other)!.Captured, shop.Payment(other)!.Outstanding));
            Assert.True(await shop.Identify(other, "tok_late"));
            await shop.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(99, shop.Payment(other)!.Captured);
        }

        await IsReconciled(shop);
    }

    [Fact]
    public async Task Nobody_answers_about_a_follower_and_only_what_is_sure_is_charged_when_the_promise_is_over()
    {
        using var database = Open();
        var shop = new Shop(database);
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_a")).MayEnter);
        var party = shop.Seen("p1");
        shop.Seen("p2");
        shop.Buys("p1", (0, 1));
        shop.Leaves("p2");
        shop.Told("p2", Shop.Line(3, 1, charge: ChargeDecision.Held));
        await shop.Pass(TimeSpan.FromHours(5));
        Assert.Equal(ClosedBecause.PromiseRanOut, shop.Party("p1").Because);
        Assert.Equal(199, shop.Payment(party)!.Captured);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(300, false)]
    public async Task Who_comes_back_soon_goes_on_with_the_same_visit(int seconds, bool isSame)
    {
        using var database = Open();
        var shop = new Shop(database);
        var first = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 1));
        await shop.Pass(TimeSpan.FromSeconds(seconds));
        var again = await shop.Enter(EntryMeans.Card, "tok_a", "p1-again");
        Assert.Equal(isSame, first == again);
        Assert.Empty(shop.Party("p1-again").Questions);
        Assert.Equal(!isSame, shop.Receipts(first).Length > 0);
        shop.Buys("p1-again", (3, 2));
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(isSame ? 199 + 198 : 199, shop.Payment(first)!.Captured);
        Assert.Equal(199 + 198, shop.Provider.Moves.Sum(m => m.Minor));
        await IsReconciled(shop);
    }

    [Fact]
    public async Task Who_is_seen_again_under_the_same_name_goes_on_without_showing_anything()
    {
        using var database = Open();
        var shop = new Shop(database);
        var first = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 1));
        await shop.Pass(30.Seconds);
        Assert.Equal(first, shop.Seen("p1"));
        shop.Buys("p1", (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(298, shop.Payment(first)!.Captured);
    }

    [Fact]
    public async Task A_shopper_whose_track_was_lost_is_not_inside_for_ever_and_pays_what_was_sure()
    {
        using var database = Open();
        var shop = new Shop(database, "promise: { longest_visit_hours: 6 }");
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Holds("p1", (0, 1));
        shop.Holds("p1", (0, 2));
        await shop.Pass(TimeSpan.FromHours(5));
        Assert.Equal(VisitPhase.Inside, shop.Party("p1").Phase);
        await shop.Pass(TimeSpan.FromHours(6));
        Assert.Equal((VisitPhase.Closed, ClosedBecause.PromiseRanOut), (shop.Party("p1").Phase, shop.Party("p1").Because));
        Assert.Equal((398L, 0L), (shop.Payment(party)!.Captured, shop.Payment(party)!.Outstanding));
        Assert.Equal(0, database.Read(PartyTable.Inside));
    }

    [Fact]
    public async Task A_visit_closes_when_every_source_has_told_and_no_question_is_open_and_not_before()
    {
        using var database = Open();
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Leaves("p1");
        await shop.Pass(TimeSpan.FromMinutes(20));
        Assert.Empty(shop.Receipts(party));
        var question = shop.Asks("a", "p1");
        shop.Told("p1", (0, 1));
        await shop.Pass(TimeSpan.FromMinutes(20));
        Assert.Empty(shop.Receipts(party));
        shop.Withdraws(question);
        await shop.Pass(20.Seconds);
        Assert.Equal(ClosedBecause.Complete, shop.Party("p1").Because);
        Assert.Single(shop.Receipts(party));
    }

    [Fact]
    public async Task Goods_by_weight_deposits_and_age_limits_reach_the_receipt_and_the_staff()
    {
        using var database = Open();
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Holds("p1", (1, 1));
        shop.Holds("p1", (1, 2));
        Assert.Contains("Beer is for people of 16 years", Assert.Single(shop.Alarms(AlarmKind.AgeCheck)).Words, StringComparison.Ordinal);
        Assert.Equal(1, shop.Messages.Count(m => m == "AgeCheckNeeded"));
        shop.Buys("p1", (1, 2));
        await shop.Pass(TimeSpan.FromMinutes(3));
        var line = Assert.Single(shop.Receipts(party)[0].Lines);
        Assert.Equal((500L, 50L, 16), (line.Amount, line.Deposit, line.AgeLimit));
        Assert.Equal(550, shop.Payment(party)!.Captured);

        var other = await shop.Enter(EntryMeans.Card, "tok_b", "p2");
        shop.Leaves("p2");
        shop.Told("p2", Shop.Line(2, 1, grams: 1234.9));
        await shop.Pass(TimeSpan.FromMinutes(3));
        var apples = Assert.Single(shop.Receipts(other)[0].Lines);
        // 1.234 kg at 3.49: 4.30666, to the nearest 4.31.
        Assert.Equal((1234L, 431L), (apples.Grams, apples.Amount));
    }

    [Fact]
    public async Task Without_network_the_store_sells_on_up_to_its_cap_and_sends_everything_when_it_is_back()
    {
        using var database = Open();
        var shop = new Shop(database, rules: Usual);
        shop.Postman.Subscribe(new("erp", new("https://erp.example/hook"), Webhook, null, []));
        shop.GoOffline();
        var first = await shop.Enter(EntryMeans.Code, shop.Code("ann", "tok_ann", "ann@example.org"), "p1");
        var second = await shop.Enter(EntryMeans.Card, "tok_ben", "p2");
        Assert.False((await shop.Ask(EntryMeans.Card, "tok_c")).MayEnter);
        Assert.True((await shop.Ask(EntryMeans.StaffDoor, "Kim")).MayEnter);

        shop.Holds("p1", (0, 5));
        Assert.Empty(shop.Alarms(AlarmKind.OverCap));
        shop.Holds("p1", (0, 6));
        shop.Holds("p1", (0, 7));
        Assert.Contains("10.00 EUR is risked at most", Assert.Single(shop.Alarms(AlarmKind.OverCap)).Words, StringComparison.Ordinal);
        shop.Buys("p1", (0, 7));
        shop.Buys("p2", (3, 1));
        await shop.Pass(TimeSpan.FromHours(2));
        Assert.Equal((1, 1), (shop.Receipts(first).Length, shop.Receipts(second).Length));
        Assert.Equal((0, 0, 0), (shop.Posted.Count, shop.Letters.Count, shop.Provider.Moves.Length));

        shop.GoOnline();
        await shop.Pass(TimeSpan.FromHours(6));
        Assert.Equal((1393L, 99L), (shop.Payment(first)!.Captured, shop.Payment(second)!.Captured));
        Assert.Equal("ann@example.org", Assert.Single(shop.Letters).To);
        Assert.Equal(shop.Messages.Count, shop.Posted.Count);
        Assert.True((await shop.Ask(EntryMeans.Card, "tok_c")).MayEnter);
        await IsReconciled(shop);
    }

    [Fact]
    public async Task A_store_that_risks_nothing_closes_the_gate_without_network()
    {
        using var database = Open();
        var shop = new Shop(database, rules: Usual with { OfflineCap = 0 });
        shop.GoOffline();
        Assert.False((await shop.Ask(EntryMeans.Card, "tok_a")).MayEnter);
    }

    [Fact]
    public async Task The_retailers_prices_are_asked_logged_and_used()
    {
        using var database = Open();
        var shop = new Shop(database, asksPrices: true)
        {
            Prices = _ => (200, """{"currency": "EUR", "lines": [{"barcode": "milk", "amount": 300, "words": "club"}, {"barcode": "gum", "amount": 120}]}"""),
        };
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 2), (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(3));
        var receipt = Assert.Single(shop.Receipts(party));
        Assert.Equal([("Milk", 300L, "club"), ("Gum <script>", 120L, "")], receipt.Lines.Select(l => (l.Name, l.Amount, l.Discounts.FirstOrDefault()?.Words ?? "")));
        Assert.Equal(420, shop.Payment(party)!.Captured);
        var log = Assert.Single(database.Read(t => PricingTable.Of(t, party)));
        Assert.Contains("\"amount\":398", log.Asked, StringComparison.Ordinal);
        Assert.Contains("club", log.Body, StringComparison.Ordinal);

        shop.Learns("p1", (0, 1), (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(150 + 120, shop.Receipts(party)[^1].Total);
        Assert.Equal(270, shop.Payment(party)!.Captured - shop.Payment(party)!.Refunded);
        await IsReconciled(shop);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(503, "busy")]
    [InlineData(200, "no json \0")]
    [InlineData(200, """{"currency": "USD", "lines": [{"barcode": "milk", "amount": 1}]}""")]
    [InlineData(200, """{"currency": "EUR", "lines": []}""")]
    [InlineData(200, """{"currency": "EUR", "lines": [{"barcode": "milk", "amount": -1}]}""")]
    [InlineData(200, """{"currency": "EUR", "lines": [{"barcode": "milk", "amount": 9223372036854775807}]}""")]
    [InlineData(200, """{"currency": "EUR", "lines": [{"barcode": "milk", "amount": 1}, {"barcode": "milk", "amount": 1}]}""")]
    [InlineData(200, """{"currency": "EUR", "lines": [{"barcode": "milk", "amount": 1}, {"barcode": "gold", "amount": 1}]}""")]
    public async Task Prices_that_do_not_come_or_make_no_sense_are_the_stores_own(int status, string body)
    {
        using var database = Open();
        var shop = new Shop(database, asksPrices: true) { Prices = _ => (status, body) };
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 2));
        await shop.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(398, Assert.Single(shop.Receipts(party)).Total);
        Assert.Equal(398, shop.Payment(party)!.Captured);
        Assert.NotEmpty(database.Read(t => PricingTable.Of(t, party)));
    }

    [Fact]
    public async Task A_dispute_a_won_dispute_bad_debt_and_an_uncharged_cart_stand_in_the_books_and_the_day_has_no_difference()
    {
        using var database = Open();
        var shop = new Shop(database);
        var disputed = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        var won = await shop.Enter(EntryMeans.Card, "tok_b", "p2");
        var bad = await shop.Enter(EntryMeans.Card, "tok_limit_600", "p3");
        var uncharged = shop.Seen("p4");
        shop.Buys("p1", (0, 1));
        shop.Buys("p2", (0, 1));
        shop.Buys("p3", (0, 10));
        shop.Buys("p4", (3, 1));
        await shop.Pass(TimeSpan.FromMinutes(5));
        shop.Provider.Dispute(disputed, "dp_1", 199, "EUR");
        shop.Provider.Dispute(won, "dp_2", 199, "EUR");
        await shop.Pass(TimeSpan.FromHours(1));
        shop.Provider.DisputeWon(won, "dp_2", 199, "EUR");
        await shop.Pass(TimeSpan.FromHours(1));
        await shop.Does(bad, new PaymentInput.GivenUp(shop.Clock.Now));
        await shop.Does(uncharged, new PaymentInput.GivenUp(shop.Clock.Now));

        var balances = database.Read(LedgerTable.Balances).ToDictionary(b => b.Account, b => b.Minor);
        Assert.Equal((199L, 1490L, 99L), (balances[Account.Disputes], balances[Account.BadDebt], balances[Account.Uncharged]));
        Assert.Equal(0, balances.Values.Sum());
        await IsReconciled(shop);
    }

    [Fact]
    public async Task What_does_not_fit_is_found_told_and_stays_on_the_day()
    {
        using var database = Open();
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 1));
        await shop.Pass(TimeSpan.FromMinutes(5));
        database.Write(t => t.Execute("DELETE FROM ledger_posting WHERE entry LIKE '%Captured%'"));
        database.Write(t => t.Execute("DELETE FROM ledger_entry WHERE id LIKE '%Captured%'"));
        await shop.Pass(TimeSpan.FromHours(1));
        Assert.Equal(party, Assert.Single(shop.Alarms(AlarmKind.Difference)).Payment);
        Assert.Contains(database.Read(t => DayTable.Newest(t, 9))[^1].Differences, d => d.Kind == DifferenceKind.NotBooked && !d.IsOpen);
    }

    [Fact]
    public async Task Sixty_four_who_give_back_at_once_never_give_back_more_than_was_taken()
    {
        using var database = Open();
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_a", "p1");
        shop.Buys("p1", (0, 20));
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(20 * 199, shop.Payment(party)!.Captured);
        shop.Provider.Faults = TestFaultsOf(0.05);

        var given = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            var corrected = shop.Till.Desk.Correct(party, 1, 19 - (i % 20), Stroll.Payments.Documents.IssueCause.Staff, $"clerk {i}");
            await shop.Till.Cashier.Work(default);
            return corrected is Result<Stroll.Payments.Documents.IssuedReceipt>.Good;
        })));

        Assert.Contains(true, given);
        shop.Provider.Faults = Stroll.Host.Payments.TestFaults.None;
        await shop.Pass(TimeSpan.FromHours(3));
        var payment = shop.Payment(party)!;
        var back = shop.Provider.Moves.Where(m => m.Move == MoneyMove.Refunded).Sum(m => m.Minor);
        Assert.Equal((20L * 199, 20L * 199, 0L), (payment.Captured, payment.Refunded, payment.Outstanding));
        Assert.Equal(back, payment.Refunded);
        Assert.Equal(given.Count(is1 => is1), shop.Receipts(party).Length - 1);
        await IsReconciled(shop);
    }

    static Stroll.Host.Payments.TestFaults TestFaultsOf(double probability) => Stroll.Host.Payments.TestFaults.All(probability) with { Latest = TimeSpan.FromMinutes(10) };

    static async Task IsReconciled(Shop shop)
    {
        await shop.Pass(TimeSpan.FromHours(30));
        var days = shop.Database.Read(t => DayTable.Newest(t, 30));
        Assert.NotEmpty(days);
        Assert.Empty(days.SelectMany(day => day.Differences.Select(d => $"{day.Day}: {d.Kind} {d.Words}")));
        Assert.Contains(days, day => day.IsOver);
        Assert.Contains("DayReconciled", shop.Messages);
    }
}
