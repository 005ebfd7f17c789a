using System.Collections.Immutable;
using System.Text;
using Stroll.Counter.Paper;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Letters;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Retailer;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Money.Shops;

/// <summary>A store in which a test says who comes in and what the sensors tell; everything about visits and money is the real thing, in simulated time.</summary>
sealed class Shop : IWebhookSender, IMailer, IRetailer, IEntryCallBack
{
    internal static readonly StoreKey Key = new("acme", "north");
    internal static readonly Instant Morning = Instant.FromUnixSeconds(1_780_000_000);

    internal static readonly Catalogue Goods = new(
    [
        new(new(0), "milk", null, "Milk", 1000.Grams, 5.Grams, SaleUnit.Each, new(199, "EUR")),
        new(new(1), "beer", null, "Beer", 500.Grams, 5.Grams, SaleUnit.Each, new(250, "EUR")),
        new(new(2), "apples", null, "Apples", null, null, SaleUnit.Kilogram, new(349, "EUR")),
        new(new(3), "gum", null, "Gum <script>", 20.Grams, 1.Grams, SaleUnit.Each, new(99, "EUR")),
    ]);

    const string Terms = """
        currency: EUR
        tax_classes:
          - { code: A, name: "VAT 19 %", percent: 19 }
          - { code: B, name: "VAT 7 %", percent: 7 }
        products:
          - { barcode: milk, tax: B }
          - { barcode: apples, tax: B }
          - { barcode: beer, tax: A, deposit: 25, deposit_tax: A, age: 16 }
        """;

    static readonly byte[] EntryKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    readonly Dictionary<string, VisitId> _visits = new(StringComparer.Ordinal);

    internal Shop(IDatabase database, string terms = "", bool asksPrices = false, AdmissionRules? rules = null)
    {
        Database = database;
        Provider = new(Clock, TestFaults.None, 1);
        Money = ((Result<StoreMoney>.Good)MoneyYaml.Read($"{Terms}\n{terms}", "money.yaml", Goods)).Value;
        var entry = rules ?? Money.Entry;
        Till = new(
            new(
                database, Provider, PaymentRules.Default,
                new(Goods, () => Money.Prices, Money.Promise, _ => new("", 0)) { OfflineCap = entry.OfflineCap, AsksPrices = asksPrices },
                new(entry, [EntryKey], "EUR", Hold: 500) { Promise = Money.Promise }, this, new ReceiptPaper(),
                new("Corner", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "https://shop.example", IsSimulated: false))
            {
                Voice = Voice,
                Mailer = this,
                Pricing = asksPrices ? this : null,
            },
            Clock);
        Postman = new(database, this, "/stores/acme/north", Clock);
    }

    internal Postman Postman { get; }

    internal SimulatedClock Clock { get; } = new(Morning);

    internal IDatabase Database { get; }

    internal TestProvider Provider { get; }

    internal TestVoice Voice { get; } = new("whsec_" + Convert.ToBase64String(EntryKey));

    internal StoreMoney Money { get; }

    internal Till Till { get; }

    internal List<Letter> Letters { get; } = [];

    internal MailWord MailWord { get; set; } = new(true, true, "");

    internal List<string> Posted { get; } = [];

    internal bool IsOnline { get; set; } = true;

    internal CallBackWord Retailer { get; set; } = CallBackWord.NotAsked;

    internal Func<string, (int, string)> Prices { get; set; } = _ => (0, "");

    internal Task<GateWord> Ask(EntryMeans means, string shown, string person = "", int people = 1) =>
        Till.Entrance.Admit(new("main", means, shown, people, person), default);

    /// <summary>Somebody is let in and seen to come in.</summary>
    internal async Task<string> Enter(EntryMeans means, string shown, string person, int people = 1)
    {
        var word = await Ask(means, shown, person, people);
        Assert.True(word.MayEnter, word.Words);
        return Seen(person);
    }

    /// <summary>The tracker sees somebody come in.</summary>
    internal string Seen(string person)
    {
        Clock.Now += 2.Seconds;
        var visit = VisitId.Of(Key, person, Clock.Now);
        _visits[person] = visit;
        Tell(new StoreEvent.VisitOpened(Clock.Now, visit, person));
        return PartyOf(person);
    }

    internal void Holds(string person, params (int Product, int Quantity)[] goods) => Tell(new StoreEvent.CartChanged(Clock.Now, _visits[person], Cart(person, goods)));

    internal void Leaves(string person)
    {
        Clock.Now += 30.Seconds;
        Tell(new StoreEvent.VisitLeft(Clock.Now, _visits[person]));
    }

    internal void Told(string person, params (int Product, int Quantity)[] goods) => Tell(new StoreEvent.ReceiptReady(Clock.Now, _visits[person], Cart(person, goods)));

    internal void Told(string person, ReceiptLine line) =>
        Tell(new StoreEvent.ReceiptReady(Clock.Now, _visits[person], Cart(person, []) with { Lines = [line] }));

    internal void Learns(string person, params (int Product, int Quantity)[] goods) => Tell(new StoreEvent.ReceiptRevised(Clock.Now, _visits[person], Cart(person, goods)));

    internal Question Asks(string name, params string[] people)
    {
        var question = new Question(new(new string(name[0], 26)), null, null, Clock.Now, new(0.5), "which");
        Tell(new StoreEvent.QuestionAsked(Clock.Now, [.. people.Select(person => _visits[person])], question));
        return question;
    }

    internal void Withdraws(Question question) => Tell(new StoreEvent.QuestionWithdrawn(Clock.Now, question));

    /// <summary>Leaves, and every sensor tells at once.</summary>
    internal void Buys(string person, params (int Product, int Quantity)[] goods)
    {
        Leaves(person);
        Told(person, goods);
    }

    /// <summary>Time goes on, with all chores done on the way.</summary>
    internal async Task Pass(TimeSpan time)
    {
        var end = Clock.Now + time;
        while (Clock.Now < end)
        {
            var left = end - Clock.Now;
            Clock.Now += left > TimeSpan.FromHours(3) ? TimeSpan.FromMinutes(40) : left > TimeSpan.FromMinutes(30) ? TimeSpan.FromMinutes(10) : Smaller(20.Seconds, left);
            await Till.Round(default);
            await Postman.Work(default);
        }
    }

    internal string PartyOf(string person) => Database.Read(t => PartyTable.PartyOf(t, _visits[person]))!;

    internal Visit Party(string person) => Database.Read(t => PartyTable.Find(t, PartyOf(person)))!;

    internal PaymentState? Payment(string party) => Database.Read(t => PaymentTable.Find(t, party));

    internal ImmutableArray<IssuedReceipt> Receipts(string party) => Database.Read(t => ReceiptTable.Of(t, party));

    internal IReadOnlyList<MoneyAlarm> Alarms(AlarmKind kind) => [.. Database.Read(t => PaymentTable.Alarms(t, 1000)).Where(a => a.Kind == kind.ToString())];

    internal IReadOnlyList<string> Messages => [.. Database.Read(t => OutboxTable.From(t, 0, int.MaxValue)).Select(m => m.Type[OutboxTable.Prefix.Length..])];

    internal string Code(string shopper, string token, string email = "", string language = "en")
    {
        Database.Write(t => EntryTable.KeepWallet(t, shopper, token, email, language));
        return ((Result<string>.Good)Till.Entrance.CodeFor(shopper)).Value;
    }

    internal Task Does(string party, PaymentInput input) => Till.Cashier.Handle(party, input, default);

    internal Task<bool> Identify(string party, string token) => Till.Entrance.Identify(party, token, default);

    /// <summary>No line leads out: neither to the provider nor to anybody else.</summary>
    internal void GoOffline()
    {
        IsOnline = false;
        Provider.Faults = TestFaults.None with { RequestLost = 1, AskFails = 1 };
    }

    internal void GoOnline()
    {
        IsOnline = true;
        Provider.Faults = TestFaults.None;
    }

    public Task<(int Status, string Words)> Post(Uri url, IReadOnlyList<(string Name, string Value)> headers, byte[] body, CancellationToken cancellation)
    {
        if (!IsOnline)
        {
            return Task.FromResult((0, "no network"));
        }

        Posted.Add(Encoding.UTF8.GetString(body));
        return Task.FromResult((200, ""));
    }

    public Task<MailWord> Send(Letter letter, CancellationToken cancellation)
    {
        var word = IsOnline ? MailWord : new(false, false, "no network");
        if (word.IsTaken)
        {
            Letters.Add(letter);
        }

        return Task.FromResult(word);
    }

    Task<(int Status, byte[] Body)> IRetailer.Ask(string kind, byte[] question, CancellationToken cancellation)
    {
        var (status, body) = Prices(Encoding.UTF8.GetString(question));
        return Task.FromResult((status, Encoding.UTF8.GetBytes(body)));
    }

    Task<CallBackWord> IEntryCallBack.Ask(AtGate shown, CancellationToken cancellation) => Task.FromResult(Retailer);

    void Tell(StoreEvent one) => Database.Write(transaction => Till.Desk.Take(transaction, Key, [one]));

    static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    internal static ReceiptLine Line(int product, int quantity, double grams = 0, ChargeDecision charge = ChargeDecision.Now) => new(
        new(product), quantity, grams.Grams, new(charge == ChargeDecision.Now ? 0.99 : 0.6), charge, [new(product, quantity, new(0.99), $"took {quantity} of {product}")]);

    Receipt Cart(string person, (int Product, int Quantity)[] goods) => new(
        person, person, Clock.Now - 60.Seconds, Clock.Now, VisitStatus.Settled, [.. goods.Select(one => Line(one.Product, one.Quantity, 100 * one.Quantity))])
    { Party = person };
}
