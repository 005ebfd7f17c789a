using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Notices;
using Stroll.Host.Outbox;
using Stroll.Host.Plans;
using Stroll.Host.Scenes;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Browser;

/// <summary>A store in which something stands on every page: people inside, receipts, a complaint, a change of the planogram.</summary>
sealed class BusyStore : IAsyncDisposable
{
    BusyStore(PlayedStore played, RunningSite site) => (Played, Site) = (played, site);

    internal PlayedStore Played { get; }

    internal RunningSite Site { get; }

    /// <summary>The party of the first receipt that asks for money.</summary>
    internal string Party { get; private set; } = "";

    /// <summary>The code of its link.</summary>
    internal string Code { get; private set; } = "";

    internal static async Task<BusyStore> Open(ulong seed = 3)
    {
        var played = new PlayedStore(new("own", "corner"), new Scenario { Seed = seed, Visits = 60, Habits = new() { SecondsBetweenArrivals = 9 } });
        played.PlayUntil(TimeSpan.FromMinutes(9), view => view.At > new Scenario().Start + TimeSpan.FromMinutes(6) && view.People.Length >= 4);
        var site = await RunningSite.Start(new([played.Live]), new PlayedTime(played), signsInAs: "manager", pace: 100);
        site.Book.Add("manager", "Maria", Secret.New(), new Membership("own", null, Role.Manager, null), new("own", null, Role.SeniorReviewer, null), new("own", null, Role.Technician, null));
        var store = new BusyStore(played, site);
        (store.Party, store.Code) = played.Live.Database.Read(transaction => ReceiptTable.IssuedBetween(transaction, Instant.Earliest, Instant.Latest)
            .Where(party => ReceiptTable.Of(transaction, party)[^1].Total > 0).Select(party => (party, ReceiptTable.CodeOf(transaction, party)!)).First());
        return store;
    }

    /// <summary>Does on behalf of a shopper and of the manager what gives every page something to show.</summary>
    internal void Furnish()
    {
        var live = Played.Live;
        live.Database.Write(Audit);
        live.Complaints!.Hear(Party, 1, ComplaintKind.NotTaken, 0, "");
        live.Complaints.Hear(Party, 0, ComplaintKind.AskPerson, 0, "Was the second one free?");
        live.Notices = new(live.Database, new NoticeSender(live.Key, new HttpWebhookSender(allowsPrivate: false), (_, _, _) => Task.CompletedTask, null), new PlayedTime(Played));
        live.Notices.Add("account:x", new(0, nameof(Role.Technician), [NoticeKind.DeviceTrouble], NoticeWay.Mqtt, "technician", TimeSpan.FromMinutes(30)));
        live.Plans!.Change("account:x", model => PlanEdits.Put(model, model.Catalogue.Products[0] with { Name = "Oat biscuit, family pack", Price = new(459, "EUR") }));
        live.Plans.Change("account:x", model => PlanEdits.Clear(model, new FacingId(1)));
    }

    /// <summary>Two people have looked at every visit so far, and of every sixth they saw one piece less than was charged.</summary>
    static void Audit(Transaction transaction)
    {
        transaction.Execute(
            """
            INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status, verdict, certainty, settled_ns)
            SELECT 'audit-' || visit, 'audit', visit, ready_ns, ready_ns, ready_ns, 0, 'audit', 0, 1, 'test', '', '[]', '', 0, 'settled', lines, 1, ready_ns
            FROM review_visit WHERE ready_ns IS NOT NULL ON CONFLICT (store, id) DO UPDATE SET verdict = excluded.verdict, status = 'settled'
            """);
        foreach (var (visit, number) in transaction.Query<string>("SELECT visit FROM review_visit WHERE lines <> '[]' AND ready_ns IS NOT NULL ORDER BY visit").Select((visit, number) => (visit, number)))
        {
            transaction.Execute("UPDATE review_case SET verdict = '[]' WHERE stream = 'audit' AND subject = @visit AND @number % 6 = 5", new { visit, number });
        }

        transaction.Execute("UPDATE review_visit SET probability = 1");
    }

    /// <summary>The visit with the most evidence.</summary>
    internal string Richest() => Played.Live.Database.Read(transaction => StoryTable.Newest(transaction, null, null, 60))
        .Where(story => story.Left is not null).MaxBy(story => story.Lines.Sum(line => line.Evidence.Length))!.Visit.ToString();

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Played.Dispose();
    }
}

/// <summary>One <see cref="BusyStore"/> for all tests of a class that only look.</summary>
public sealed class FurnishedStore : IAsyncLifetime
{
    BusyStore? _store;

    internal BusyStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await BusyStore.Open();
        _store.Furnish();
    }

    public ValueTask DisposeAsync() => _store!.DisposeAsync();
}
