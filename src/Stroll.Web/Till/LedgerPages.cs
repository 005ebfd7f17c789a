using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Host;
using Stroll.Host.Ledger;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Text;

namespace Stroll.Web.Till;

/// <summary>The books day by day, and files for whoever keeps other books.</summary>
static class LedgerPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/money/ledger", Show).Needs(Right.SeeMoney).ExcludeFromDescription();
        routes.MapGet("/money/export/{file}", Export).Needs(Right.SeeMoney).ExcludeFromDescription();
    }

    static RazorComponentResult Show(HttpContext http, TimeProvider time, Clock clock, string? day)
    {
        var (date, from, until) = DayOf(day, time, clock);
        return new RazorComponentResult<LedgerPage>(new { Day = date, Entries = http.Here.Store.Database.Read(transaction => LedgerTable.Between(transaction, from, until)) });
    }

    static IResult Export(string file, HttpContext http, TimeProvider time, Clock clock, string? day, int days = 1) =>
        File(file, http, time, clock, day, days) ?? Results.NotFound();

    /// <summary>One day, or all up to it where <c>days</c> says how many; none where there is no such file.</summary>
    internal static IResult? File(string file, HttpContext http, TimeProvider time, Clock clock, string? day, int days)
    {
        var (_, from, until) = DayOf(day, time, clock);
        from -= TimeSpan.FromDays(Math.Clamp(days, 1, 366) - 1);
        var text = http.Here.Store.Database.Read(transaction => file switch
        {
            "ledger.csv" => Csv(["id", "at", "visit", "words", "account", "minor", "currency"], LedgerTable.Between(transaction, from, until)
                .SelectMany(entry => entry.Postings.Select(posting => new[] { entry.Id, entry.At.ToString(), entry.Visit, entry.Words, posting.Account.ToString(), Number(posting.Minor), posting.Currency }))),
            "receipts.csv" => Csv(["visit", "version", "at", "cause", "line", "barcode", "name", "quantity", "amount_minor", "deposit_minor", "tax", "currency"], ReceiptTable.IssuedBetween(transaction, from, until)
                .SelectMany(party => ReceiptTable.Of(transaction, party)).Where(receipt => receipt.At >= from && receipt.At < until)
                .SelectMany(receipt => receipt.Lines.Select(line => new[]
                {
                    receipt.Visit, Number(receipt.Version), receipt.At.ToString(), receipt.Cause.ToString(), Number(line.Number), line.Barcode, line.Name, Number(line.Quantity),
                    Number(line.Amount), Number(line.Deposit), line.TaxClass.Name, receipt.Currency,
                }))),
            "unpaid.csv" => Csv(["visit", "phase", "outstanding_minor", "currency"], PaymentTable.All(transaction).Where(payment => payment.Outstanding > 0)
                .Select(payment => new[] { payment.Payment, payment.Phase.ToString(), Number(payment.Outstanding), payment.Currency })),
            _ => null,
        });
        return text is null ? null : Results.Bytes(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", file);
    }

    // Days that an instant cannot tell are none: those before computers, and those that nobody here lives to see.
    static (DateOnly Day, Instant From, Instant Until) DayOf(string? day, TimeProvider time, Clock clock)
    {
        var date = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is >= 2000 and < 2200 ? asked : DateOnly.FromDateTime(clock.Local(Instants.Of(time)).DateTime);
        return (date, clock.FromLocal(date.ToDateTime(TimeOnly.MinValue)), clock.FromLocal(date.AddDays(1).ToDateTime(TimeOnly.MinValue)));
    }

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    static string Csv(string[] head, IEnumerable<string[]> rows) => string.Concat(rows.Prepend(head).Select(row => string.Join(',', row.Select(Cell)) + "\r\n"));

    /// <summary>RFC 4180. A text that a spreadsheet would take for a formula begins with an apostrophe: names come from outside.</summary>
    static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
