using System.Collections.Immutable;
using System.Globalization;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Units;

namespace Stroll.Cli.Report;

/// <summary>What a report is about.</summary>
/// <param name="Title">What was run: a store, a recording.</param>
/// <param name="Model">The store.</param>
/// <param name="Outcome">What the pipeline found.</param>
/// <param name="Trace">What the plates said.</param>
/// <param name="Speed">Seconds of the store a second of computing; none where it was slowed down for people to watch.</param>
/// <param name="Verdict">What is known of the truth; none where nothing is.</param>
/// <param name="IsSimulated">True when the store does not exist.</param>
internal sealed record ReportSubject(
    string Title, StoreModel Model, Outcome Outcome, WeightTrace Trace, double? Speed, TruthVerdict? Verdict, bool IsSimulated);

/// <summary>How receipts compare with what truly happened.</summary>
/// <param name="Right">By shopper: true when the receipt holds exactly what they carried out.</param>
/// <param name="Difference">By shopper: what differs, for people; none when right.</param>
/// <param name="Source">Where the truth comes from, as "the simulator's own record".</param>
internal sealed record TruthVerdict(
    ImmutableDictionary<string, bool> Right, ImmutableDictionary<string, string> Difference, string Source);

/// <summary>Writes one page that stands alone: no script, no request, no file beside it.</summary>
internal static class ReportPage
{
    const int MostCards = 200;

    /// <summary>Writes the whole page.</summary>
    internal static void Write(TextWriter to, ReportSubject subject)
    {
        var html = new Html(to);
        Head(html, subject);
        Summary(html, subject);
        Timeline.Write(html, subject);
        Receipts(html, subject);
        Questions(html, subject);
        Changes(html, subject);
        ShelfPlots.Write(html, subject);
        Footer(html, subject);
    }

    static void Head(Html html, ReportSubject subject)
    {
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Line($"<title>{subject.Title} · Stroll</title>");
        html.Raw($"<style>\n{ReportStyle.Css}</style>\n</head>\n<body>\n<main>\n<header>\n");
        html.Line($"<h1>{subject.Title}</h1>");
        if (subject.IsSimulated)
        {
            html.Raw("<p class=\"note\"><b>Simulated.</b> This store, its goods and its shoppers do not exist. The receipts below were found by the real pipeline from simulated shelf scales and a simulated tracker of people.</p>\n");
        }

        var intake = subject.Outcome.Intake;
        html.Line($"<p class=\"muted\">{ShortDate(intake.Begin)}, {Clock(intake.Begin)} to {Clock(intake.End)} UTC</p>");
        html.Raw("</header>\n");
    }

    static void Summary(Html html, ReportSubject subject)
    {
        var outcome = subject.Outcome;
        var now = MoneyText.Sum(outcome.Receipts.Select(r => ReceiptSum(subject.Model, r, ChargeDecision.Now)));
        html.Raw("<section class=\"tiles\" aria-label=\"Summary\">\n");
        Tile(html, Number(outcome.Receipts.Length), outcome.Receipts.Length == 1 ? "visit" : "visits", VisitWords(outcome.Receipts));
        if (subject.Verdict is { } verdict)
        {
            var right = verdict.Right.Values.Count(isRight => isRight);
            Tile(html, $"{Number(right)} of {Number(verdict.Right.Count)}", "receipts exactly right", $"against {verdict.Source}");
        }

        if (now is { } charged)
        {
            Tile(html, MoneyText.Of(charged), "charged at once", "by the policy, without a person");
        }

        Tile(html, Number(outcome.Changes.Length), "mass changes", $"on {Number(subject.Model.Store.Plates.Length)} plates");
        Tile(html, Number(outcome.Questions.Length), outcome.Questions.Length == 1 ? "question" : "questions", "that a person would be asked");
        var speed = subject.Speed is { } times ? $"computed at {Number((long)times)} times real time" : "over all plates";
        Tile(html, Number(outcome.Intake.Readings), "readings", speed);
        html.Raw("</section>\n");
    }

    static string VisitWords(ImmutableArray<Receipt> receipts)
    {
        var words = new List<string>();
        void Add(VisitStatus status, string word)
        {
            if (receipts.Count(r => r.Status == status) is > 0 and var count)
            {
                words.Add($"{Number(count)} {word}");
            }
        }

        Add(VisitStatus.Settled, "settled");
        Add(VisitStatus.Held, "held");
        Add(VisitStatus.Open, "still inside");
        return string.Join(", ", words);
    }

    static void Tile(Html html, string figure, string what, string more) =>
        html.Line($"<div class=\"tile\"><b>{figure}</b><span>{what}</span><small>{more}</small></div>");

    static void Receipts(Html html, ReportSubject subject)
    {
        var receipts = subject.Outcome.Receipts;
        html.Raw("<section>\n<h2 id=\"receipts\">Receipts</h2>\n");
        if (receipts.IsEmpty)
        {
            html.Raw("<p class=\"muted\">Nobody was seen in the store.</p>\n</section>\n");
            return;
        }

        html.Raw("<p class=\"muted\">A bar shows how sure the machine is that exactly this was taken by this shopper. Open a line to see what it stands on.</p>\n<div class=\"cards\">\n");
        foreach (var receipt in receipts.Take(MostCards))
        {
            ReceiptCard.Write(html, subject, receipt);
        }

        html.Raw("</div>\n");
        if (receipts.Length > MostCards)
        {
            html.Line($"<p class=\"muted\">{Number(receipts.Length - MostCards)} more receipts are in receipts.json.</p>");
        }

        html.Raw("</section>\n");
    }

    static void Questions(Html html, ReportSubject subject)
    {
        const int Most = 100;
        var questions = subject.Outcome.Questions;
        if (questions.IsEmpty)
        {
            return;
        }

        html.Raw("<section>\n<h2 id=\"questions\">Questions for a person</h2>\n<ol class=\"questions\">\n");
        foreach (var question in questions.Take(Most))
        {
            html.Line($"<li><a href=\"#change-{question.Change}\">Change {question.Change}</a> <span class=\"muted\">doubt {Percent(question.Doubt)}</span><br>{question.Why}</li>");
        }

        html.Raw("</ol>\n");
        if (questions.Length > Most)
        {
            html.Line($"<p class=\"muted\">{Number(questions.Length - Most)} more are in receipts.json.</p>");
        }

        html.Raw("</section>\n");
    }

    static void Changes(Html html, ReportSubject subject)
    {
        html.Raw("<section>\n<h2 id=\"changes\">Mass changes</h2>\n");
        if (subject.Outcome.Changes.IsEmpty)
        {
            html.Raw("<p class=\"muted\">No shelf came to rest at another mass.</p>\n</section>\n");
            return;
        }

        html.Raw("<p class=\"muted\">Each line is one plate, in grams against its own level before. The shaded time is the change; dashes are the levels that the pipeline found, with one standard deviation around them; thin grey lines are neighbours that took no part.</p>\n<div class=\"plots\">\n");
        foreach (var trace in subject.Trace.Changes)
        {
            ChangePlot.Write(html, subject.Model, trace);
        }

        html.Raw("</div>\n");
        if (subject.Outcome.Changes.Length > subject.Trace.Changes.Count)
        {
            html.Line($"<p class=\"muted\">{Number(subject.Outcome.Changes.Length - subject.Trace.Changes.Count)} more changes are not drawn; they are in receipts.json.</p>");
        }

        html.Raw("</section>\n");
    }

    static void Footer(Html html, ReportSubject subject)
    {
        var intake = subject.Outcome.Intake;
        html.Raw("<footer class=\"muted\">\n");
        html.Line($"<p>{Number(intake.Entries)} messages, {Number(intake.Readings)} readings, {Number(intake.Sightings)} sightings; {Number(intake.Doubled)} doubled and {Number(intake.Late)} late messages were set aside. Fingerprint of the outcome: <code>{subject.Outcome.Digest}</code>.</p>");
        html.Raw("<p>Made by Stroll, an open, self-hosted store without a checkout.</p>\n</footer>\n</main>\n</body>\n</html>\n");
    }

    internal static Money? ReceiptSum(StoreModel model, Receipt receipt, ChargeDecision charge) => MoneyText.Sum(
        receipt.Lines.Where(l => l.Charge == charge).Select(l => MoneyText.Amount(model.Catalogue[l.Product], l.Quantity, l.Mass)));

    /// <summary>Rounded down, so that 100 % means 1.</summary>
    internal static string Percent(Probability probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000 * probability.Value) / 10:0.#} %");

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Clock(Instant at) => at.ToString()[11..19];

    static string ShortDate(Instant at) => at.ToString()[..10];
}
