using Stroll.Client;

namespace Stroll.Web.Tests.Api;

/// <summary>The generated client.</summary>
public class ClientTests
{
    [Fact]
    public async Task The_client_is_the_one_that_the_description_makes()
    {
        var written = ClientWriter.Of(await File.ReadAllTextAsync(Path.Combine(TestPlaces.Root, "docs", "openapi.json"), TestContext.Current.CancellationToken));
        var path = Path.Combine(TestPlaces.Root, "src", "Stroll.Client", "Generated.cs");
        if (Environment.GetEnvironmentVariable("STROLL_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, written, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), written);
    }

    [Fact]
    public async Task The_client_reads_pages_acts_once_and_throws_the_problem_that_it_is_told()
    {
        await using var api = await ApiSite.Open();
        using var client = new StrollApi(api.Site.Address, api.Secret);
        var cancellation = TestContext.Current.CancellationToken;

        var articles = new List<Article>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.ListArticlesAsync(cursor: cursor.Length == 0 ? null : cursor, limit: 7, cancellation: cancellation);
            articles.AddRange(page.Items);
            cursor = page.Next;
        }

        var receipts = await client.ListReceiptsAsync(cancellation: cancellation);
        var receipt = await client.GetReceiptAsync(receipts.Items.First(one => one.Total.Minor > 0).Id, cancellation: cancellation);
        var line = receipt.Versions[0].Lines.First(one => one.Amount > 0);
        var refunded = await client.RefundLinesAsync(receipt.Id, new(1, [new(line.Line, 1)], "by the client"), StrollApi.NewKey(), cancellation: cancellation);
        var problem = await Assert.ThrowsAsync<StrollProblemException>(() => client.GetReceiptAsync("nobody", cancellation: cancellation));

        Assert.Equal(api.Store.Live.Model.Catalogue.Products.Length, articles.Count);
        Assert.Equal(2, refunded.Version);
        Assert.True(refunded.Total.Minor < receipt.Versions[0].Total.Minor);
        Assert.Equal((404, "Not found"), (problem.Status, problem.Title));
        Assert.True((await client.GetHealthAsync(cancellation: cancellation)).BehindSeconds >= 0);
    }
}
