using System.Globalization;
using System.CommandLine;
using Stroll.Cli.Audit;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Review.Reporting;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll audit report</c></summary>
internal static class AuditReportCommand
{
    const int MostDays = 3660;

    internal static StrollCommand Build(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var since = Since();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("report", "Says how often receipts are right, with ranges, from blind audits.")
        {
            Notes =
            [
                "Audits are drawn by chance, so their share is that of the store; what people were asked because it was doubtful does not count. Every figure names the visits it was made of. docs/review.md explains the figures.",
                "JSON: {\"since\", \"until\", \"visits\", \"audited\", \"auditsWaiting\", \"receiptsExact\": {\"value\", \"low\", \"high\", \"sample\": [visits]}, \"overcharged\": {\"receipts\": {…}, \"totalMinor\", \"totalMinorSd\", \"totalMinorAtMost\"}, \"undercharged\", \"reviewsPer1000\", \"reviewsPer1000Range\", \"secondsWatchedPerVisit\", \"secondsWatchedPerVisitRange\", \"timeToReceipt\": {\"p50\", \"p95\", \"p50Range\", \"p95Range\", \"waiting\"}, \"byStratum\", \"byProduct\", \"byShelf\": [{\"name\", \"right\"}], \"byCamera\", \"byCrowd\", \"drift\": {\"rings\", \"errors\", \"audits\", \"ringsFrom\", \"usual\", \"powerIfDoubled\"}, \"auditsFor\": [{\"halfWidth\", \"audits\"}], \"banner\"}. What is not known is null. Times are seconds.",
            ],
            Examples = [new("./stroll audit report --since 28d", "the last four weeks."), new("./stroll audit report --since 7d --json", "a week, as JSON.")],
        }.With(settings, data, store, since, json).Does(typed =>
        {
            var times = Ago(typed.GetValue(since)!);
            return Run(terminal, KeptStore.Open(typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store)), times, typed.GetValue(json));
        });
    }

    /// <summary>The option for a stretch of time until now.</summary>
    internal static Option<string> Since() =>
        new("--since") { HelpName = "N(d|h)", Description = "So many days or hours until now; 28d if not given.", DefaultValueFactory = _ => "28d" };

    /// <summary>The moment that an option means.</summary>
    /// <exception cref="Refusal">It is no number of days or hours.</exception>
    internal static (Instant Since, Instant Now) Ago(string text)
    {
        var isNumber = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number is < 1 or > MostDays || text[^1] is not ('d' or 'h'))
        {
            throw new Refusal(new("audit.since", "--since", $"'{text}', expected days as 28d or hours as 12h"));
        }

        var now = new Instant((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
        return (now - (text[^1] == 'd' ? TimeSpan.FromDays(number) : TimeSpan.FromHours(number)), now);
    }

    static int Run(Terminal terminal, KeptStore store, (Instant Since, Instant Now) times, bool asJson)
    {
        using (store)
        {
            var report = store.Database.Read(transaction => AccuracyReporting.Of(transaction, store.Model.Catalogue, times.Since, times.Now, ReportPlaces.Of(store.Model)));
            if (asJson)
            {
                JsonDocumentOut.Write(terminal.Output, json => AccuracyJson.Write(json, report));
            }
            else
            {
                AuditReportText.Write(terminal.Output, report);
            }

            return ExitCode.Good;
        }
    }
}
