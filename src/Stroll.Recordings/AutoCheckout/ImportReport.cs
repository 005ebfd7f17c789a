using System.Collections.Immutable;
using System.Globalization;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>What an import found.</summary>
/// <param name="Shape">The form in which the source was, in words.</param>
/// <param name="Begin">The first moment; none in a recording without any observation.</param>
/// <param name="End">The last moment.</param>
/// <param name="Readings">Samples of plates that were kept.</param>
/// <param name="PlatesWithSeries">Plates that said something.</param>
/// <param name="PlatesInStore">Plates of the store, blind ones included.</param>
/// <param name="PlatesWithPosition">Plates of the store whose place is known.</param>
/// <param name="Products">Articles in the catalogue.</param>
/// <param name="Facings">Facings in the planogram.</param>
/// <param name="Frames">Moments of the tracker.</param>
/// <param name="People">Different ids that the tracker gave.</param>
/// <param name="Clock">What was done to the times of the samples.</param>
/// <param name="Oddities">What is odd but no reason to refuse the source, by kind. Empty for a clean source.</param>
public sealed record ImportReport(
    string Shape,
    Instant? Begin,
    Instant? End,
    long Readings,
    int PlatesWithSeries,
    int PlatesInStore,
    int PlatesWithPosition,
    int Products,
    int Facings,
    long Frames,
    int People,
    ClockReport Clock,
    ImmutableArray<Oddity> Oddities)
{
    /// <summary>The report for people, a line at a time.</summary>
    public IEnumerable<string> Lines()
    {
        var seconds = Begin is { } begin && End is { } end ? (end - begin).TotalSeconds : 0;
        yield return Text($"shape      {Shape}");
        yield return Text($"time       {Begin?.ToString() ?? "-"} to {End?.ToString() ?? "-"} ({seconds:0.0} s)");
        yield return Text($"readings   {Readings} of {PlatesWithSeries} plates{Rate(Readings / Math.Max(1.0, PlatesWithSeries), seconds)}");
        yield return Text($"plates     {PlatesInStore} in the store, {PlatesWithPosition} with a position");
        yield return Text($"catalogue  {Products} products, {Facings} facings");
        yield return Frames > 0
            ? Text($"people     {People} ids in {Frames} frames{Rate(Frames, seconds)}")
            : "people     none: a replay gives one visit that spans the recording";
        yield return Text($"clock      {Clock.Smoothed} sample times moved by more than 1 ms, the most by {Clock.LargestMove.TotalMilliseconds:0.0} ms; {Clock.Gaps} gaps kept");
        foreach (var oddity in Oddities)
        {
            var more = oddity.Count > oddity.Examples.Length && oddity.Examples.Length > 0 ? ", …" : "";
            var examples = oddity.Examples.Length > 0 ? $": {string.Join("; ", oddity.Examples)}{more}" : "";
            yield return Text($"noted      {oddity.Count} {oddity.Kind}{examples}");
        }
    }

    static string Rate(double count, double seconds) => seconds > 0 ? Text($", {count / seconds:0.0} a second") : "";

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Something odd that was met; its kind says what became of it.</summary>
/// <param name="Kind">In words, in the plural.</param>
/// <param name="Count">How often; one or more.</param>
/// <param name="Examples">The first few of them; empty where all are alike.</param>
public sealed record Oddity(string Kind, long Count, ImmutableArray<string> Examples);

/// <summary>What was done to the times of the samples.</summary>
/// <param name="Smoothed">Samples of gondolas whose time was moved by more than 1 ms.</param>
/// <param name="LargestMove">The furthest that one was moved.</param>
/// <param name="Gaps">Places where samples were missing; the clock jumped over them.</param>
public readonly record struct ClockReport(long Smoothed, TimeSpan LargestMove, long Gaps);
