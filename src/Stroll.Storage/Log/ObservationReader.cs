using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Reads what <see cref="ObservationWriter"/> wrote, in the same order.</summary>
/// <param name="columns">In the order of <see cref="ObservationColumns.All"/>.</param>
sealed class ObservationReader(ReadOnlyMemory<byte>[] columns)
{
    readonly ByteCursor _times = new(columns[0]);
    readonly ByteCursor _counts = new(columns[1]);
    readonly ByteCursor _grams = new(columns[2]);
    readonly ByteCursor _places = new(columns[3]);
    readonly ByteCursor _scores = new(columns[4]);
    readonly ByteCursor _words = new(columns[5]);
    readonly Dictionary<int, float[]> _lastGrams = [];
    long _lastTime;

    internal Observation Read(EntryKind kind)
    {
        _lastTime = unchecked(_lastTime + _times.Signed());
        var at = new Instant(_lastTime);
        return kind switch
        {
            EntryKind.ShelfReadings => Readings(at),
            EntryKind.PeopleSeen => new Observation.PeopleSeen(at, People()),
            EntryKind.PeopleSighted => new Observation.PeopleSighted(at, new(Index()), Sightings()),
            EntryKind.GatePassed => new Observation.GatePassed(at, _words.Text() ?? "", _words.Text(), (GateWay)Index()),
            EntryKind.Tick => new Observation.Tick(at),
            EntryKind.SourceLost => new Observation.SourceLost(at, new(Index())),
            EntryKind.SourceFound => new Observation.SourceFound(at, new(Index())),
            EntryKind.Answered => Answer(at),
            EntryKind.ProfileSet => new Observation.ProfileSet(at, Profile()),
            EntryKind.ModelSet => new Observation.ModelSet(at, _words.Text() ?? ""),
            _ => throw new InvalidDataException($"an entry is of kind {(byte)kind}, which this build does not know"),
        };
    }

    StoreProfile Profile() => (StoreProfile)Index() is var profile && Enum.IsDefined(profile)
        ? profile
        : throw new InvalidDataException($"a profile is of kind {(int)profile}, which this build does not know");

    int Index() => _counts.Count(int.MaxValue);

    Observation.ShelfReadings Readings(Instant at)
    {
        var shelf = Index();
        var times = new long[_counts.Count(_times.Left)];
        var grams = new float[_counts.Count(_grams.Left)];
        ByteCursor.Expect(times.Length > 0);
        var (next, step) = (at.Nanoseconds, 0L);
        for (var i = times.Length - 1; i >= 0; i--)
        {
            step = unchecked(step + _times.Signed());
            next = times[i] = unchecked(next - step);
        }

        var plates = Math.Max(1, grams.Length / times.Length);
        NumberGroup.Read<float>(_grams, grams, plates, _lastGrams.GetValueOrDefault(shelf, []));
        _lastGrams[shelf] = grams[Math.Max(0, grams.Length - plates)..];
        return new(new ShelfId(shelf), times, grams) { At = at };
    }

    ImmutableArray<TrackedPerson> People()
    {
        var people = ImmutableArray.CreateBuilder<TrackedPerson>(_counts.Count(_words.Left));
        for (var i = 0; i < people.Capacity; i++)
        {
            var name = _words.Text() ?? "";
            var joints = _counts.Count(_scores.Left);
            var places = Numbers(_places, 3 * joints, 3, []);
            var scores = Numbers(_scores, joints, 1, []);
            people.Add(new(name, new(
            [
                .. Enumerable.Range(0, joints).Select(j => new JointEstimate(
                    new Point3(places[3 * j], places[(3 * j) + 1], places[(3 * j) + 2]), scores[j])),
            ])));
        }

        return people.MoveToImmutable();
    }

    ImmutableArray<Sighting> Sightings()
    {
        var people = ImmutableArray.CreateBuilder<Sighting>(_counts.Count(_places.Left));
        for (var i = 0; i < people.Capacity; i++)
        {
            var joints = _counts.Count(_scores.Left);
            var box = Numbers(_places, 4, 1, []);
            var places = Numbers(_places, 2 * joints, 2, box.AsSpan(0, 2));
            var scores = Numbers(_scores, 1 + joints, 1, []);
            people.Add(new(
                new PixelBox(box[0], box[1], box[2], box[3]),
                scores[0],
                [.. Enumerable.Range(0, joints).Select(j => new SightedJoint(new Pixel(places[2 * j], places[(2 * j) + 1]), scores[1 + j]))]));
        }

        return people.MoveToImmutable();
    }

    Observation.Answered Answer(Instant at)
    {
        var (name, reviewer) = (new CaseId(_words.Text() ?? ""), _words.Text() ?? "");
        var trust = Numbers(_scores, 2, 1, []);
        ByteCursor.Expect(trust.All(number => number is >= 0 and <= 1));
        var offered = ImmutableArray.CreateBuilder<Deeds>(_counts.Count(_counts.Left));
        for (var i = 0; i < offered.Capacity; i++)
        {
            offered.Add(Deeds());
        }

        Verdict verdict = _counts.Unsigned() switch
        {
            ObservationWriter.Happened => new Verdict.Happened(Deeds()),
            ObservationWriter.NoneOffered => new Verdict.NoneOffered(),
            ObservationWriter.CannotTell => new Verdict.CannotTell(),
            var other => throw new InvalidDataException($"a verdict is of kind {other}, which this build does not know"),
        };
        return new(at, name, reviewer, new(new(trust[0]), new(trust[1])), offered.MoveToImmutable(), verdict);
    }

    Deeds Deeds()
    {
        var deeds = new Deed[_counts.Count(_words.Left)];
        for (var i = 0; i < deeds.Length; i++)
        {
            deeds[i] = new(_words.Text() ?? "", new ProductId(Index()), (int)_counts.Signed());
        }

        return new(deeds);
    }

    static double[] Numbers(ByteCursor cursor, int count, int stride, ReadOnlySpan<double> before)
    {
        var numbers = new double[count];
        NumberGroup.Read<double>(cursor, numbers, stride, before);
        return numbers;
    }
}
