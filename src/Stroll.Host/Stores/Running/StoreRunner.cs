using Stroll.Host.Database;
using Stroll.Host.Snapshots;
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

    // A restart runs at most so much of the log again.
    static readonly TimeSpan SnapshotEvery = 60.Seconds;

    readonly StoreSetup _setup;
    readonly LiveViews? _views;
    readonly List<StoreEvent> _events = [];
    readonly List<StoreEvent> _following = [];
    long _told;
    Instant _shown = Instant.Earliest;
    Instant _saved;

    /// <param name="setup">The store.</param>
    /// <param name="engine">Has taken everything before <paramref name="next"/>.</param>
    /// <param name="next">The first entry that it has not taken.</param>
    internal StoreRunner(StoreSetup setup, StoreEngine engine, long next)
    {
        (_setup, Engine, Next) = (setup, engine, next);
        _saved = engine.Now;
        _views = setup.Live is { } live ? new(live, setup.Critical, setup.Log.Header.Sources) : null;
        _told = setup.Database.Read(transaction => OffsetTable.Of(transaction, Reader));
    }

    /// <summary>Begins with the newest snapshot that fits, or with the oldest entry that is kept.</summary>
    /// <param name="setup">The store.</param>
    /// <param name="say">Takes one line where a snapshot could not be used; nobody where left out.</param>
    internal static StoreRunner Begin(StoreSetup setup, Action<string>? say = null)
    {
        var begin = FirstOf(setup);
        var told = setup.Database.Read(transaction => OffsetTable.Of(transaction, Reader));
        return setup.Snapshots is { } folder && new SnapshotFolder(folder).Newest(setup, told, say ?? (_ => { })) is { } snapshot
            ? new(setup, snapshot.Engine, snapshot.Next)
            : new(setup, new(setup.Lease.Store, setup.Model, setup.Log.Header.Sources, setup.Rules), Math.Max(begin, setup.Log.FirstOffset));
    }

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

    /// <summary>The first entry in which ids mean what they mean in this model: a new model begins where the log stood when it was first seen.</summary>
    static long FirstOf(StoreSetup setup) => setup.Database.Write(transaction =>
    {
        setup.Lease.Check(transaction);
        var name = $"model {setup.Print}";
        if (OffsetTable.Find(transaction, name) is { } known)
        {
            return known;
        }

        var isFirst = !OffsetTable.Any(transaction);
        var begin = isFirst ? setup.Log.FirstOffset : setup.Log.NextOffset;
        OffsetTable.Set(transaction, name, begin);
        return begin;
    });

    /// <summary>Keeps the state, when the last one is old enough. Everything that was taken must have been committed.</summary>
    internal void SaveIfDue(TimeSpan every)
    {
        if (_setup.Snapshots is { } folder && Engine.Now - _saved >= every)
        {
            new SnapshotFolder(folder).Save(_setup, new(Next, _told, Engine));
            _saved = Engine.Now;
        }
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

            SaveIfDue(SnapshotEvery);
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
