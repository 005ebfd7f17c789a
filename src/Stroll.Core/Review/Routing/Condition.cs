using System.Collections.Immutable;
using System.Globalization;
using Stroll.Units;

namespace Stroll.Review.Routing;

/// <summary>When a person should look. A closed union; settings build it, see docs/review.md.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The condition that held, in the words of the settings; none where it does not hold.</summary>
    public abstract string? Holds(CaseFacts facts);

    /// <summary>The whole condition in the words of the settings.</summary>
    public abstract override string ToString();

    static string Words(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");

    /// <summary>Not asking costs more than this on average.</summary>
    /// <param name="Minor">Minor units of the store's currency.</param>
    public sealed record ExpectedLossAbove(double Minor) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => facts.ExpectedLoss > Minor ? ToString() : null;

        /// <inheritdoc/>
        public override string ToString() => Words("expected_loss_gt", Minor);
    }

    /// <summary>The machine is less sure than this of its own answer.</summary>
    public sealed record ConfidenceBelow(Probability Confidence) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => facts.Doubt.Not.Value < Confidence.Value ? ToString() : null;

        /// <inheritdoc/>
        public override string ToString() => Words("confidence_lt", Confidence.Value);
    }

    /// <summary>Something new is there; the machine's confidence does not count then.</summary>
    public sealed record Novelty : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => facts.IsNovel ? ToString() : null;

        /// <inheritdoc/>
        public override string ToString() => "novelty";
    }

    /// <summary>A product of this class is in question.</summary>
    public sealed record ProductClass(string Name) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => facts.Classes.Contains(Name, StringComparer.Ordinal) ? ToString() : null;

        /// <inheritdoc/>
        public override string ToString() => $"product_class {Name}";
    }

    /// <summary>It is a case of this kind.</summary>
    public sealed record OfKind(string Kind) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => facts.Kind == Kind ? ToString() : null;

        /// <inheritdoc/>
        public override string ToString() => $"event {Kind}";
    }

    /// <summary>One of them holds. The first that does is the reason that is kept. Without any it never holds.</summary>
    public sealed record Any(ImmutableArray<Condition> Of) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts) => Of.Select(condition => condition.Holds(facts)).FirstOrDefault(held => held is not null);

        /// <inheritdoc/>
        public override string ToString() => $"any({string.Join(", ", Of)})";
    }

    /// <summary>All of them hold. Without any it always holds.</summary>
    public sealed record All(ImmutableArray<Condition> Of) : Condition
    {
        /// <inheritdoc/>
        public override string? Holds(CaseFacts facts)
        {
            var held = Of.Select(condition => condition.Holds(facts)).ToArray();
            return held.Any(one => one is null) ? null : held.Length == 0 ? "always" : string.Join(" and ", held);
        }

        /// <inheritdoc/>
        public override string ToString() => $"all({string.Join(", ", Of)})";
    }
}
