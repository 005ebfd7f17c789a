using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Receipts;

namespace Stroll.Host.Scenes;

/// <summary>Keeps the story of every visit up to date, in the transaction that tells of it.</summary>
/// <param name="catalogue">Names and codes of products.</param>
/// <param name="ways">Where people walked.</param>
public sealed class StoryKeeper(Catalogue catalogue, WayRecorder ways) : IStoreListener
{
    /// <inheritdoc/>
    public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
    {
        // Of many changes in one batch only the last is worth writing.
        var changed = new Dictionary<VisitId, VisitStory>();
        foreach (var one in events)
        {
            if (Next(one, visit => changed.GetValueOrDefault(visit) ?? StoryTable.Of(transaction, visit)) is { } story)
            {
                changed[story.Visit] = story;
            }
        }

        foreach (var story in changed.Values.OrderBy(story => story.Visit.ToString(), StringComparer.Ordinal))
        {
            StoryTable.Keep(transaction, story);
        }
    }

    VisitStory? Next(StoreEvent one, Func<VisitId, VisitStory?> before) => one switch
    {
        StoreEvent.VisitOpened opened => VisitStory.Begun(opened.Visit, opened.At),
        StoreEvent.CartChanged cart => Known(before, cart.Visit, cart.Cart).With(cart.Cart, catalogue),
        StoreEvent.VisitLeft left => before(left.Visit) is { } story ? Walked(story with { Left = left.At }) : null,
        StoreEvent.ReceiptReady ready => Walked(Known(before, ready.Visit, ready.Receipt).With(ready.Receipt, catalogue)) with { Ready = ready.At },
        StoreEvent.ReceiptRevised revised => Known(before, revised.Visit, revised.Receipt) is var story
            ? (story with { Revisions = story.Revisions + 1 }).With(revised.Receipt, catalogue) : null,
        _ => null,
    };

    static VisitStory Known(Func<VisitId, VisitStory?> before, VisitId visit, Receipt receipt) => before(visit) ?? VisitStory.Begun(visit, receipt.Entered);

    VisitStory Walked(VisitStory story)
    {
        var (number, points) = ways.Of(story.Visit);
        return points.IsEmpty ? story : story with { Number = number, Way = points };
    }
}
