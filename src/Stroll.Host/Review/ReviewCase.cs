using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>A case in the hands of one reviewer.</summary>
/// <param name="Id">Of the case; not for the reviewer's eyes.</param>
/// <param name="Token">The fence of this lease: whoever comes with an older one has lost the case.</param>
/// <param name="Until">When the lease ends without a sign of life.</param>
/// <param name="Due">When the shopper was promised the receipt.</param>
/// <param name="At">When it happened: clips are cut around it.</param>
/// <param name="Subject">What it is about: a doubt of the log by its name, or for a whole visit the visit's id. Clips are found by it.</param>
/// <param name="Offered">What can be chosen, in an order that belongs to this reviewer and says nothing of the machine. Empty for a whole visit: the person
/// says what was taken.</param>
/// <param name="Draft">What the same person had entered before, or empty.</param>
public sealed record LeasedCase(
    string Id, long Token, Instant Until, Instant Due, Instant At, string Subject, ImmutableArray<Deeds> Offered, string Draft)
{
    /// <summary>True for the known cases with which a shift begins; told openly, as their answers are.</summary>
    public bool IsWarmUp { get; init; }

    /// <summary>True where the case is a whole visit and not one movement.</summary>
    public bool IsWholeVisit => Offered.IsEmpty;
}

/// <summary>What became of an answer. A closed union.</summary>
public abstract record Answering
{
    private Answering()
    {
    }

    /// <summary>It is kept.</summary>
    /// <param name="Number">Of the answer.</param>
    /// <param name="Told">What may be told now.</param>
    public sealed record Kept(long Number, Told Told) : Answering;

    /// <summary>Somebody else holds the case by now, or it is closed. Nothing was kept.</summary>
    public sealed record Lost : Answering;
}

/// <summary>What a reviewer is told after an answer.</summary>
/// <param name="Rule">Why the case was there.</param>
/// <param name="Stream">Of which stream it was; audits stay unnamed and come as routed.</param>
/// <param name="Machine">What the machine had; none for an audit, and where the case waits for other eyes.</param>
/// <param name="Truth">For gold what is true; none otherwise.</param>
/// <param name="WasRight">For gold whether they said it; none otherwise.</param>
public sealed record Told(string Rule, CaseStream Stream, Deeds? Machine, Deeds? Truth, bool? WasRight);

/// <summary>One case of the database.</summary>
sealed record CaseRow
{
    public string Id { get; init; } = "";

    public string Stream { get; init; } = "";

    public string Subject { get; init; } = "";

    public long AtNs { get; init; }

    public long OpenedNs { get; init; }

    public long DueNs { get; init; }

    public double Loss { get; init; }

    public string Rule { get; init; } = "";

    public double Score { get; init; }

    public double Probability { get; init; }

    public string Design { get; init; } = "";

    public string Words { get; init; } = "";

    public string Offered { get; init; } = "";

    public string Machine { get; init; } = "";

    public double Doubt { get; init; }

    public string Status { get; init; } = "";

    public long Senior { get; init; }

    public string? OnlyFor { get; init; }

    public string? Known { get; init; }

    public string? Gold { get; init; }

    public long Fence { get; init; }

    public string? Holder { get; init; }

    public long LeaseNs { get; init; }

    public long TakenNs { get; init; }

    public string? Verdict { get; init; }

    public double? Certainty { get; init; }

    public long? SettledNs { get; init; }

    internal CaseStream Kind => Enum.Parse<CaseStream>(Stream, ignoreCase: true);
}

/// <summary>One answer of the database.</summary>
sealed record AnswerRow
{
    public long Number { get; init; }

    public string CaseId { get; init; } = "";

    public string Reviewer { get; init; } = "";

    public long Token { get; init; }

    public string Kind { get; init; } = "";

    public string? Said { get; init; }

    public string Offered { get; init; } = "";

    public double Sensitivity { get; init; }

    public double Specificity { get; init; }

    public double Seconds { get; init; }

    public long AtNs { get; init; }

    public long? Replaces { get; init; }

    public string? Reason { get; init; }

    public string Author { get; init; } = "";
}
