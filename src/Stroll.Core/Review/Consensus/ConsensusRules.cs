using Stroll.Units;

namespace Stroll.Review.Consensus;

/// <summary>How many people are asked the same.</summary>
/// <param name="Start">So many always answer.</param>
/// <param name="Most">After so many a senior decides, or the shopper has the benefit.</param>
/// <param name="Stop">Enough, once one account is at least so probable.</param>
public sealed record ConsensusRules(int Start, int Most, Probability Stop)
{
    /// <summary>One to three answers, until 0.985: with simulated people that is as right as a majority of three, for 1.6 answers a case. At 0.97 it takes 1.5 and is
    /// as right within the noise; at 0.99 it takes 1.8.</summary>
    public static ConsensusRules Default => new(Start: 1, Most: 3, Stop: new(0.985));

    /// <summary>Two blind answers, a third where they differ.</summary>
    public static ConsensusRules Audit => new(Start: 2, Most: 3, Stop: new(0.985));
}

/// <summary>Where a case stands after some answers. A closed union.</summary>
public abstract record Standing
{
    private Standing()
    {
    }

    /// <summary>It is decided.</summary>
    /// <param name="Choice">Which account, from 0.</param>
    /// <param name="Probability">That it is true.</param>
    public sealed record Settled(int Choice, Probability Probability) : Standing;

    /// <summary>Somebody else has to look.</summary>
    public sealed record AskAnother : Standing;

    /// <summary>Nobody could tell surely enough.</summary>
    /// <param name="Choice">The most probable account all the same.</param>
    /// <param name="Probability">That it is true.</param>
    public sealed record Open(int Choice, Probability Probability) : Standing;
}
