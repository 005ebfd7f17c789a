using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Host.Stores;
using Stroll.Host.Visits;

namespace Stroll.Host.Privacy;

/// <summary>All that is kept about one party, for whoever can show its receipt: regulation (EU) 2016/679, article 15.</summary>
/// <remarks>Nothing else leads from a person to their data: nobody's name, face or account is kept.</remarks>
public static class SubjectAccess
{
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A JSON document; none when the party has no receipt.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="party">Whose.</param>
    public static string? Of(Transaction transaction, string party)
    {
        var receipts = ReceiptTable.Of(transaction, party);
        if (receipts.IsEmpty)
        {
            return null;
        }

        var visits = transaction.Query<string>("SELECT visit FROM party_member WHERE party = @party ORDER BY visit", new { party }).Select(name => new VisitId(Guid.Parse(name))).ToArray();
        var payment = PaymentTable.Find(transaction, party);
        return JsonSerializer.Serialize(
            new
            {
                party,
                receipts = receipts.Select(receipt => new
                {
                    receipt.Version,
                    at = receipt.At.ToString(),
                    receipt.Cause,
                    receipt.Words,
                    receipt.Total,
                    receipt.Currency,
                    lines = receipt.Lines.Select(line => new { line.Number, line.Barcode, line.Name, line.Quantity, line.Amount, line.Probability, line.Evidence, line.Reason }),
                }),
                payment = payment is null ? null : new { payment.Phase, payment.Currency, payment.Outstanding },
                complaints = ComplaintTable.Of(transaction, party).Select(complaint => new
                {
                    complaint.Number,
                    complaint.Line,
                    complaint.Kind,
                    complaint.Quantity,
                    complaint.Words,
                    at = complaint.At.ToString(),
                    complaint.State,
                    complaint.Answer,
                    complaint.Minor,
                }),
                visits = visits.Select(visit => new
                {
                    visit = visit.ToString(),
                    story = StoryTable.Of(transaction, visit) is { } story
                        ? new { entered = story.Entered.ToString(), left = story.Left?.ToString(), story.Lines, way = story.Way.Select(point => new[] { point.Second, point.X, point.Y }) }
                        : null,
                    reviews = VisitReviews.Of(transaction, visit).Select(review => new { asked = review.Opened.ToString(), settled = review.Settled?.ToString(), review.Status, review.Words }),
                }),
            },
            Readable);
    }
}
