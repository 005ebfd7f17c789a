using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Running;

/// <summary>What a store is for, and what must work before it opens.</summary>
public sealed class ProfileTests : IDisposable
{
    static readonly Simulation Day = new(new Scenario { Visits = 3, Seed = 3 });

    static readonly ImmutableArray<LogEntry> Log = [.. Day.Play()];

    readonly TempFolder _folder = new();

    static StoreKey Key => new("own", "corner");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(StoreProfile.Closed)]
    [InlineData(StoreProfile.Restock)]
    [InlineData(StoreProfile.Maintenance)]
    public void Who_comes_in_while_the_store_is_not_open_is_told_to_nobody(StoreProfile profile)
    {
        var events = Told([Word(profile, Day.Begin), .. Log]);

        Assert.DoesNotContain(events, e => e is StoreEvent.VisitOpened or StoreEvent.CartChanged or StoreEvent.ReceiptReady or StoreEvent.VisitLeft);
        Assert.DoesNotContain(events, e => e is StoreEvent.QuestionAsked { Visits.Length: 0, Question.Visit: not null });
        Assert.Contains(events, e => e is StoreEvent.Moved);
    }

    [Fact]
    public void Who_was_a_shopper_before_stays_one()
    {
        var entry = Log.First(e => e.Observation is Observation.GatePassed { Way: GateWay.In }).Observation.At;
        var at = Log.First(e => e.Observation is Observation.Tick && e.Observation.At > entry + 3.Seconds).Observation.At;

        var events = Told([.. Log.Where(e => e.Observation.At <= at), Word(StoreProfile.Restock, at), .. Log.Where(e => e.Observation.At > at)]);

        var opened = events.OfType<StoreEvent.VisitOpened>().ToArray();
        Assert.Single(opened);
        Assert.Contains(events, e => e is StoreEvent.ReceiptReady ready && ready.Visit == opened[0].Visit);
    }

    [Fact]
    public void While_devices_are_worked_on_their_silence_is_no_news()
    {
        var clock = Day.Sources.Single(source => source.Kind == SourceKind.Host).Source;
        LogEntry Lost(int number) => new(clock, 9, number, new Observation.SourceLost(Day.Begin, new(0)));

        Assert.Contains(Told([Lost(1), .. Log]), e => e is StoreEvent.HealthChanged { IsWell: false });
        Assert.DoesNotContain(Told([Word(StoreProfile.Maintenance, Day.Begin), Lost(2)]), e => e is StoreEvent.HealthChanged);
    }

    [Fact]
    public async Task Opening_is_refused_while_a_critical_device_is_away_and_closing_never()
    {
        var live = new LiveStore(Key, Day.Model, Open());
        using var runtime = Runtime(live, "people, shelf 1/1");
        live.Show(LiveView.Nothing with { Problems = [new("tracker", default, "nobody is seen", "look")] });

        var fault = await runtime.Set(StoreProfile.Open, TestContext.Current.CancellationToken);

        Assert.Equal(("profile.not-ready", "may not open: nobody is seen"), (fault!.Code, fault.Found));
        runtime.Start();
        Assert.Null(await runtime.Set(StoreProfile.Restock, TestContext.Current.CancellationToken));
        live.Show(LiveView.Nothing with { Problems = [new("shelf 1/2", default, "shelf 1/2 is blind", "look")] });
        Assert.Null(await runtime.Set(StoreProfile.Open, TestContext.Current.CancellationToken));
        Assert.Equal([StoreProfile.Restock, StoreProfile.Open], _log!.Read(0).Select(e => e.Entry.Observation).OfType<Observation.ProfileSet>().Select(set => set.Profile));
    }

    [Fact]
    public void An_open_store_that_lost_its_eyes_says_so_and_one_camera_of_two_is_not_all()
    {
        ImmutableArray<SourcePromise> sources =
            [new(new(0), "camera a", 1.Seconds, SourceKind.Camera), new(new(1), "camera b", 1.Seconds, SourceKind.Camera), new(new(2), "gate x", 1.Seconds, SourceKind.Gate)];
        var critical = Assert.IsType<Result<CriticalDevices>.Good>(CriticalDevices.Read("people", sources)).Value;
        LiveProblem One(string camera) => new(camera, default, $"{camera} sees nothing", "");

        Assert.Equal("open", critical.Mode(StoreProfile.Open, [One("camera a")]));
        Assert.Equal("open, but: camera a sees nothing; camera b sees nothing", critical.Mode(StoreProfile.Open, [One("camera a"), One("camera b")]));
        Assert.StartsWith("restock", critical.Mode(StoreProfile.Restock, [One("camera a")]), StringComparison.Ordinal);
        Assert.Equal("settings.type", Assert.IsType<Result<CriticalDevices>.Bad>(CriticalDevices.Read("people, gate y", sources)).Fault.Code);
    }

    MemoryLog? _log;

    StoreRuntime Runtime(LiveStore live, string critical)
    {
        _log = new MemoryLog(new(Key, "test", 1, "layout", Day.Sources));
        return new(
            new(StoreLease.Take(live.Database, Key, "test", TimeProvider.System), Day.Model, PipelineRules.Default, _log, live.Database, [], "test")
            {
                Live = live,
                Critical = Assert.IsType<Result<CriticalDevices>.Good>(CriticalDevices.Read(critical, Day.Sources)).Value,
            },
            TimeProvider.System, _ => { });
    }

    SqliteDatabase Open() => SqliteDatabase.Open(_folder["store.db"], Schema.Store);

    static LogEntry Word(StoreProfile profile, Instant at) =>
        new(Day.Sources.Single(source => source.Kind == SourceKind.Host).Source, 8, 0, new Observation.ProfileSet(at, profile));

    static List<StoreEvent> Told(IEnumerable<LogEntry> entries)
    {
        var (engine, events) = (new StoreEngine(Key, Day.Model, Day.Sources, PipelineRules.Default), new List<StoreEvent>());
        foreach (var entry in entries)
        {
            engine.Take(entry, events);
        }

        return events;
    }
}
