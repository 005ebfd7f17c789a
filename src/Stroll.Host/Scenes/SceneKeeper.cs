using System.Globalization;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>Keeps a scene for every question that is asked, in the transaction that asks it.</summary>
/// <param name="layout">Whose shelves.</param>
/// <param name="recorder">Has seen the last minute.</param>
public sealed class SceneKeeper(Store layout, SceneRecorder recorder) : IStoreListener
{
    /// <inheritdoc/>
    public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
    {
        foreach (var asked in events.OfType<StoreEvent.QuestionAsked>())
        {
            if (ShelfOf(asked.Question.Id) is { } shelf)
            {
                SceneTable.Keep(transaction, recorder.Cut(asked.Question.Id.Text, shelf, asked.Question.At));
            }
        }
    }

    /// <summary>The shelf in the name of a case, which begins with gondola and shelf; none where hands met and no shelf felt anything.</summary>
    ShelfId? ShelfOf(CaseId name)
    {
        var parts = name.Text.Split('-');
        return parts.Length == 4 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var gondola)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shelf)
            && layout.TryFind(gondola, shelf, out var id) ? id : null;
    }
}
