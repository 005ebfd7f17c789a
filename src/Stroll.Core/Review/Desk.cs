using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Keeps the doubts of a story in the order in which a person should be asked about them, each at most once.</summary>
/// <remarks>An answer changes what other questions are worth, mostly less. So only what stands first is worth looking at anew, as in M. Minoux,
/// "Accelerated greedy algorithms for maximizing submodular set functions", 1978; a doubt whose worth rose is noticed when its turn comes.</remarks>
public sealed class Desk(StoreModel model, AskRules rules, ChargeRules charge)
{
    readonly PriorityQueue<PieceId, (double Cost, PieceId Id)> _waiting = new();
    int _seen;

    /// <summary>Takes the doubts that are new in a story.</summary>
    /// <param name="story">As it is believed now.</param>
    /// <param name="until">Only what was over by then: soon after, a put-back or an exit may still say more than a person could.</param>
    public void Look(Story story, Instant until)
    {
        for (; _seen < story.Decided.Count && story[story.Decided[_seen]].End <= until; _seen++)
        {
            Wait(story, story.Decided[_seen]);
        }
    }

    /// <summary>The question whose answer saves most; none when none saves more than <paramref name="least"/>. It will not come again.</summary>
    /// <param name="story">As it is believed now.</param>
    /// <param name="least">Minor units of the store's currency.</param>
    public Question? Next(Story story, double least)
    {
        while (_waiting.TryDequeue(out var id, out var before) && -before.Cost > least)
        {
            var value = Losses.ValueOf(story, model, rules.Losses, charge, story[id]);
            if (_waiting.TryPeek(out _, out var next) && value < -next.Cost)
            {
                _waiting.Enqueue(id, (-value, id));
            }
            else if (value > least)
            {
                return Asking.Asked(story[id], model, Asking.DoubtOf(story[id]), value);
            }
        }

        return null;
    }

    void Wait(Story story, PieceId id)
    {
        if (Losses.ValueOf(story, model, rules.Losses, charge, story[id]) is > 0 and var value)
        {
            _waiting.Enqueue(id, (-value, id));
        }
    }
}
