using System.Globalization;
using System.Text.Json;

namespace Stroll.Cli.Bench.Identity;

/// <summary>Says what the bench found.</summary>
internal static class IdentityReport
{
    /// <summary>As text.</summary>
    internal static void Write(TextWriter to, IdentityResult result, bool withLosses)
    {
        var share = result.Share;
        to.WriteLine(Text($"Simulated; {result.Scenario} from raw cameras{(result.IsOneDark ? ", one of them dark" : "")}, seeds {result.Seeds}, {result.Shoppers:N0} shoppers."));
        to.WriteLine(Text($"Under their own name when they left: {result.Kept:N0}, {100 * share.Value:0.0} % ({100 * share.Low:0.0} to {100 * share.High:0.0}); for 95 % of their way too: {result.AllTheWay:N0}."));
        foreach (var kind in result.People.Select(person => person.Loss).OfType<IdentityLoss>().GroupBy(loss => loss.Kind).OrderBy(kind => kind.Key))
        {
            to.WriteLine(Text($"  {kind.Count(),4} {Describe(kind.Key)}"));
        }

        to.WriteLine("How sure the floor was of them (IdentityKept), and how many were:");
        foreach (var bin in result.Calibration.Bins.Where(bin => bin.Lines > 0))
        {
            to.WriteLine(Text($"  {bin.Low,5:0.###} to {bin.High,-5:0.###} {bin.Lines,5} people, said {bin.MeanClaimed:0.000}, right {bin.ShareRight:0.000}"));
        }

        to.WriteLine(Text($"Calibration error {result.Calibration.Error:0.000} ({result.Calibration.ErrorByChance:0.000} by chance)."));
        if (withLosses)
        {
            WriteLosses(to, result);
        }
    }

    /// <summary>As JSON.</summary>
    internal static void Write(Utf8JsonWriter json, IdentityResult result)
    {
        var share = result.Share;
        json.WriteStartObject();
        json.WriteString("scenario", result.Scenario);
        json.WriteString("seeds", result.Seeds.ToString());
        json.WriteBoolean("oneCameraDark", result.IsOneDark);
        json.WriteNumber("shoppers", result.Shoppers);
        json.WriteNumber("kept", result.Kept);
        json.WriteStartObject("share");
        json.WriteNumber("value", Math.Round(share.Value, 5));
        json.WriteNumber("low", Math.Round(share.Low, 5));
        json.WriteNumber("high", Math.Round(share.High, 5));
        json.WriteEndObject();
        json.WriteNumber("keptAllTheWay", result.AllTheWay);
        json.WriteNumber("calibrationError", Math.Round(result.Calibration.Error, 5));
        json.WriteNumber("calibrationErrorByChance", Math.Round(result.Calibration.ErrorByChance, 5));
        json.WriteStartArray("losses");
        foreach (var (day, person) in Losses(result))
        {
            json.WriteStartObject();
            json.WriteNumber("seed", day.Seed);
            json.WriteString("shopper", person.Shopper);
            json.WriteString("kind", Name(person.Loss!.Kind));
            json.WriteNumber("seconds", Math.Round((person.Loss.At - day.Begin).TotalSeconds, 1));
            json.WriteString("takenFor", person.Loss.TakenFor);
            json.WriteNumber("said", Math.Round(person.Said, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteLosses(TextWriter to, IdentityResult result)
    {
        foreach (var (day, person) in Losses(result))
        {
            var loss = person.Loss!;
            var became = loss.TakenFor is { } name ? $"then {name}" : "then nobody";
            to.WriteLine(Text(
                $"seed {day.Seed}, {(loss.At - day.Begin).TotalSeconds:0.0} s, {person.Shopper} at {loss.Place.X:0.0}, {loss.Place.Y:0.0}: {Name(loss.Kind)}, {became} after {loss.Gap.TotalSeconds:0.0} s; next person {loss.Nearest:0.00} m away; said {person.Said:0.000}"));
        }
    }

    static IEnumerable<(IdentityDay Day, KeptIdentity Person)> Losses(IdentityResult result) =>
        result.Days.SelectMany(day => day.People.Where(person => person.Loss is not null).Select(person => (day, person)));

    static string Describe(LossKind kind) => kind switch
    {
        LossKind.Gate => "never had their name: another got it at the gate",
        LossKind.Exchanged => "were taken for somebody else from one moment to the next",
        LossKind.Mislaid => "were followed by nobody for a while, and then as somebody else",
        _ => "were followed by nobody any more",
    };

    static string Name(LossKind kind) => $"{kind}".ToLowerInvariant();

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
