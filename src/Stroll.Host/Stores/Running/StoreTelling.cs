using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Turns what a pipeline believes into events, by comparing it with what was told before.</summary>
/// <remarks>
/// Looks at each tick, which stands in the log, and so tells the same events at the same offsets whenever the same log is run. It knows no clock and is part
/// of a snapshot.
/// </remarks>
sealed class StoreTelling(StoreKey key, StoreModel model)
{
    // Whoever waits at the exit for a shelf that does not come to rest waits no longer: what it felt comes as a revision.
    static readonly TimeSpan LongestWait = 8.Seconds;

    // Who is seen again so soon after an exit did not leave.
    static readonly TimeSpan SurelyLeft = 500.Milliseconds;

    readonly List<ToldVisit> _visits = [];
    readonly Dictionary<PieceId, Doubt> _looked = [];
    readonly SortedDictionary<string, Question> _asked = new(StringComparer.Ordinal);
    Story _story = Story.Empty;
    int _shoppers;
    int _decided;

    /// <summary>The visits whose receipts can still change, by entry.</summary>
    internal IReadOnlyList<ToldVisit> Visits => _visits;

    /// <summary>Adds what is new since the last look.</summary>
    internal void Look(Pipeline pipeline, Instant now, StoreProfile profile, List<StoreEvent> events)
    {
        OpenVisits(pipeline, profile, events);
        Forget(pipeline, now, events);
        if (!ReferenceEquals(_story, pipeline.Story))
        {
            TellMovements(pipeline, now, events);
            TellQuestions(pipeline, now, events);
        }

        foreach (var visit in _visits.Where(visit => !visit.IsStaff))
        {
            Follow(visit, pipeline, now, events);
        }

        _story = pipeline.Story;
    }

    /// <summary>The name of the visit of a shopper who was told of; none before.</summary>
    internal VisitId? VisitOf(ShopperId shopper)
    {
        var place = _visits.BinarySearch(new(shopper, default), ToldVisit.ByShopper);
        return place < 0 || _visits[place].IsStaff ? null : _visits[place].Id;
    }

    /// <summary>What a shopper was last told to hold; none before the first line.</summary>
    internal Receipt? CartOf(ShopperId shopper)
    {
        var place = _visits.BinarySearch(new(shopper, default), ToldVisit.ByShopper);
        return place < 0 ? null : _visits[place].Cart;
    }

    /// <summary>Who comes in while the store is not open works there: they are followed, since what they take and put must be known, and told of to nobody.</summary>
    void OpenVisits(Pipeline pipeline, StoreProfile profile, List<StoreEvent> events)
    {
        for (; _shoppers < pipeline.Floor.Shoppers.Count; _shoppers++)
        {
            var shopper = pipeline.Floor.Shoppers[_shoppers];
            var visit = new ToldVisit(shopper.Id, VisitId.Of(key, Billing.VisitOf(shopper.Id), shopper.Entered)) { IsStaff = profile != StoreProfile.Open };
            _visits.Add(visit);
            if (!visit.IsStaff)
            {
                events.Add(new StoreEvent.VisitOpened(shopper.Entered, visit.Id, shopper.FirstId));
            }
        }
    }

    /// <summary>What the pipeline has forgotten is over: receipts stand as they were told last, and what was still asked is asked no more.</summary>
    void Forget(Pipeline pipeline, Instant now, List<StoreEvent> events)
    {
        if (_story.Decided is [var oldest, ..] && pipeline.Story.Has(oldest))
        {
            return;
        }

        _visits.RemoveAll(visit => visit.IsReady && pipeline.IsForgotten(visit.Shopper));
        foreach (var (id, doubt) in _looked.ToArray())
        {
            if (!pipeline.Story.Has(id))
            {
                _looked.Remove(id);
                Tell(Cases.NameOf(model.Store, doubt).Text, null, now, events);
            }
        }
    }

    void TellMovements(Pipeline pipeline, Instant now, List<StoreEvent> events)
    {
        foreach (var id in pipeline.Story.DecidedSince(_decided))
        {
            var doubt = pipeline.Story[id];
            if (!doubt.Chosen.Movements.IsEmpty)
            {
                events.Add(new StoreEvent.Moved(now, Wording.Of(model, doubt), new(Math.Clamp(doubt.Chosen.Probability, 0, 1))));
            }
        }

        _decided = pipeline.Story.DecidedEver;
    }

    void TellQuestions(Pipeline pipeline, Instant now, List<StoreEvent> events)
    {
        foreach (var id in pipeline.Story.Decided)
        {
            var doubt = pipeline.Story[id];
            if (_looked.TryGetValue(id, out var before) && ReferenceEquals(before, doubt))
            {
                continue;
            }

            _looked[id] = doubt;
            var question = pipeline.QuestionAbout(doubt);
            Tell(Cases.NameOf(model.Store, doubt).Text, question is not null && ConcernsStaffAlone(question) ? null : question, now, events);
        }
    }

    void Tell(string name, Question? question, Instant now, List<StoreEvent> events)
    {
        var isAsked = _asked.TryGetValue(name, out var asked);
        if (question is not null && !(isAsked && asked!.Offered.SequenceEqual(question.Offered) && asked.Visit == question.Visit))
        {
            _asked[name] = question;
            events.Add(new StoreEvent.QuestionAsked(now, Concerned(question), question));
        }
        else if (question is null && isAsked)
        {
            _asked.Remove(name);
            events.Add(new StoreEvent.QuestionWithdrawn(now, asked!));
        }
    }

    bool ConcernsStaffAlone(Question question) =>
        Named(question).ToArray() is { Length: > 0 } shoppers && shoppers.All(shopper => VisitOf(shopper) is null);

    ImmutableArray<VisitId> Concerned(Question question) =>
        [.. Named(question).Select(VisitOf).OfType<VisitId>()];

    static IEnumerable<ShopperId> Named(Question question) =>
        question.Offered.SelectMany(deeds => deeds.All).Select(deed => deed.Visit).Prepend(question.Visit).OfType<string>().Distinct()
            .Select(Billing.ShopperOf).OfType<ShopperId>();

    static void Follow(ToldVisit visit, Pipeline pipeline, Instant now, List<StoreEvent> events)
    {
        var shopper = pipeline.Floor[visit.Shopper];
        if (visit.HasChanged(pipeline.Story))
        {
            var cart = pipeline.CartOf(visit.Shopper);
            if (!Carts.HaveSameLines(cart, visit.Cart))
            {
                visit.Cart = cart;
                events.Add(visit.IsReady ? new StoreEvent.ReceiptRevised(now, visit.Id, cart) : new StoreEvent.CartChanged(now, visit.Id, cart));
            }
        }

        if (shopper.Left is { } left && !visit.HasLeft && pipeline.Passed - left >= SurelyLeft)
        {
            visit.HasLeft = true;
            events.Add(new StoreEvent.VisitLeft(left, visit.Id));
        }

        if (visit is { HasLeft: true, IsReady: false } && shopper.Left is { } exit && (!pipeline.IsOpen(visit.Shopper) || pipeline.Passed - exit > LongestWait))
        {
            visit.IsReady = true;
            visit.Cart = pipeline.CartOf(visit.Shopper);
            events.Add(new StoreEvent.ReceiptReady(now, visit.Id, visit.Cart));
        }
    }
}
