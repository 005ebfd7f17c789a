using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Keeps the doubts of a story in the order in which a person should be asked about them, each at most once.</summary>
/// <remarks>An answer changes what other questions are worth, mostly less. So only what stands first is worth looking at anew, as in M. Minoux,
/// "Accelerated greedy algorithms for maximizing submodular set functions", 1978. But who is now known to have taken something may have put it back: what touches the
/// people of the last answer is looked at anew, for its worth may have risen.</remarks>
public sealed class Desk(StoreModel model, AskRules rules, ChargeRules charge)
{
    readonly PriorityQueue<PieceId, (double Cost, PieceId Id)> _waiting = new();
    readonly List<PieceId> _unasked = [];
    int _seen;
    PieceId? _last;

    /// <summary>Takes the doubts that are new in a story.</summary>
    /// <param name="story">As it is believed now.</param>
    /// <param name="until">Only what was over by then: soon after, a put-back or an exit may still say more than a person could.</param>
    public void Look(Story story, Instant until)
    {
        for (; _seen < story.Decided.Count && story[story.Decided[_seen]].End <= until; _seen++)
        {
            _unasked.Add(story.Decided[_seen]);
            Wait(story, story.Decided[_seen]);
        }
    }

    /// <summary>The question whose answer saves most; none when none saves more than <paramref name="least"/>. It will not come again.</summary>
    /// <param name="story">As it is believed now.</param>
    /// <param name="least">Minor units of the store's currency.</param>
    public Question? Next(Story story, double least)
    {
        LookAgain(story);
        while (_waiting.TryDequeue(out var id, out var before) && -before.Cost > least)
        {
            // What was looked at again stands in the queue twice.
            if (!_unasked.Contains(id))
            {
                continue;
            }

            var value = Losses.ValueOf(story, model, rules.Losses, charge, story[id]);
            if (_waiting.TryPeek(out _, out var next) && value < -next.Cost)
            {
                _waiting.Enqueue(id, (-value, id));
            }
            else if (value > least)
            {
                _unasked.Remove(id);
                _last = id;
                return Asking.Asked(story[id], model, Asking.DoubtOf(story[id]), value);
            }
        }

        return null;
    }

    /// <summary>Values again what touches the people of the last question, whatever it was worth before its answer.</summary>
    void LookAgain(Story story)
    {
        if (_last is not { } last)
        {
            return;
        }

        var people = story.IslandOf(last).Doubts.SelectMany(id => People(story[id])).ToHashSet();
        foreach (var id in _unasked.Where(id => People(story[id]).Any(people.Contains)))
        {
            Wait(story, id);
        }
    }

    static IEnumerable<ShopperId> People(Doubt doubt) => doubt.Explanations.SelectMany(e => e.Movements).Select(m => m.Shopper).OfType<ShopperId>().Distinct();

    void Wait(Story story, PieceId id)
    {
        if (Losses.ValueOf(story, model, rules.Losses, charge, story[id]) is > 0 and var value)
        {
            _waiting.Enqueue(id, (-value, id));
        }
    }
}
