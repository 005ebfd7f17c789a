using System.Collections.Immutable;
using Stroll.Host;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Observations;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>What an audit finds goes back to the shopper: receipt, money, and the figure that stays honest.</summary>
public sealed class VisitFindingsTests : IDisposable
{
    static readonly Instant Noon = Desk.Noon;

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly Clock _clock = new();
    readonly Desk _desk;
    readonly Cashier _cashier;
    readonly VisitDesk _visits;
    readonly VisitFindings _findings;

    public VisitFindingsTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var rules = Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1) } };
        _desk = new(_database, rules);
        var prices = Assert.IsType<Result<PriceBook>.Good>(
            PriceBook.Of(PriceBookDraft.Of(Desk.Catalogue, "EUR", new("R", "VAT 7 %", 70_000), TaxRules.Included))).Value;
        _cashier = new(_database, new TestProvider(_clock, TestFaults.None, 1), PaymentRules.Default, _clock);
        _visits = new(_database, _cashier, new(Desk.Catalogue, () => prices, VisitRules.Default, _ => new("tok_demo", 0)));
        _findings = new(_database, _visits, rules);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_nobody_took_is_given_back_and_the_money_with_it()
    {
        var party = await Paid(1, 0, 2);
        Assert.Equal(2150, Payment(party).Captured);
        Audit(1, Desk.Took(1, 0));

        // Within ten seconds an answer can still be taken back.
        Assert.Equal(0, _findings.Act(_clock.Now));
        _clock.Now += 11.Seconds;
        Assert.Equal(1, _findings.Act(_clock.Now));
        await Collect();

        var versions = Versions(party);
        Assert.Equal([2150, 250], versions.Select(version => version.Total));
        Assert.True(Issuing.IsWhole(versions));
        Assert.Equal((2150, 1900), (Payment(party).Captured, Payment(party).Refunded));
    }

    [Fact]
    public async Task It_is_given_back_once_even_where_the_note_of_it_was_lost()
    {
        var party = await Paid(1, 0, 2);
        Audit(1, Desk.Took(1, 0));
        _clock.Now += 11.Seconds;
        _findings.Act(_clock.Now);

        // The crash came after the receipt and before the note.
        _database.Write(t => t.Execute("DELETE FROM review_correction"));
        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.Equal(2, Versions(party).Length);
    }

    [Fact]
    public async Task What_was_taken_and_not_charged_is_nobodys_debt()
    {
        var party = await Paid(1, 0);
        Audit(1, new Deeds([new("v1", new(0), 1), new("v1", new(2), 1)]));
        _clock.Now += 11.Seconds;

        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.Single(Versions(party));
    }

    [Fact]
    public async Task What_a_complaint_gave_back_already_is_not_given_back_twice()
    {
        var party = await Paid(1, 0, 2);
        var line = Versions(party)[0].Lines.Single(one => one.Barcode == "rum").Number;
        Assert.IsType<Result<IssuedReceipt>.Good>(_visits.Correct(party, line, 0, IssueCause.Complaint, "not mine"));
        Audit(1, Desk.Took(1, 0));
        _clock.Now += 11.Seconds;

        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.Equal(2, Versions(party).Length);
    }

    [Fact]
    public async Task A_complaint_that_waits_is_looked_into_by_two_who_know_nothing_of_it_and_met_by_what_they_see()
    {
        var party = await Paid(1, 0, 2);
        var line = Versions(party)[0].Lines.Single(one => one.Barcode == "rum").Number;
        // The audit of the same visit is somebody else's.
        Audit(1, Desk.Took(1, 0), "eve", "fay");
        var waiting = Hear(party, line, ComplaintKind.NotTaken);
        Assert.Equal(ComplaintState.Waiting, waiting.State);
        Assert.Null(_desk.Queue.Pull("eve", isSenior: false, _clock.Now));
        Assert.Null(_database.Read(t => Disputes.Seen(t, party)));

        Audit(1, Desk.Took(1, 0));
        Assert.Equal(new Dictionary<string, int> { ["tea"] = 1 }, _database.Read(t => Disputes.Seen(t, party)));
        _clock.Now += 11.Seconds;
        Assert.Equal(1, _findings.Act(_clock.Now));
        await Collect();

        var met = Assert.Single(_database.Read(t => ComplaintTable.Of(t, party)));
        Assert.Equal((ComplaintState.Refunded, 1900), (met.State, met.Minor));
        Assert.Equal((2150, 1900), (Payment(party).Captured, Payment(party).Refunded));
    }

    [Fact]
    public async Task A_complaint_that_they_do_not_bear_out_stays_with_staff_and_says_what_was_seen()
    {
        var party = await Paid(1, 0, 2);
        Audit(1, new Deeds([new("v1", new(0), 1), new("v1", new(2), 1)]), "eve", "fay");
        var line = Versions(party)[0].Lines.Single(one => one.Barcode == "rum").Number;
        Hear(party, line, ComplaintKind.NotTaken);
        Hear(party, 0, ComplaintKind.AskPerson);
        Assert.Equal(1, _desk.Read<long>("SELECT COUNT(*) FROM review_case WHERE stream = 'dispute'"));

        Audit(1, new Deeds([new("v1", new(0), 1), new("v1", new(2), 1)]));
        _clock.Now += 11.Seconds;
        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.All(_database.Read(t => ComplaintTable.Of(t, party)), one => Assert.Equal(ComplaintState.Waiting, one.State));
        Assert.Equal(2, _database.Read(t => Disputes.Seen(t, party))!.Count);
        Assert.Single(Versions(party));
    }

    [Fact]
    public async Task What_was_given_back_at_once_stays_given_back_whatever_they_see()
    {
        var party = await Paid(1, 0);
        Audit(1, Desk.Took(1, 0), "eve", "fay");
        Assert.Equal(ComplaintState.Refunded, Hear(party, 1, ComplaintKind.NotTaken).State);
        Audit(1, Desk.Took(1, 0));
        _clock.Now += 11.Seconds;
        Assert.Equal(0, _findings.Act(_clock.Now));
        Assert.Equal([250, 0], Versions(party).Select(version => version.Total));
    }

    [Fact]
    public async Task Correcting_a_receipt_does_not_make_the_figure_better()
    {
        await Paid(1, 0, 2);
        Audit(1, Desk.Took(1, 0));
        var before = Report();
        _clock.Now += 11.Seconds;
        _findings.Act(_clock.Now);

        Assert.Equal(before, Report());
        Assert.Equal("0 of 1", before);
    }

    string Report()
    {
        var report = _database.Read(t => Host.Review.Reporting.AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(2)));
        return $"{report.ReceiptsExact.Range.Value:0} of {report.Audited}";
    }

    /// <summary>Somebody shops; both listeners hear of it, the receipt is issued and paid.</summary>
    async Task<string> Paid(int number, params int[] products)
    {
        var lines = products.Select(product => new ReceiptLine(new(product), 1, new(100), new(0.99), ChargeDecision.Now, [])).ToImmutableArray();
        var receipt = new Receipt($"v{number}", "", Noon, Noon + 60.Seconds, VisitStatus.Settled, lines) { Party = $"v{number}" };
        StoreEvent[] events =
        [
            new StoreEvent.VisitOpened(Noon, Desk.Visit(number), ""),
            new StoreEvent.VisitLeft(Noon + 60.Seconds, Desk.Visit(number)),
            new StoreEvent.ReceiptReady(Noon + 62.Seconds, Desk.Visit(number), receipt),
        ];
        _clock.Now = Noon + 62.Seconds;
        _desk.Tell(events);
        _database.Write(transaction => _visits.Take(transaction, Desk.Store, events));
        _clock.Now = Noon + 600.Seconds;
        _visits.Watch();
        await Collect();
        return _database.Read(t => PartyTable.PartyOf(t, Desk.Visit(number)))!;
    }

    Complaint Hear(string party, int line, ComplaintKind kind) => Assert.IsType<Result<Complaint>.Good>(
        new ComplaintDesk(_database, _visits, ComplaintRules.Default, _clock).Hear(party, line, kind, 0, "")).Value;

    void Audit(int visit, Deeds seen, string one = "ada", string other = "bob")
    {
        foreach (var reviewer in (string[])[one, other])
        {
            Assert.IsType<Answering.Kept>(_desk.Say(reviewer, new Verdict.Happened(seen), _clock.Now));
        }

        Assert.NotNull(_desk.Read<string>($"SELECT verdict FROM review_case WHERE subject = '{Desk.Visit(visit)}'"));
    }

    async Task Collect()
    {
        for (var round = 0; round < 10; round++)
        {
            await _cashier.Work(TestContext.Current.CancellationToken);
            _clock.Now += 5.Seconds;
        }
    }

    PaymentState Payment(string party) => _database.Read(t => PaymentTable.Find(t, party))!;

    ImmutableArray<IssuedReceipt> Versions(string party) => _database.Read(t => ReceiptTable.Of(t, party));

    sealed class Clock : TimeProvider
    {
        internal Instant Now { get; set; } = Noon;

        public override DateTimeOffset GetUtcNow() => Instants.ToDateTimeOffset(Now);
    }
}
