using Stroll.Units;

namespace Stroll.Tracking.Evaluation;

/// <summary>One sequence, frame by frame: who was there, who was said to be there, and how well each said one lies on each true one.</summary>
/// <remarks>What "well" means is the caller's: overlap of boxes, nearness on the floor, of joints. Filled once, then scored.</remarks>
public sealed class ScoredSequence
{
    readonly Numbering _true = new();
    readonly Numbering _said = new();
    readonly List<Frame> _frames = [];

    /// <summary>How many different true people have been added.</summary>
    public int TruePeople => _true.Count;

    /// <summary>How many different people have been said to be there.</summary>
    public int SaidPeople => _said.Count;

    /// <summary>Frames so far, the empty ones among them.</summary>
    public int Length => _frames.Count;

    internal IReadOnlyList<Frame> Frames => _frames;

    /// <summary>Adds the next frame.</summary>
    /// <param name="truePeople">Their ids, each at most once.</param>
    /// <param name="saidPeople">Their ids, each at most once.</param>
    /// <param name="likeness">
    /// Row by row, true people × said people: 1 lies exactly on it, 0 or less has nothing to do with it. A pair can be a match at the usual
    /// threshold from 0.5 on.
    /// </param>
    /// <exception cref="InvariantException">An id stands twice in the frame, or the table has another size.</exception>
    public void Add(ReadOnlySpan<long> truePeople, ReadOnlySpan<long> saidPeople, ReadOnlySpan<double> likeness)
    {
        Invariant.Holds(likeness.Length == truePeople.Length * saidPeople.Length, "there is a likeness for each pair");
        var pairs = new List<Pair>();
        for (var i = 0; i < likeness.Length; i++)
        {
            if (likeness[i] > 0)
            {
                pairs.Add(new(i / saidPeople.Length, i % saidPeople.Length, likeness[i]));
            }
        }

        _frames.Add(new(_true.NumbersOf(truePeople), _said.NumbersOf(saidPeople), [.. pairs]));
    }

    /// <summary>One frame with dense numbers for ids, and the pairs that have anything to do with each other, by row and column.</summary>
    internal sealed record Frame(int[] True, int[] Said, Pair[] Pairs);

    /// <summary>Row and column count within the frame.</summary>
    internal readonly record struct Pair(int True, int Said, double Likeness);

    /// <summary>Dense numbers for ids, by order of appearance.</summary>
    sealed class Numbering
    {
        readonly Dictionary<long, int> _numbers = [];
        readonly List<int> _lastFrame = [];
        int _frame;

        internal int Count => _numbers.Count;

        internal int[] NumbersOf(ReadOnlySpan<long> ids)
        {
            var numbers = new int[ids.Length];
            _frame++;
            for (var i = 0; i < ids.Length; i++)
            {
                if (!_numbers.TryGetValue(ids[i], out var number))
                {
                    number = _numbers.Count;
                    _numbers.Add(ids[i], number);
                    _lastFrame.Add(0);
                }

                Invariant.Holds(_lastFrame[number] != _frame, "an id stands once in a frame");
                _lastFrame[number] = _frame;
                numbers[i] = number;
            }

            return numbers;
        }
    }
}
