using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Money.Days;

/// <summary>What happens on a simulated day besides the shopping.</summary>
/// <param name="Faults">Of the provider and the line to it.</param>
/// <param name="Crashes">Of each write, by number: does the process die, and is the write committed.</param>
/// <param name="Bug">A planted mistake.</param>
/// <param name="ClockShift">The store's clock is set by this much at noon.</param>
sealed record DayConditions(TestFaults Faults, Func<int, (bool, bool)> Crashes, PlantedBug Bug = PlantedBug.None, TimeSpan ClockShift = default);

/// <summary>A day of a store with the real services on a real database, in simulated time, with a provider that fails and a process that dies.</summary>
sealed class StoreDay : IDisposable
{
    static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    readonly DayPlan _plan;
    readonly DayConditions _conditions;
    readonly string _folder = Directory.CreateTempSubdirectory("stroll-day-").FullName;
    readonly SimulatedClock _worldClock;
    readonly SimulatedClock _storeClock;
    readonly IDatabase _disk;
    readonly CrashingDatabase _database;
    readonly PriorityQueue<Func<Task>, (Instant, int)> _acts = new();
    readonly Receiver _receiver = new();
    readonly HashSet<int> _turnedAway = [];
    Services _services;
    int _acted;

    /// <param name="plan">Who comes and what they owe.</param>
    /// <param name="conditions">What goes wrong.</param>
    /// <param name="disk">Where rows are kept; a new SQLite if not given.</param>
    internal StoreDay(DayPlan plan, DayConditions conditions, IDatabase? disk = null)
    {
        (_plan, _conditions) = (plan, conditions);
        (_worldClock, _storeClock) = (new(plan.Open), new(plan.Open));
        _disk = disk ?? SqliteDatabase.Open(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : _folder, Path.GetFileName(_folder) + ".db"), Schema.Store);
        _database = new(_disk) { AnswersEarly = conditions.Bug == PlantedBug.AnsweredBeforeTheCommit };
        Provider = new(_worldClock, conditions.Faults, (ulong)plan.Visits.Length + 77);
        _services = new(this);
        _services.Postman.Subscribe(new("erp", new("https://erp.example/hook"), "whsec_" + Convert.ToBase64String(Key), null, []));
        Prepare();
        _database.Plan = conditions.Crashes;
    }

    internal DayPlan Plan => _plan;

    internal TestProvider Provider { get; }

    internal IDatabase Disk => _disk;

    internal Receiver Told => _receiver;

    internal IReadOnlySet<int> TurnedAway => _turnedAway;

    internal int Crashes { get; private set; }

    internal int Rounds { get; private set; }

    internal int Writes => _database.Writes;

    /// <summary>Things that must not happen, noticed while they did.</summary>
    internal List<string> Seen { get; } = [];

    /// <summary>Plays the day and the five weeks after it, in which everything has to come to rest.</summary>
    internal async Task<StoreDay> Play()
    {
        PlanActs();
        var end = _plan.Open + TimeSpan.FromDays(35);
        for (var rounds = 0; rounds < 50_000; rounds++)
        {
            var next = new[] { NextAct(), NextWake(), Provider.NextHintAt ?? Instant.Latest }.Min();
            if (next > end)
            {
                return this;
            }

            SetClock(next);
            await Safely(Round);
        }

        Seen.Add("the day never came to rest");
        return this;
    }

    public void Dispose()
    {
        _disk.Dispose();
        Directory.Delete(_folder, recursive: true);
        foreach (var file in Directory.Exists("/dev/shm") ? Directory.GetFiles("/dev/shm", Path.GetFileName(_folder) + "*") : [])
        {
            File.Delete(file);
        }
    }

    async Task Round()
    {
        Rounds++;
        while (_acts.TryPeek(out var act, out var when) && when.Item1 <= _worldClock.Now)
        {
            // Whoever acts tries again after a crash: shoppers, staff, and the reader of the log.
            await act();
            _acts.Dequeue();
        }

        foreach (var key in Provider.TakeHints().Concat(Forged()))
        {
            await Hint(key);
        }

        await _services.Cashier.Work(default);
        _services.Desk.Watch();
        await _services.Cashier.Work(default);
    }

    /// <summary>Somebody sends webhooks about whatever is in doubt, as if it had happened.</summary>
    string[] Forged() =>
    [
        .. _disk.Read(t => t.Query<string>("SELECT payment FROM payment WHERE is_unknown = 1 ORDER BY payment LIMIT 2").Select(p => PaymentTable.Find(t, p)!).ToArray())
            .Where(p => p.Begun % 3 == 1).Select(p => p.Running!.Key),
    ];

    async Task Hint(string key)
    {
        var payment = key[..key.IndexOf('.', StringComparison.Ordinal)];
        var now = _services.Cashier.Now;
        if (_conditions.Bug == PlantedBug.WebhookBelieved && _disk.Read(t => PaymentTable.Find(t, payment))?.Running is { } running && running.Key == key)
        {
            await _services.Cashier.Handle(payment, new PaymentInput.Told(now, key, new ProviderReply.Done(running.Minor, running.Reference, null)), default);
            return;
        }

        await _services.Cashier.Handle(payment, new PaymentInput.Hinted(now, key), default);
    }

    async Task Safely(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (CrashException)
        {
            Crashes++;
            _services = new(this);
            SetClock(_worldClock.Now + 2.Seconds);
        }
    }

    void PlanActs()
    {
        foreach (var visit in _plan.Visits)
        {
            var tries = 0;
            if (visit.Means != EntryMeans.Open)
            {
                Act(visit.At, () => Enter(visit, $"{visit.Number}x{tries++}"));
            }

            if (visit.IsReplay)
            {
                Act(visit.At + 60.Seconds, () => Replay(visit, $"{visit.Number}x{tries - 1}"));
            }

            if (visit.Returned is { } hours)
            {
                Act(visit.At + TimeSpan.FromHours(5 + hours), () => Return(visit));
            }

            if (visit is { Means: EntryMeans.Open } && visit.Number % 2 == 0)
            {
                Act(visit.At + TimeSpan.FromHours(5), () => _services.Entrance.Identify(DayPlan.IdOf(visit).ToString(), visit.Token, default));
            }
        }

        for (var i = 0; i < _plan.Events.Length; i++)
        {
            var place = i;
            Act(_plan.Events[i].At, () => Tell(place));
        }

        for (var hour = 1; hour < 24 * 30; hour += hour < 30 ? 1 : 24)
        {
            Act(_plan.Open + TimeSpan.FromHours(hour), async () =>
            {
                _services.Entrance.Tidy();
                while (await _services.Postman.Work(default) > 0)
                {
                }
            });
        }

        foreach (var day in (int[])[1, 16, 24, 30])
        {
            Act(_plan.Open + TimeSpan.FromDays(day), () => Staff(day));
        }
    }

    void Act(Instant at, Func<Task> act) => _acts.Enqueue(act, (at, _acted++));

    async Task Enter(PlannedVisit visit, string nonce)
    {
        var now = _storeClock.Now;
        var shown = visit.Means switch
        {
            EntryMeans.Code => new EntryCode($"shopper-{visit.Number}", now + 60.Seconds, nonce).Written(Key),
            EntryMeans.Badge => "badge-1",
            EntryMeans.StaffDoor => "staff",
            _ => visit.Token,
        };
        var word = await _services.Entrance.Admit(new("main", visit.Means, shown, 1, DayPlan.Person(visit)), default);
        if (!word.MayEnter)
        {
            _turnedAway.Add(visit.Number);
        }
    }

    /// <summary>A photograph of the code that has just opened the gate, which is not the first where the gate crashed and another was shown.</summary>
    async Task Replay(PlannedVisit visit, string nonce)
    {
        var shown = new EntryCode($"shopper-{visit.Number}", _storeClock.Now + 100.Seconds, nonce).Written(Key);
        if (!_turnedAway.Contains(visit.Number) && (await _services.Entrance.Admit(new("main", EntryMeans.Code, shown, 1, "thief"), default)).MayEnter)
        {
            Seen.Add($"visit {visit.Number}: a code opened the gate twice");
        }
    }

    /// <summary>What the reader of the log does: events and their offset in one transaction.</summary>
    Task Tell(int place)
    {
        var (_, number, one) = _plan.Events[place];
        if (_turnedAway.Contains(number))
        {
            return Task.CompletedTask;
        }

        _database.Write(transaction =>
        {
            if (OffsetTable.Of(transaction, $"event {place}") == 0)
            {
                _services.Desk.Take(transaction, DayPlan.Store, Planted(one));
                OffsetTable.Set(transaction, $"event {place}", 1);
            }
        });
        return Task.CompletedTask;
    }

    IReadOnlyList<StoreEvent> Planted(StoreEvent one) => (_conditions.Bug, one) switch
    {
        (PlantedBug.ClosedBeforeEverySourceHadSpoken, StoreEvent.ReceiptReady r) when r.Receipt.Lines.Length > 1 =>
            [new StoreEvent.ReceiptReady(r.At, r.Visit, r.Receipt with { Lines = r.Receipt.Lines[..^1] }), new StoreEvent.ReceiptRevised(r.At, r.Visit, r.Receipt)],
        _ => [one],
    };

    Task Return(PlannedVisit visit)
    {
        if (!_turnedAway.Contains(visit.Number) && PartyOf(visit) is { } party
            && _disk.Read(t => ReceiptTable.Of(t, party)) is [.., var last] && last.Lines is [{ Quantity: > 0 }, ..])
        {
            _services.Desk.Correct(party, 1, 0, IssueCause.Complaint, "brought back");
        }

        return Task.CompletedTask;
    }

    /// <summary>Staff take cash from whom they let in, pay out what no card takes, and give up the rest after two weeks.</summary>
    async Task Staff(int day)
    {
        foreach (var payment in _disk.Read(t => PaymentTable.All(t)).Where(p => p is { Running: null, Outstanding: not 0, Due: not null }))
        {
            if (payment.Token.Length == 0 || payment.Outstanding < 0)
            {
                await _services.Cashier.Handle(payment.Payment, new PaymentInput.PaidInCash(_services.Cashier.Now, $"till-{day}", payment.Outstanding), default);
            }
            else if (day > 15)
            {
                await _services.Cashier.Handle(payment.Payment, new PaymentInput.GivenUp(_services.Cashier.Now), default);
            }
        }
    }

    string? PartyOf(PlannedVisit visit) => _disk.Read(t => PartyTable.PartyOf(t, DayPlan.IdOf(visit)));

    Instant NextAct() => _acts.TryPeek(out _, out var when) ? when.Item1 : Instant.Latest;

    Instant NextWake()
    {
        var next = _disk.Read(t => t.First<long?>("SELECT MIN(at) FROM (SELECT MIN(next_at) AS at FROM payment UNION ALL SELECT MIN(look_at) FROM party) AS wakes"));
        // What is overdue waits for the next second, so that a stubborn row cannot stop time.
        return next is { } at ? new[] { new Instant(at) - Shift, _worldClock.Now + 1.Seconds }.Max() : Instant.Latest;
    }

    TimeSpan Shift => _worldClock.Now >= _plan.Open + TimeSpan.FromHours(2) ? _conditions.ClockShift : TimeSpan.Zero;

    void SetClock(Instant at)
    {
        _worldClock.Now = at > _worldClock.Now ? at : _worldClock.Now;
        _storeClock.Now = _worldClock.Now + Shift;
    }

    void Prepare() => _disk.Write(transaction =>
    {
        EntryTable.KeepBadge(transaction, "badge-1", "Kim");
        foreach (var visit in _plan.Visits)
        {
            EntryTable.KeepWallet(transaction, $"shopper-{visit.Number}", visit.Token);
        }

        if (PlantedTriggers.Of(_conditions.Bug) is { } trigger)
        {
            transaction.Execute(trigger);
        }
    });

    /// <summary>Everything that a process has in memory: made anew after each crash.</summary>
    sealed class Services
    {
        internal Services(StoreDay day)
        {
            var adapter = new FaultyAdapter(day.Provider, day._conditions.Bug);
            Cashier = new(day._database, adapter, PaymentRules.Default, day._storeClock);
            var hasty = day._conditions.Bug == PlantedBug.ClosedBeforeEverySourceHadSpoken;
            var promise = hasty ? VisitRules.Default with { BackWithin = TimeSpan.Zero } : VisitRules.Default;
            Desk = new(day._database, Cashier, new(DayPlan.Goods, () => Prices, promise, Unannounced));
            Entrance = new(day._database, Cashier, new NoCallBack(), new(new(200, 0, WhenDown.DecideAlone, 5000, 1000), [Key], "EUR", 500));
            Postman = new(day._database, day._receiver, "/stores/acme/north", day._storeClock);
        }

        static readonly PriceBook Prices = ((Result<PriceBook>.Good)PriceBook.Of(
            PriceBookDraft.Of(DayPlan.Goods, "EUR", new("A", "standard", 190_000), TaxRules.Included))).Value;

        static WalkIn Unannounced(string shopper) =>
            int.TryParse(shopper.AsSpan(shopper.IndexOf('-') + 1), out var number) && number % 2 == 1 ? new($"tok_{number}", 0) : new("", 0);

        internal Cashier Cashier { get; }

        internal VisitDesk Desk { get; }

        internal Entrance Entrance { get; }

        internal Postman Postman { get; }
    }
}

/// <summary>Somebody who wants to be told, and is not always there.</summary>
sealed class Receiver : IWebhookSender
{
    readonly Rng _rng = new(5);

    /// <summary>How often each message was taken, by its id.</summary>
    internal Dictionary<string, int> Taken { get; } = new(StringComparer.Ordinal);

    public Task<(int Status, string Words)> Post(
        Uri url, IReadOnlyList<(string Name, string Value)> headers, byte[] body, CancellationToken cancellation)
    {
        if (_rng.NextChance(0.2))
        {
            return Task.FromResult(_rng.NextChance(0.5) ? (503, "busy") : (0, "no answer"));
        }

        var id = headers.Single(h => h.Name == "webhook-id").Value;
        Taken[id] = Taken.GetValueOrDefault(id) + 1;
        // Taken, and the answer lost.
        return Task.FromResult(_rng.NextChance(0.1) ? (0, "no answer") : (200, ""));
    }
}
