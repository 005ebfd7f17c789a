using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Review;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Complaints;

/// <summary>Hears shoppers. Small amounts are given back at once, because a shopper who errs costs less than one who is not believed; the rest waits for a person.</summary>
/// <param name="database">Of the store.</param>
/// <param name="visits">Makes new versions of receipts.</param>
/// <param name="rules">When a shopper is believed at once.</param>
/// <param name="time">The clock.</param>
public sealed class ComplaintDesk(IDatabase database, VisitDesk visits, ComplaintRules rules, TimeProvider time)
{
    const int MostLetters = 1000;

    /// <summary>The settings.</summary>
    public ComplaintRules Rules => rules;

    Instant Now => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    /// <summary>Hears one.</summary>
    /// <param name="party">Whose receipt; the caller has shown the secret of its link.</param>
    /// <param name="line">Number of the line; 0 for the whole receipt.</param>
    /// <param name="kind">What is wrong.</param>
    /// <param name="quantity">Pieces that they say they took of that line.</param>
    /// <param name="words">Theirs.</param>
    /// <returns>Bad with <c>complaint.receipt</c>, <c>complaint.late</c>, <c>complaint.many</c> or <c>complaint.line</c>.</returns>
    public Result<Complaint> Hear(string party, int line, ComplaintKind kind, int quantity, string words)
    {
        var (versions, earlier) = database.Read(transaction => (ReceiptTable.Of(transaction, party), ComplaintTable.Of(transaction, party)));
        if (Refuse(versions, earlier, party, line, kind, quantity) is { } fault)
        {
            return new Result<Complaint>.Bad(fault);
        }

        var heard = new Complaint(0, party, line, kind, quantity, Short(words), Now, kind == ComplaintKind.Missing ? ComplaintState.Noted : ComplaintState.Waiting, "", 0);
        return kind is ComplaintKind.Missing or ComplaintKind.AskPerson || AtStake(versions[^1], heard) + earlier.Sum(one => one.Minor) > rules.AtOnce
            ? Kept(heard, versions[^1])
            : GiveBack(versions[^1], heard, IssueCause.Complaint, "The shopper says so, and is believed.");
    }

    /// <summary>A person decides one that waits.</summary>
    /// <param name="number">Of the complaint.</param>
    /// <param name="isGranted">True to give the money back.</param>
    /// <param name="who">Which account.</param>
    /// <param name="words">To the shopper; not empty.</param>
    /// <returns>Bad with <c>complaint.settled</c> when it does not wait, or what kept the receipt from changing.</returns>
    public Result<Complaint> Decide(long number, bool isGranted, string who, string words)
    {
        var (complaint, versions) = database.Read(transaction => ComplaintTable.Find(transaction, number) is { } found
            ? (found, ReceiptTable.Of(transaction, found.Party)) : (null, []));
        if (complaint is not { State: ComplaintState.Waiting })
        {
            return new Result<Complaint>.Bad(new("complaint.settled", $"complaint {number}", "it does not wait; expected one that does"));
        }

        var decided = complaint with { State = isGranted ? ComplaintState.Refunded : ComplaintState.Refused, Answer = Short(words) };
        if (!isGranted || complaint.Line == 0)
        {
            database.Write(transaction => Settle(transaction, decided, who));
            return new Result<Complaint>.Good(decided);
        }

        var corrected = visits.Correct(
            new Correction(complaint.Party, null, [(complaint.Line, complaint.Stays)], IssueCause.Staff, Short(words)),
            (transaction, after) =>
            {
                decided = decided with { Minor = versions[^1].Total - after.Total };
                Settle(transaction, decided, who);
            });
        return corrected is Result<IssuedReceipt>.Bad(var fault) ? new Result<Complaint>.Bad(fault) : new Result<Complaint>.Good(decided);
    }

    void Settle(Transaction transaction, Complaint decided, string who)
    {
        ComplaintTable.Settle(transaction, decided.Number, decided.State, decided.Answer, decided.Minor);
        JournalTable.Write(
            transaction, Now, who, "complaint-decided",
            new { number = decided.Number, decided.Party, decided.Line, state = decided.State.ToString(), minor = decided.Minor });
    }

    Result<Complaint> GiveBack(IssuedReceipt before, Complaint heard, IssueCause cause, string words) =>
        visits.Correct(heard.Party, heard.Line, heard.Stays, cause, words) switch
        {
            Result<IssuedReceipt>.Good(var after) => Kept(heard with { State = ComplaintState.Refunded, Minor = before.Total - after.Total }, before),
            Result<IssuedReceipt>.Bad(var fault) => new Result<Complaint>.Bad(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    Result<Complaint> Kept(Complaint complaint, IssuedReceipt receipt) => new Result<Complaint>.Good(database.Write(transaction =>
    {
        if (complaint.Kind != ComplaintKind.Missing)
        {
            Disputes.Open(transaction, complaint, AtStake(receipt, complaint), complaint.At + rules.LookedAtWithin);
        }

        return ComplaintTable.Add(transaction, complaint);
    }));

    Fault? Refuse(IReadOnlyList<IssuedReceipt> versions, IReadOnlyList<Complaint> earlier, string party, int line, ComplaintKind kind, int quantity)
    {
        var where = $"receipt of {party}";
        if (versions.Count == 0)
        {
            return new("complaint.receipt", where, "no receipt was issued");
        }

        if (Now - versions[0].At > rules.Within)
        {
            return new("complaint.late", where, $"{(Now - versions[0].At).TotalDays:0} days old, expected at most {rules.Within.TotalDays:0}");
        }

        if (earlier.Count >= rules.Most)
        {
            return new("complaint.many", where, $"{earlier.Count} complaints, expected fewer than {rules.Most}");
        }

        var found = versions[^1].Lines.FirstOrDefault(one => one.Number == line);
        var needsLine = kind is ComplaintKind.NotTaken or ComplaintKind.WrongProduct or ComplaintKind.WrongQuantity;
        return needsLine && (found is null || found.Quantity == 0 || (kind == ComplaintKind.WrongQuantity && (quantity < 0 || quantity >= found.Quantity)))
            ? new("complaint.line", where, $"line {line}: {found?.Quantity ?? 0} pieces, expected a line with more than {quantity}")
            : null;
    }

    static long AtStake(IssuedReceipt receipt, Complaint complaint)
    {
        if (receipt.Lines.FirstOrDefault(one => one.Number == complaint.Line) is not { Quantity: > 0 } line)
        {
            return receipt.Total;
        }

        // Taxes are on top in some countries: an eighth more covers most of them; what is given back is reckoned exactly afterwards.
        return ((line.Amount + line.Deposit) * (line.Quantity - complaint.Stays) / line.Quantity) * 9 / 8;
    }

    static string Short(string words) => words.Trim() is var trimmed && trimmed.Length > MostLetters ? trimmed[..MostLetters] : trimmed;
}
