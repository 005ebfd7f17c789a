using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review.Routing;

/// <summary>What rules may look at when they decide whether a person is asked.</summary>
/// <param name="ExpectedLoss">Of not asking, in minor units of the store's currency: what an answer would save on average.</param>
/// <param name="Doubt">Probability that the machine's own answer is wrong.</param>
/// <param name="IsNovel">Something is there that the machine has no experience with: an unknown product, a shelf that was changed. Its
/// probabilities mean less then.</param>
/// <param name="Classes">Classes of the products in question, as <c>alcohol</c> or <c>age-18</c>.</param>
/// <param name="Kind">What happened: <c>take</c>, <c>put</c>, <c>hand-over</c> or <c>unknown</c>.</param>
public sealed record CaseFacts(double ExpectedLoss, Probability Doubt, bool IsNovel, ImmutableArray<string> Classes, string Kind);
