using static Stroll.Cli.Audit.AuditReport;

namespace Stroll.Cli.Audit;

/// <summary>An audit as text for a terminal.</summary>
internal static class AuditText
{
    /// <summary>Writes all of it.</summary>
    internal static void Write(TextWriter to, AuditReport report)
    {
        to.WriteLine(Text($"{report.Recording}: {report.Movements} movements, {report.Lessons} of them certain in place and mass."));
        foreach (var weight in report.Weights)
        {
            to.WriteLine();
            var catalogue = weight.Product.UnitWeight is { } grams ? Text($"{grams.Value:0} g in the catalogue") : "not weighed in the catalogue";
            to.WriteLine(Text($"weight  {Name(weight.Product)} ({weight.Product.Barcode}): {catalogue}, weighs {weight.Suggested:0} g, {Percent(weight.Probability)} sure"));
            to.WriteLine($"        takes {Takes(weight.Movements)}");
        }

        foreach (var facing in report.Facings)
        {
            to.WriteLine();
            to.WriteLine($"facing  {Place(facing)}: not {Name(facing.Meant)} ({facing.Meant.Barcode}), {Percent(facing.Probability)} sure");
            to.WriteLine($"        instead {Suggestion(facing)}; takes {Takes(facing.Movements)}");
        }

        if (!report.Plates.IsEmpty)
        {
            to.WriteLine();
        }

        foreach (var (address, plate) in report.Plates)
        {
            to.WriteLine($"plate   {address}: {Words(plate)}");
        }

        to.WriteLine();
        to.WriteLine(report.Weights.IsEmpty && report.Facings.IsEmpty && report.Plates.IsEmpty
            ? "Nothing speaks against catalogue, planogram and plates. What nobody took was not looked at."
            : Text($"Suspect: {report.Weights.Length} weights, {report.Facings.Length} facings, {report.Plates.Length} plates."));
    }
}
