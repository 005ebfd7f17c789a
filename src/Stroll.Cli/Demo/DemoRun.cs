using System.Diagnostics;
using Stroll.Attribution;
using Stroll.Cli.Report;
using Stroll.Observations;
using Stroll.Replay;
using Stroll.Simulator;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Demo;

/// <summary>Plays a simulated store through the real pipeline and tells a view what happens.</summary>
internal sealed class DemoRun
{
    // A receipt is shown when every mass change from before the exit has been explained.
    static readonly TimeSpan ReceiptAfter = 5.Seconds;

    readonly Stopwatch _deciding = new();
    readonly HashSet<int> _shown = [];
    int _changes;
    int _pieces;

    /// <summary>Draws the store; nothing is played yet.</summary>
    internal DemoRun(Scenario scenario)
    {
        Simulation = new(scenario);
        Pipeline = new(Simulation.Model, Simulation.Sources, PipelineRules.Default);
        Trace = new(Simulation.Model.Store);
        Now = Simulation.Begin;
    }

    /// <summary>The store that does not exist.</summary>
    internal Simulation Simulation { get; }

    /// <summary>The pipeline behind it, the same as for any other store.</summary>
    internal Pipeline Pipeline { get; }

    /// <summary>What a report will draw.</summary>
    internal WeightTrace Trace { get; }

    /// <summary>The time in the store.</summary>
    internal Instant Now { get; private set; }

    /// <summary>Whom the tracker saw last.</summary>
    internal Observation.PeopleSeen? People { get; private set; }

    /// <summary>Seconds of the store a second of the pipeline; the simulation of the sensors is not counted.</summary>
    internal double Speed => (Simulation.End - Simulation.Begin) / _deciding.Elapsed;

    /// <summary>Plays everything.</summary>
    /// <param name="view">Is told what happens.</param>
    /// <param name="pace">Seconds of the store a second of the wall; none for as fast as it goes.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    internal Outcome Play(IDemoView view, double? pace, CancellationToken stop)
    {
        var wall = Stopwatch.StartNew();
        foreach (var entry in Simulation.Play())
        {
            Take(entry, view);
            if (entry.Observation is Observation.Tick tick)
            {
                stop.ThrowIfCancellationRequested();
                Now = tick.At;
                ShowReceipts(view, before: Now - ReceiptAfter);
                view.Tick(this);
                Wait(wall, pace, stop);
            }
        }

        _deciding.Start();
        Pipeline.Finish();
        _deciding.Stop();
        Tell(view);
        Trace.Finish();
        ShowReceipts(view, before: Instant.Latest);
        view.Tick(this);
        return Pipeline.ToOutcome();
    }

    void Take(in LogEntry entry, IDemoView view)
    {
        switch (entry.Observation)
        {
            case Observation.ShelfReadings readings:
                Trace.Take(readings);
                break;
            case Observation.PeopleSeen people:
                People = people;
                break;
        }

        _deciding.Start();
        Pipeline.Take(entry);
        _deciding.Stop();
        Tell(view);
    }

    void Tell(IDemoView view)
    {
        for (; _changes < Pipeline.Changes.Count; _changes++)
        {
            Trace.Expect(Pipeline.Changes[_changes]);
        }

        for (; _pieces < Pipeline.Story.Decided.Count; _pieces++)
        {
            if (Pipeline.Story[Pipeline.Story.Decided[_pieces]] is Attributed piece)
            {
                view.Explained(this, piece);
            }
        }
    }

    void ShowReceipts(IDemoView view, Instant before)
    {
        if (Pipeline.Floor.Shoppers.All(s => s.Left is null || _shown.Contains(s.Id.Index) || s.Left >= before))
        {
            return;
        }

        var carts = Pipeline.Carts();
        foreach (var shopper in Pipeline.Floor.Shoppers.Where(s => s.Left < before && _shown.Add(s.Id.Index)))
        {
            var receipt = carts[shopper.Id.Index];
            view.Left(this, receipt, TruthComparison.Difference(receipt, Simulation.VisitsSoFar, Simulation.Model.Catalogue));
        }
    }

    void Wait(Stopwatch wall, double? pace, CancellationToken stop)
    {
        if (pace is not { } times)
        {
            return;
        }

        var ahead = ((Now - Simulation.Begin) / times) - wall.Elapsed;
        if (ahead > TimeSpan.Zero)
        {
            stop.WaitHandle.WaitOne(ahead);
        }
    }

    /// <summary>Whom the chosen explanation of a piece names; none when nobody.</summary>
    internal Shopper? WhoMoved(Attributed piece) =>
        piece.Chosen.Movements.Select(m => m.Shopper).FirstOrDefault(s => s is not null) is { } id ? Pipeline.Floor[id] : null;
}
