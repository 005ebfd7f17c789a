using System.Collections.Immutable;
using Stroll.Review;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Host.Review.Reporting;

/// <summary>A figure with the visits that it was made of: every number opens its sample.</summary>
/// <param name="Range">Value, and the ends for 95 %.</param>
/// <param name="Sample">Ids of visits.</param>
public sealed record Figure(Interval Range, ImmutableArray<string> Sample);

/// <summary>Money asked wrongly in one direction, over all visits, out of audits.</summary>
/// <param name="Receipts">Share of receipts on which it happened.</param>
/// <param name="Total">Minor units over all visits, estimated.</param>
/// <param name="Sd">Standard deviation of the estimate.</param>
/// <param name="AtMost">All visits together at most this, with 95 %, whatever the errors are like; none where kinds of visits are drawn unequally.</param>
public sealed record MoneyFigure(Figure Receipts, double Total, double Sd, double? AtMost);

/// <summary>A quantile of times with its range for 95 %.</summary>
/// <param name="P50">Half of the receipts were there by then, seconds after the exit; NaN without any.</param>
/// <param name="P95">19 of 20 were.</param>
/// <param name="Waiting">Receipts that are not there yet.</param>
public sealed record TimeFigure(Interval P50, Interval P95, int Waiting);

/// <summary>Audited visits with one product on the receipt or in the bag.</summary>
/// <param name="Barcode">Which.</param>
/// <param name="Right">The quantity was right.</param>
public sealed record ProductFigure(string Barcode, Figure Right);

/// <summary>Audited visits that touched one part of the store, or came at a time that was so full.</summary>
/// <param name="Name">As <c>2/5</c> for gondola 2, shelf 5; the name of a camera; or how full it was.</param>
/// <param name="Right">What they took there was right.</param>
public sealed record PlaceFigure(string Name, Figure Right);

/// <summary>An audited visit beside what was charged.</summary>
/// <param name="Visit">Its id.</param>
/// <param name="Left">When the shopper went out.</param>
/// <param name="IsExact">Every line was right.</param>
/// <param name="Overcharged">Minor units asked too much.</param>
/// <param name="Undercharged">Minor units asked too little.</param>
/// <param name="Wrong">Products whose quantity was wrong: barcode, pieces charged, pieces seen.</param>
public sealed record SampledVisit(
    string Visit, Instant Left, bool IsExact, long Overcharged, long Undercharged, ImmutableArray<(string Barcode, int Charged, int Seen)> Wrong);

/// <summary>The weekly alarm as it stands.</summary>
/// <param name="Alarm">What rings it, and what it can see.</param>
/// <param name="Errors">Of the last seven days.</param>
public sealed record DriftFigure(DriftAlarm Alarm, int Errors)
{
    /// <summary>True when it rings.</summary>
    public bool Rings => Alarm.Rings(Errors);
}

/// <summary>How right the receipts of a store are, how much people look, and how long shoppers wait.</summary>
/// <param name="Since">From when.</param>
/// <param name="Until">To when.</param>
/// <param name="Visits">Visits that ended meanwhile.</param>
/// <param name="Audited">Drawn visits with a verdict.</param>
/// <param name="AuditsWaiting">Drawn visits without one: not yet answered, or not to be told.</param>
/// <param name="ReceiptsExact">Every line right, from audits alone.</param>
/// <param name="ByStratum">The same by kinds of visits.</param>
/// <param name="ByProduct">By products, those with most audits first.</param>
/// <param name="Overcharged">Asked too much.</param>
/// <param name="Undercharged">Asked too little; never set off against the other.</param>
/// <param name="ReviewsPer1000">Routed cases and disputes that somebody looked at, for each 1,000 visits.</param>
/// <param name="SecondsWatchedPerVisit">Seconds that people looked at pictures, whatever for.</param>
/// <param name="TimeToReceipt">From the exit until nothing had to be waited for.</param>
/// <param name="Drift">The last week against the time before.</param>
/// <param name="Banner">Said on every page while audits are drawn less often than before; none otherwise.</param>
public sealed record AccuracyReport(
    Instant Since,
    Instant Until,
    long Visits,
    int Audited,
    int AuditsWaiting,
    Figure ReceiptsExact,
    ImmutableArray<(string Stratum, long Visits, Figure Exact)> ByStratum,
    ImmutableArray<ProductFigure> ByProduct,
    MoneyFigure Overcharged,
    MoneyFigure Undercharged,
    Figure ReviewsPer1000,
    Figure SecondsWatchedPerVisit,
    TimeFigure TimeToReceipt,
    DriftFigure Drift,
    string? Banner)
{
    /// <summary>By shelf; empty where it is not known what stands where.</summary>
    public ImmutableArray<PlaceFigure> ByShelf { get; init; } = [];

    /// <summary>By camera that sees where it was taken; empty without calibrated cameras.</summary>
    public ImmutableArray<PlaceFigure> ByCamera { get; init; } = [];

    /// <summary>By how many others were in the store.</summary>
    public ImmutableArray<PlaceFigure> ByCrowd { get; init; } = [];

    /// <summary>The audited visits, the oldest first.</summary>
    public ImmutableArray<SampledVisit> Audits { get; init; } = [];

    /// <summary>The figure of a name as pages and links use it: <c>right</c>, <c>over</c>, <c>under</c>, <c>looks</c>, <c>seconds</c>, or a part with its name after a colon, as
    /// <c>shelf:2/5</c>, <c>camera:door</c>, <c>crowd:nearly alone</c>, <c>product:4006381333931</c>, <c>kind:sure</c>. None where there is no such figure.</summary>
    public Figure? Find(string name)
    {
        var (part, rest) = name.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (name[..colon], name[(colon + 1)..]) : (name, "");
        return part switch
        {
            "right" => ReceiptsExact,
            "over" => Overcharged.Receipts,
            "under" => Undercharged.Receipts,
            "looks" => ReviewsPer1000,
            "seconds" => SecondsWatchedPerVisit,
            "shelf" => ByShelf.FirstOrDefault(one => one.Name == rest)?.Right,
            "camera" => ByCamera.FirstOrDefault(one => one.Name == rest)?.Right,
            "crowd" => ByCrowd.FirstOrDefault(one => one.Name == rest)?.Right,
            "product" => ByProduct.FirstOrDefault(one => one.Barcode == rest)?.Right,
            "kind" => ByStratum.FirstOrDefault(one => one.Stratum == rest).Exact,
            _ => null,
        };
    }
}
