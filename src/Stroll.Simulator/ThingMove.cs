using Stroll.Layout;

namespace Stroll.Simulator;

/// <summary>What becomes of a thing that can be seen.</summary>
internal enum ThingAct
{
    /// <summary>From the shelf into the hand.</summary>
    Take,

    /// <summary>The same, only to look: not where somebody else has it already.</summary>
    Lift,

    /// <summary>From the hand onto the shelf; not where somebody took it out of the hand.</summary>
    Put,

    /// <summary>Out of the bag into the hand.</summary>
    Unpack,

    /// <summary>What is in the hands goes into the bag: they are needed.</summary>
    Stow,

    /// <summary>From one hand into another person's.</summary>
    Pass,

    /// <summary>Eaten, hidden, dropped or gone with its owner.</summary>
    Vanish,
}

/// <summary>A thing changes its place for the eye, at the moment at which its mass does.</summary>
/// <param name="At">Seconds since the sensors started; may lie ahead.</param>
/// <param name="Act">How.</param>
/// <param name="Who">Whose hands.</param>
/// <param name="Thing">A <see cref="Piece"/> or a <see cref="ForeignThing"/>, always the same object for the same thing; none for <see cref="ThingAct.Stow"/>.</param>
internal sealed record ThingMove(double At, ThingAct Act, Person Who, object? Thing = null)
{
    /// <summary>Where it stands or will.</summary>
    internal Facing? Facing { get; init; }

    /// <summary>Who gets it.</summary>
    internal Person? To { get; init; }
}
