using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Observations;
using Stroll.Payments.Collecting;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>The terminal at the gate of a simulated store, and the people who stand before it: each shows what they pay with, and then goes in.</summary>
/// <remarks>It knows of each who comes in a few seconds ahead, and so opens the gate before they pass it, as a real one does. Who shows what follows from their order.</remarks>
internal sealed class SimulatedTerminal(Till till, IDatabase database)
{
    // Long enough to be let in before the first camera sees them.
    static readonly TimeSpan Ahead = 5.Seconds;

    const string Badge = "badge-1";

    int _came;

    /// <summary>The same entries, a few seconds read ahead, with gates opened for those who are about to pass one.</summary>
    /// <param name="entries">Of a simulated day.</param>
    /// <param name="stop">Ends it.</param>
    internal IEnumerable<LogEntry> Before(IEnumerable<LogEntry> entries, CancellationToken stop)
    {
        var waiting = new Queue<LogEntry>();
        foreach (var entry in entries)
        {
            if (entry.Observation is Observation.GatePassed { Person: { } person } passed)
            {
                (passed.Way == GateWay.In ? Enter(passed.Gate, person, stop) : Leave(person, stop)).GetAwaiter().GetResult();
            }

            waiting.Enqueue(entry);
            while (entry.Observation.At - waiting.Peek().Observation.At >= Ahead)
            {
                yield return waiting.Dequeue();
            }
        }

        foreach (var entry in waiting)
        {
            yield return entry;
        }
    }

    async Task Enter(string gate, string person, CancellationToken stop)
    {
        var number = _came++;
        var means = (number % 20) switch { 3 => EntryMeans.Badge, 7 or 14 => EntryMeans.StaffDoor, 11 or 17 => EntryMeans.Open, < 10 => EntryMeans.Code, _ => EntryMeans.Card };
        await till.Entrance.Admit(new(gate, means, Shown(means, number), People: 1, person), stop);
    }

    string Shown(EntryMeans means, int number)
    {
        switch (means)
        {
            case EntryMeans.Code:
                database.Write(transaction => EntryTable.KeepWallet(transaction, $"demo-{number}", $"tok_demo-{number}"));
                return till.Entrance.CodeFor($"demo-{number}") is Result<string>.Good(var code) ? code : "";
            case EntryMeans.Badge:
                database.Write(transaction => EntryTable.KeepBadge(transaction, Badge, "Kim, who fills the shelves"));
                return Badge;
            case EntryMeans.Card:
                return $"tok_card-{number}";
            default:
                return "";
        }
    }

    /// <summary>Whoever came in through the open gate holds a card to the exit; staff take cash from those whom they let in.</summary>
    async Task Leave(string person, CancellationToken stop)
    {
        var party = database.Read(transaction => PartyTable.OfShopper(transaction, person) is { } name ? PartyTable.Find(transaction, name) : null);
        if (party is { Means: EntryMeans.Open, Payer: "" })
        {
            await till.Entrance.Identify(party.Name, $"tok_exit-{_came}", stop);
        }

        foreach (var payment in database.Read(PaymentTable.WithoutCard))
        {
            await till.Cashier.Handle(payment.Payment, new PaymentInput.PaidInCash(till.Cashier.Now, $"till-{payment.Due}", payment.Outstanding), stop);
        }
    }
}
