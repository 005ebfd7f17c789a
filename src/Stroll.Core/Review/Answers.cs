using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Review;

/// <summary>What people have answered so far, and the way of an answer into the story.</summary>
public sealed class Answers
{
    readonly Dictionary<string, PieceId> _doubts = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    int _named;

    /// <summary>How many were about a case of this log.</summary>
    public long Heard { get; private set; }

    /// <summary>How many were about a case that this log does not have.</summary>
    public long WithoutCase { get; private set; }

    /// <summary>How many answers a case has.</summary>
    public int Count(CaseId question) => _counts.GetValueOrDefault(question.Text);

    /// <summary>The story after an answer; the same one where the answer says nothing about it.</summary>
    /// <param name="story">As it is believed at the time of the answer.</param>
    /// <param name="store">For the names of cases.</param>
    /// <param name="answer">What was said.</param>
    public Story Take(Story story, Store store, Observation.Answered answer)
    {
        foreach (var id in story.DecidedSince(_named))
        {
            _doubts[Cases.NameOf(store, story[id]).Text] = id;
        }

        _named = story.DecidedEver;
        if (!_doubts.TryGetValue(answer.Case.Text, out var doubt))
        {
            WithoutCase++;
            return story;
        }

        Heard++;
        _counts[answer.Case.Text] = Count(answer.Case) + 1;
        return Cases.Heard(answer, doubt) is { } said ? story.Hear(said) : story;
    }

    /// <summary>Forgets the cases of doubts that the story has forgotten.</summary>
    internal void Forget(Story story)
    {
        foreach (var (name, doubt) in _doubts.ToArray())
        {
            if (!story.Has(doubt))
            {
                _doubts.Remove(name);
                _counts.Remove(name);
            }
        }
    }
}
