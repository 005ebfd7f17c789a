using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Reads the log of a store, steps its pipeline, and gives what follows to the listeners. Used by one thread.</summary>
/// <remarks>
/// Events and the offset up to which they follow go into the database in one transaction. After a crash the log is run again from
/// an older state; events before the offset in the database had their effect and are passed over.
/// </remarks>
sealed class StoreRunner
{
    /// <summary>Under this name the offset stands in the database.</summary>
    internal const string Reader = "pipeline";

    // Effects are committed at least this often while a long log is caught up with.
    const int MostEntries = 20_000;
    const int MostEvents = 500;

    readonly StoreSetup _setup;
    readonly LiveViews? _views;
    readonly List<StoreEvent> _events = [];
    readonly List<StoreEvent> _following = [];
    long _told;
    Instant _shown = Instant.Earliest;

    /// <param name="setup">The store.</param>
    /// <param name="engine">Has taken everything before <paramref name="next"/>.</param>
    /// <param name="next">The first entry that it has not taken.</param>
    internal StoreRunner(StoreSetup setup, StoreEngine engine, long next)
    {
        (_setup, Engine, Next) = (setup, engine, next);
        _views = setup.Live is { } live ? new(live) : null;
        _told = setup.Database.Read(transaction => OffsetTable.Of(transaction, Reader));
    }

    /// <summary>Begins with the oldest entry that is kept.</summary>
    internal static StoreRunner Begin(StoreSetup setup) =>
        new(setup, new(setup.Lease.Store, setup.Model, setup.Log.Header.Sources, setup.Rules), setup.Log.FirstOffset);

    internal StoreEngine Engine { get; }

    /// <summary>The offset of the next entry.</summary>
    internal long Next { get; private set; }

    /// <summary>Takes what the log has, up to a bound, and commits what follows.</summary>
    /// <returns>False when there was nothing to take.</returns>
    internal bool Advance()
    {
        var begin = Next;
        foreach (var (offset, entry) in _setup.Log.Read(Next))
        {
            Engine.Take(entry, _following);
            Next = offset + 1;
            if (offset >= _told)
            {
                _events.AddRange(_following);
                _views?.Take(entry);
            }

            _following.Clear();
            if (Next - begin >= MostEntries || _events.Count >= MostEvents)
            {
                break;
            }
        }

        Commit();
        return Next > begin;
    }

    /// <summary>Runs until everything that was durable has been taken.</summary>
    internal void CatchUp(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Advance())
        {
            if (Engine.Now > _shown)
            {
                _shown = Engine.Now;
                _views?.Show(Engine);
            }
        }
    }

    void Commit()
    {
        if (_events.Count == 0)
        {
            return;
        }

        _setup.Database.Write((Transaction transaction) =>
        {
            _setup.Lease.Check(transaction);
            foreach (var listener in _setup.Listeners)
            {
                listener.Take(transaction, _setup.Lease.Store, _events);
            }

            OffsetTable.Set(transaction, Reader, Next);
        });
        _told = Next;
        _events.Clear();
    }
}
