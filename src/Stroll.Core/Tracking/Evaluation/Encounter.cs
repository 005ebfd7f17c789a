namespace Stroll.Tracking.Evaluation;

/// <summary>What can happen to somebody in a frame.</summary>
public enum Fate
{
    /// <summary>A true person had nobody on them.</summary>
    Missed,

    /// <summary>Somebody was said to be where nobody was.</summary>
    Invented,

    /// <summary>A true person came under another id than the last time.</summary>
    Switched,

    /// <summary>All is well: a true person came under the id of the last time, or for the first time.</summary>
    Followed,
}

/// <summary>What became of one true or said person of one frame.</summary>
/// <param name="Frame">Index of the frame in the sequence, from 0.</param>
/// <param name="Fate">What.</param>
/// <param name="True">Which of the frame's true people, from 0; -1 where none is concerned.</param>
/// <param name="Said">Which of the frame's said people, from 0; -1 where none is concerned.</param>
public readonly record struct Encounter(int Frame, Fate Fate, int True, int Said);
