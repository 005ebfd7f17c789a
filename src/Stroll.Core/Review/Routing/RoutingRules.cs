using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Review.Routing;

/// <summary>How much people are asked. A closed union.</summary>
public abstract record RoutingLimit
{
    private RoutingLimit()
    {
    }

    /// <summary>Whatever the conditions choose.</summary>
    public sealed record None : RoutingLimit
    {
        /// <inheritdoc/>
        public override string ToString() => "none";
    }

    /// <summary>At most so many cases in any 1,000 visits one after another; those with the greatest expected loss.</summary>
    public sealed record Budget(int CasesPer1000) : RoutingLimit
    {
        /// <inheritdoc/>
        public override string ToString() => $"budget {CasesPer1000}";
    }

    /// <summary>As few as keep the share of visits that are charged too much below this, as far as audits can tell.</summary>
    public sealed record Guarantee(Probability Overcharged) : RoutingLimit
    {
        /// <inheritdoc/>
        public override string ToString() => $"guarantee {Overcharged}";
    }
}

/// <summary>Which doubts become cases.</summary>
/// <param name="When">What a case must be like.</param>
/// <param name="Limit">How many there may be.</param>
/// <param name="Explore">Of what the conditions and the limit leave out, this share is asked all the same, by chance: else nobody would ever
/// learn that a condition leaves out too much. A case out of it carries this as its probability.</param>
public sealed record RoutingRules(Condition When, RoutingLimit Limit, Probability Explore)
{
    /// <summary>Asks where not asking costs more than 15 minor units on average, where the machine is less sure than 0.85, and about what is
    /// new.</summary>
    public static RoutingRules Default => new(
        new Condition.Any([new Condition.ExpectedLossAbove(15), new Condition.ConfidenceBelow(new(0.85)), new Condition.Novelty()]),
        new RoutingLimit.None(),
        new(0.01));

    /// <summary>The name of these settings.</summary>
    public string Design => DesignVersion.Of([When.ToString(), Limit.ToString()!, DesignVersion.Line("explore", Explore.Value)]);
}
