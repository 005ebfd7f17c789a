namespace Stroll.Tracking.Evaluation;

/// <summary>What can go wrong in a frame.</summary>
public enum SlipKind
{
    /// <summary>A true person had nobody on them.</summary>
    Missed,

    /// <summary>Somebody was said to be where nobody was.</summary>
    Invented,

    /// <summary>A true person came under another id than the last time.</summary>
    Switched,
}

/// <summary>One thing that went wrong.</summary>
/// <param name="Frame">Index of the frame in the sequence, from 0.</param>
/// <param name="Kind">What.</param>
/// <param name="True">Which of the frame's true people, from 0; -1 where none is concerned.</param>
/// <param name="Said">Which of the frame's said people, from 0; -1 where none is concerned.</param>
public readonly record struct Slip(int Frame, SlipKind Kind, int True, int Said);
