using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Stroll.Cli.Demo;
using Stroll.Cli.Report;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Report;

public class ReportPageTests
{
    const string Nasty = "<script>alert(1)</script> & \"co\" 'x'";

    [Fact]
    public void The_page_asks_nothing_of_anybody()
    {
        var page = Page(new() { Seed = 3 });

        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", Regex.Replace(page, @"url\(#room-\d+\)", ""), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\s(src|srcset|data)=", page);
        Assert.All(Regex.Matches(page, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value), href => Assert.StartsWith("#", href, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_has_its_place()
    {
        var page = Page(new() { Seed = 3 });
        var places = Regex.Matches(page, "id=\"([^\"]*)\"").Select(m => m.Groups[1].Value).ToHashSet();

        Assert.All(Regex.Matches(page, "href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value), href => Assert.Contains(href, places));
    }

    [Fact]
    public void Each_visit_has_a_card_and_each_change_a_plot()
    {
        var run = new DemoRun(new() { Seed = 3, Visits = 5 });
        var outcome = run.Play(new Silent(), pace: null, CancellationToken.None);
        var page = Page(run, outcome, outcome.Receipts, run.Simulation.Model);

        Assert.NotEmpty(outcome.Changes);
        Assert.Equal(outcome.Receipts.Length, Regex.Count(page, "<article class=\"card\""));
        Assert.Equal(outcome.Changes.Length, Regex.Count(page, "<figure class=\"plot\""));
        Assert.Equal(outcome.Changes.Length, Regex.Count(page, "aria-label=\"Weights around change"));
    }

    [Fact]
    public void Names_from_outside_stay_text()
    {
        var run = new DemoRun(new() { Seed = 3, Visits = 2 });
        var outcome = run.Play(new Silent(), pace: null, CancellationToken.None);
        var model = run.Simulation.Model;
        var catalogue = new Catalogue([.. model.Catalogue.Products.Select(p => p with { Name = Nasty, Barcode = $"{p.Barcode}<b>" })]);
        var receipts = outcome.Receipts.Select(r => r with
        {
            Shopper = Nasty,
            Lines = [.. r.Lines.Select(l => l with { Evidence = [.. l.Evidence.Select(e => e with { Words = Nasty })] })],
        });
        var page = Page(run, outcome, [.. receipts], model with { Catalogue = catalogue });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        // Drawings are XML: one stray quote or bracket in a title would break them.
        Assert.All(Regex.Matches(page, "<svg.*?</svg>", RegexOptions.Singleline), svg => XElement.Parse(svg.Value));
    }

    [Fact]
    public void A_run_in_which_nothing_happened_has_a_page_too()
    {
        var simulation = new Simulation(new() { Seed = 1, Visits = 1 });
        var pipeline = new Pipeline(simulation.Model, simulation.Sources, PipelineRules.Default);
        pipeline.Take(simulation.Play().First());
        pipeline.Finish();
        using var to = new StringWriter();
        ReportPage.Write(to, new("empty", simulation.Model, pipeline.ToOutcome(), new(simulation.Model.Store), null, null, IsSimulated: false));

        Assert.Contains("Nobody was seen in the store.", to.ToString(), StringComparison.Ordinal);
        Assert.Contains("No shelf came to rest at another mass.", to.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_series_becomes_few_points_with_the_same_mean()
    {
        var overview = new ShelfOverview();
        for (var i = 0; i < 100_000; i++)
        {
            overview.Take(new(i * 50_000_000L), i % 10);
        }

        var points = overview.Points.ToArray();
        Assert.InRange(points.Length, ShelfOverview.MostPoints / 2, ShelfOverview.MostPoints);
        Assert.InRange(points.Average(p => p.Grams), 4.4, 4.6);
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.First.At < pair.Second.At));
    }

    [Theory]
    [InlineData(1234, "EUR", "12.34 EUR")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(500, "JPY", "500 JPY")]
    [InlineData(1500, "KWD", "1.500 KWD")]
    public void Money_is_written_in_the_digits_of_its_currency(long minor, string currency, string text) =>
        Assert.Equal(text, MoneyText.Of(new(minor, currency)));

    static string Page(Scenario scenario)
    {
        var run = new DemoRun(scenario);
        var outcome = run.Play(new Silent(), pace: null, CancellationToken.None);
        return Page(run, outcome, outcome.Receipts, run.Simulation.Model);
    }

    static string Page(DemoRun run, Outcome outcome, ImmutableArray<Receipt> receipts, StoreModel model)
    {
        using var to = new StringWriter();
        var verdict = TruthComparison.Of(outcome.Receipts, run.Simulation.Truth, run.Simulation.Model.Catalogue);
        ReportPage.Write(to, new("A day", model, outcome with { Receipts = receipts }, run.Trace, 100, verdict, IsSimulated: true));
        return to.ToString();
    }

    sealed class Silent : IDemoView
    {
        public void Explained(DemoRun run, Attribution.Attributed piece)
        {
        }

        public void Left(DemoRun run, Receipt receipt, string? difference)
        {
        }

        public void Tick(DemoRun run)
        {
        }
    }
}
