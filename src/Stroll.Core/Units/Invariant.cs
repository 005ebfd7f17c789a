using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Stroll.Units;

/// <summary>A promise of our own code did not hold: a bug, never bad input.</summary>
public sealed class InvariantException(string message) : Exception(message);

/// <summary>Checks of our own promises, on in every build.</summary>
public static class Invariant
{
    /// <summary>Stops here when <paramref name="condition"/> is false.</summary>
    /// <param name="condition">What must be true if the code is right.</param>
    /// <param name="said">The promise; the source text of the condition where nothing else is said.</param>
    /// <exception cref="InvariantException">The condition is false.</exception>
    public static void Holds(
        [DoesNotReturnIf(false)] bool condition, [CallerArgumentExpression(nameof(condition))] string said = "")
    {
        if (!condition)
        {
            Fail(said);
        }
    }

    [DoesNotReturn]
    static void Fail(string said) => throw new InvariantException($"This was to hold: {said}");
}
