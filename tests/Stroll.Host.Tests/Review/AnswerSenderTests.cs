using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

public sealed class AnswerSenderTests : IDisposable
{
    static readonly Instant Noon = Desk.Noon;

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly Desk _desk;
    readonly MemoryLog _log;

    public AnswerSenderTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _desk = new(_database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1) } });
        _log = NewLog();
    }

    public void Dispose()
    {
        _log.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_answer_is_an_observation_once_it_cannot_be_taken_back()
    {
        _desk.Ask("c1", doubt: 0.1);
        _desk.Say("ada", new Verdict.Happened(Desk.Took(1, 1)));

        Assert.Equal(0, await Send(Noon + 9.Seconds));
        Assert.Equal(1, await Send(Noon + 10.Seconds));
        Assert.Equal(0, await Send(Noon + 60.Seconds));

        var said = Assert.Single(Said());
        Assert.Equal((Noon + 10.Seconds, "c1", "ada"), (said.At, said.Case.Text, said.Reviewer));
        Assert.Equal(Desk.Took(1, 1), Assert.IsType<Verdict.Happened>(said.Verdict).Deeds);
        Assert.Equal([Desk.Took(1, 0), Desk.Took(1, 1), Deeds.None], said.Offered);
        Assert.InRange(said.Reliability.Sensitivity.Value, 0.85, 0.95);
    }

    [Fact]
    public async Task Sent_twice_it_is_the_same_message()
    {
        _desk.Ask("c1", doubt: 0.1);
        _desk.Say("ada", new Verdict.Happened(Desk.Took(1, 1)));
        await Send(Noon + 10.Seconds);

        // The crash came after the log and before the note of how far it went.
        _database.Write(t => OffsetTable.Set(t, "answers to the log", 0));
        await Send(Noon + 20.Seconds);

        var entries = _log.Read(0).Select(one => (one.Entry.Source, one.Entry.Boot, one.Entry.Sequence)).ToArray();
        Assert.Single(entries.Distinct());
    }

    [Fact]
    public async Task What_was_taken_back_is_never_said()
    {
        _desk.Ask("c1", doubt: 0.1);
        _desk.Say("ada", new Verdict.Happened(Desk.Took(1, 1)));
        var again = _desk.Queue.TakeBack("ada", Noon + 5.Seconds)!;
        _desk.Queue.Answer("c1", "ada", again.Token, new Verdict.Happened(Desk.Took(1, 0)), 2, Noon + 6.Seconds);

        await Send(Noon + 12.Seconds);
        await Send(Noon + 30.Seconds);

        Assert.Equal(Desk.Took(1, 0), Assert.IsType<Verdict.Happened>(Assert.Single(Said()).Verdict).Deeds);
    }

    [Fact]
    public async Task A_correction_speaks_for_the_one_it_corrects()
    {
        _desk.Ask("c1", doubt: 0.1);
        var kept = (Answering.Kept)_desk.Say("ada", new Verdict.Happened(Desk.Took(1, 1)));
        await Send(Noon + 10.Seconds);

        _desk.Queue.Replace(kept.Number, "sue", new Verdict.Happened(Desk.Took(1, 0)), "misread", Noon + 60.Seconds);
        await Send(Noon + 80.Seconds);

        Assert.Equal(["ada", "ada"], Said().Select(said => said.Reviewer));
    }

    [Fact]
    public async Task Audits_measure_and_say_nothing_to_the_log()
    {
        _desk.Shop(1, Noon, 0);
        _desk.Say("ada", new Verdict.Happened(Desk.Took(1, 1)), Noon + 3.Seconds);

        Assert.Equal(0, await Send(Noon + 60.Seconds));
    }

    async Task<int> Send(Instant now) =>
        await new AnswerSender(_database, _log, new(0), Desk.Catalogue, Desk.Rules).Send(now, TestContext.Current.CancellationToken);

    ImmutableArray<Observation.Answered> Said() => [.. _log.Read(0).Select(one => one.Entry.Observation).OfType<Observation.Answered>()];

    static MemoryLog NewLog() => new(new(Desk.Store, "test", 1, "none", [new(new(0), "desk", TimeSpan.Zero, SourceKind.Desk)]));
}
