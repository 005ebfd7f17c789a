using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>What kind of observation an entry holds, as a number that stays for good.</summary>
enum EntryKind : byte
{
    ShelfReadings = 1,
    PeopleSeen = 2,
    PeopleSighted = 3,
    GatePassed = 4,
    Tick = 5,
    SourceLost = 6,
    SourceFound = 7,
    Answered = 8,
    ProfileSet = 9,
    ModelSet = 10,
}

/// <summary>The columns that the observations of one block share.</summary>
sealed class ObservationColumns
{
    internal ByteColumn Times { get; } = new();

    internal ByteColumn Counts { get; } = new();

    internal ByteColumn Grams { get; } = new();

    internal ByteColumn Places { get; } = new();

    internal ByteColumn Scores { get; } = new();

    internal ByteColumn Words { get; } = new();

    internal ByteColumn[] All => [Times, Counts, Grams, Places, Scores, Words];
}

/// <summary>Writes observations into columns, one after the other.</summary>
sealed class ObservationWriter(ObservationColumns columns)
{
    internal const ulong Happened = 1;
    internal const ulong NoneOffered = 2;
    internal const ulong CannotTell = 3;

    readonly Dictionary<int, float[]> _lastGrams = [];
    long _lastTime;

    internal static EntryKind KindOf(Observation observation) => observation switch
    {
        Observation.ShelfReadings => EntryKind.ShelfReadings,
        Observation.PeopleSeen => EntryKind.PeopleSeen,
        Observation.PeopleSighted => EntryKind.PeopleSighted,
        Observation.GatePassed => EntryKind.GatePassed,
        Observation.Tick => EntryKind.Tick,
        Observation.SourceLost => EntryKind.SourceLost,
        Observation.SourceFound => EntryKind.SourceFound,
        Observation.Answered => EntryKind.Answered,
        Observation.ProfileSet => EntryKind.ProfileSet,
        Observation.ModelSet => EntryKind.ModelSet,
        _ => throw new UnreachableException(),
    };

    internal void Write(Observation observation)
    {
        Time(observation.At);
        switch (observation)
        {
            case Observation.ShelfReadings readings:
                Readings(readings);
                break;
            case Observation.PeopleSeen seen:
                People(seen.People);
                break;
            case Observation.PeopleSighted sighted:
                columns.Counts.Unsigned((ulong)sighted.Camera.Index);
                Sightings(sighted.People);
                break;
            case Observation.GatePassed passed:
                columns.Words.Text(passed.Gate);
                columns.Words.Text(passed.Person);
                columns.Counts.Unsigned((ulong)passed.Way);
                break;
            case Observation.Tick:
                break;
            case Observation.SourceLost lost:
                columns.Counts.Unsigned((ulong)lost.Source.Index);
                break;
            case Observation.SourceFound found:
                columns.Counts.Unsigned((ulong)found.Source.Index);
                break;
            case Observation.Answered answered:
                Answer(answered);
                break;
            case Observation.ProfileSet set:
                columns.Counts.Unsigned((ulong)set.Profile);
                break;
            case Observation.ModelSet set:
                columns.Words.Text(set.Print);
                break;
            default:
                throw new UnreachableException();
        }
    }

    void Time(Instant at)
    {
        columns.Times.Signed(unchecked(at.Nanoseconds - _lastTime));
        _lastTime = at.Nanoseconds;
    }

    void Readings(Observation.ShelfReadings readings)
    {
        var times = readings.Times.Span;
        var grams = readings.Grams.Span;
        columns.Counts.Unsigned((ulong)readings.Shelf.Index);
        columns.Counts.Unsigned((ulong)times.Length);
        columns.Counts.Unsigned((ulong)grams.Length);
        // From the newest backwards: its distance to the moment of the message is nearly always 0, and the steps are nearly all alike.
        var (next, step) = (readings.At.Nanoseconds, 0L);
        for (var i = times.Length - 1; i >= 0; i--)
        {
            var now = unchecked(next - times[i]);
            columns.Times.Signed(unchecked(now - step));
            (next, step) = (times[i], now);
        }

        var plates = Math.Max(1, grams.Length / times.Length);
        NumberGroup.Write(columns.Grams, grams, plates, _lastGrams.GetValueOrDefault(readings.Shelf.Index, []));
        _lastGrams[readings.Shelf.Index] = grams[Math.Max(0, grams.Length - plates)..].ToArray();
    }

    void People(ImmutableArray<TrackedPerson> people)
    {
        columns.Counts.Unsigned((ulong)people.Length);
        foreach (var person in people)
        {
            columns.Words.Text(person.Person);
            var joints = person.Body.Joints;
            columns.Counts.Unsigned((ulong)joints.Length);
            NumberGroup.Write<double>(columns.Places, [.. joints.SelectMany(j => (double[])[j.Position.X, j.Position.Y, j.Position.Z])], 3, []);
            NumberGroup.Write<double>(columns.Scores, [.. joints.Select(j => j.Score)], 1, []);
        }
    }

    void Answer(Observation.Answered answered)
    {
        columns.Words.Text(answered.Case.Text);
        columns.Words.Text(answered.Reviewer);
        NumberGroup.Write<double>(columns.Scores, [answered.Reliability.Sensitivity.Value, answered.Reliability.Specificity.Value], 1, []);
        columns.Counts.Unsigned((ulong)answered.Offered.Length);
        foreach (var offered in answered.Offered)
        {
            Deeds(offered);
        }

        columns.Counts.Unsigned(answered.Verdict switch
        {
            Verdict.Happened => Happened,
            Verdict.NoneOffered => NoneOffered,
            Verdict.CannotTell => CannotTell,
            _ => throw new UnreachableException(),
        });
        if (answered.Verdict is Verdict.Happened happened)
        {
            Deeds(happened.Deeds);
        }
    }

    void Deeds(Deeds deeds)
    {
        columns.Counts.Unsigned((ulong)deeds.All.Length);
        foreach (var deed in deeds.All)
        {
            columns.Words.Text(deed.Visit);
            columns.Counts.Unsigned((ulong)deed.Product.Index);
            columns.Counts.Signed(deed.Quantity);
        }
    }

    void Sightings(ImmutableArray<Sighting> people)
    {
        columns.Counts.Unsigned((ulong)people.Length);
        foreach (var person in people)
        {
            var joints = person.Joints;
            columns.Counts.Unsigned((ulong)joints.Length);
            NumberGroup.Write<double>(columns.Places, [person.Box.Left, person.Box.Top, person.Box.Width, person.Box.Height], 1, []);
            NumberGroup.Write<double>(
                columns.Places, [.. joints.SelectMany(j => (double[])[j.At.Right, j.At.Down])], 2, [person.Box.Left, person.Box.Top]);
            NumberGroup.Write<double>(columns.Scores, [person.Score, .. joints.Select(j => j.Score)], 1, []);
        }
    }
}
