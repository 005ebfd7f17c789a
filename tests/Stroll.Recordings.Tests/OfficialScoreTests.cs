using System.Text.Json;
using Stroll.Receipts;
using Stroll.Review;

namespace Stroll.Tests.Recordings;

/// <summary>The rule of scoring beside the scores that the organisers gave.</summary>
public class OfficialScoreTests
{
    [Fact]
    public void The_official_scores_of_the_competition_are_met()
    {
        // The nine cases that have both an official score and labels. The labels of BASELINE-23 lack an article.
        using var feedback = JsonDocument.Parse(File.ReadAllBytes(TestPlaces.Data("aifi-store", "official_feedback.json")));
        using var labels = JsonDocument.Parse(File.ReadAllBytes(TestPlaces.Data("aifi-store", "labelled_cases.json")));
        var compared = 0;
        foreach (var list in labels.RootElement.GetProperty("lists").EnumerateArray())
        {
            var name = list.GetProperty("dataset").GetString()!;
            var official = feedback.RootElement.EnumerateArray().FirstOrDefault(f => f.GetProperty("name").GetString() == name);
            if (name == "BASELINE-23" || official.ValueKind == JsonValueKind.Undefined)
            {
                continue;
            }

            var taken = list.GetProperty("events").EnumerateArray()
                .SelectMany(e => e.GetProperty("observation").GetProperty("products").EnumerateArray().Select(p => (
                    Shopper: e.GetProperty("observation").GetProperty("target_id").GetString()!,
                    Barcode: p.GetProperty("id").GetString()!,
                    Pieces: e.GetProperty("putback").GetInt32() == 0 ? 1 : -1)))
                .GroupBy(t => t.Shopper)
                .Select(own => new TrueReceipt(own.Key, [.. own.GroupBy(t => t.Barcode).Select(b => (b.Key, b.Sum(t => t.Pieces))).Where(b => b.Item2 > 0)]));
            var claimed = official.GetProperty("receipts").EnumerateArray().Select(r => new ClaimedReceipt(
                "v", r.GetProperty("target_id").GetString()!,
                [.. r.GetProperty("products").EnumerateArray().Select(p => new ClaimedLine(p.GetProperty("barcode").GetString()!, p.GetProperty("quantity").GetInt32(), ChargeDecision.Now, null))]));

            Assert.Equal(official.GetProperty("f1_score").GetDouble(), ReceiptScore.Of([.. taken], [.. claimed], []).F1, 4);
            compared++;
        }

        Assert.Equal(8, compared);
    }
}
