using System.Globalization;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Audits;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;
using Stroll.Units;

// A server with two desks that pull, hold, fall silent and answer as fast as they can, until they are killed or the cases run out for a while.
// Usage: (sqlite PATH | postgres CONNECTION) NAME NOTES. In NOTES stands what it believes: a line before each answer, a line after it.
var store = new StoreKey("acme", "corner");
using IDatabase database = args[0] == "sqlite" ? SqliteDatabase.Open(args[1], Schema.Store) : PostgresDatabase.Open(args[1], store, Schema.Store);
var catalogue = new Catalogue([Product(0, "tea"), Product(1, "jam"), Product(2, "rum")]);
var rules = ReviewRules.Default with { Lease = TimeSpan.FromMilliseconds(200), Gold = ReviewRules.Default.Gold with { WarmUp = 0, Rate = new(0) } };
var queue = new ReviewQueue(database, catalogue, rules, new AuditKey(new byte[32]));
var notes = new StreamWriter(args[3], append: true) { AutoFlush = true };
await Task.WhenAll(Enumerable.Range(0, 2).Select(desk => Task.Run(() => Work($"{args[2]}-{desk}", new Rng((ulong)Environment.ProcessId, (ulong)desk)))));
return 0;

async Task Work(string reviewer, Rng rng)
{
    for (var idle = 0; idle < 150;)
    {
        if (queue.Pull(reviewer, isSenior: true, Now()) is not { } held)
        {
            idle++;
            await Task.Delay(20);
            continue;
        }

        idle = 0;
        Note($"holds {held.Id} {held.Token} {reviewer}");
        await Task.Delay(Pause(rng));
        if (rng.NextChance(0.05))
        {
            queue.Release(held.Id, reviewer, held.Token);
        }
        else if (queue.Answer(held.Id, reviewer, held.Token, new Verdict.Happened(held.Offered[0]), 1, Now()) is Answering.Kept kept)
        {
            Note(string.Create(CultureInfo.InvariantCulture, $"kept {held.Id} {held.Token} {reviewer} {kept.Number}"));
        }
    }
}

static Product Product(int index, string code) => new(new(index), code, null, code, new Grams(100), null, SaleUnit.Each, new Money(250, "EUR"));

// One in ten holds the case past its lease: another one may have it by the time they answer.
static int Pause(Rng rng) => rng.NextChance(0.1) ? 250 : rng.NextIndex(8);

static Instant Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

void Note(string line)
{
    lock (notes)
    {
        // Between a newline and a dot: a line that a kill has cut in two is seen as such.
        notes.Write($"\n{line} .");
    }
}
