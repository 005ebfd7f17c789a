using System.Collections.Immutable;
using CsCheck;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

public class RoundTripTests
{
    const long Period = 16_666_667;

    static readonly Gen<float> Mass = Gen.Select(Gen.Int[0, 9], Gen.Float[-500, 20_000], (kind, grams) => kind == 0 ? float.NaN : grams);

    [Fact]
    public void Readings_come_back_sample_by_sample() => Gen.Select(Gen.Int[1, 60], Mass.Array[180, 180], Gen.Int[1, 17]).Sample((count, masses, batch) =>
    {
        var store = Samples.ThreePlates;
        var times = Enumerable.Range(0, count).Select(i => 1_580_250_245_000_000_000 + (i * Period)).ToArray();
        var grams = masses[..(count * 3)];
        var observations = Enumerable.Range(0, count).Chunk(batch).Select(part => (Observation)new Observation.ShelfReadings(
            new(0), times.AsMemory(part[0], part.Length), grams.AsMemory(part[0] * 3, part.Length * 3)));

        var read = Replayed(Samples.ModelOf(store), observations).OfType<Observation.ShelfReadings>().ToList();

        return read.SelectMany(r => r.Times.ToArray()).SequenceEqual(times)
            && read.SelectMany(r => r.Grams.ToArray()).SequenceEqual(grams)
            && read.All(r => r.Times.Length <= 12);
    }, iter: 40);

    [Fact]
    public void People_and_empty_frames_come_back() => Samples.Bodies.Array[0, 3].Array[1, 20].Sample(frames =>
    {
        var seen = frames.Select((bodies, i) => new Observation.PeopleSeen(
            new(i * 66_000_000L), [.. bodies.Select((body, p) => new TrackedPerson($"-{p}", body))])).ToArray();

        var read = Replayed(Samples.ModelOf(Samples.ThreePlates), seen).OfType<Observation.PeopleSeen>().ToList();

        return read.Count == seen.Length && read.Zip(seen).All(pair =>
            pair.First.At == pair.Second.At
            && pair.First.People.Select(p => p.Person).SequenceEqual(pair.Second.People.Select(p => p.Person))
            && pair.First.People.SelectMany(p => p.Body.Joints).SequenceEqual(pair.Second.People.SelectMany(p => p.Body.Joints)));
    }, iter: 40);

    [Fact]
    public void Sightings_and_empty_pictures_come_back() => Samples.Sightings.Array[0, 3].Array[1, 30].Sample(pictures =>
    {
        var seen = pictures.Select((sightings, i) => new Observation.PeopleSighted(new(i / 2 * 66_000_000L), new(i % 2), [.. sightings])).ToArray();

        var read = Replayed(Samples.ModelOf(Samples.TwoCameras), seen).OfType<Observation.PeopleSighted>().ToList();

        return read.Count == seen.Length && read.Zip(seen).All(pair =>
            (pair.First.At, pair.First.Camera) == (pair.Second.At, pair.Second.Camera)
            && pair.First.People.Select(s => (s.Box, s.Score)).SequenceEqual(pair.Second.People.Select(s => (s.Box, s.Score)))
            && pair.First.People.SelectMany(s => s.Joints).SequenceEqual(pair.Second.People.SelectMany(s => s.Joints)));
    }, iter: 40);

    [Fact]
    public void Every_camera_is_a_source_of_its_own_and_a_message_that_came_twice_is_one_picture()
    {
        using var temp = new TempFolder();
        var model = Samples.ModelOf(Samples.TwoCameras);
        Observation.PeopleSighted[] pictures = [new(new(5), new(1), []), new(new(5), new(1), []), new(new(6), new(0), [])];

        var recording = Written(temp["rec"], model, pictures);

        Assert.Equal(["camera back", "camera front", "clock"], recording.Sources.Select(s => s.Name));
        Assert.Equal([1, 1, 0], recording.Sources.Select(s => s.Lateness.TotalSeconds));
        Assert.True(recording.HasSightings && !recording.HasPeople && !recording.HasPaths);
        Assert.Equal(
            [(new Instant(5), 1), (new Instant(6), 0)],
            recording.Read().Where(e => e.Observation is Observation.PeopleSighted).Select(e => (e.Observation.At, e.Source.Index)));
    }

    [Fact]
    public void True_paths_come_back_and_are_no_observations() => Samples.Bodies.Array[0, 3].Array[1, 20].Sample(moments =>
    {
        using var temp = new TempFolder();
        var paths = moments.Select((bodies, i) => new Observation.PeopleSeen(
            new(i * 66_000_000L), [.. bodies.Select((body, p) => new TrackedPerson($"shopper-{p}", body))])).ToArray();
        using (var writer = Results.Good(RecordingWriter.Create(temp["rec"], "test")))
        {
            writer.Write(Samples.ModelOf(Samples.ThreePlates));
            foreach (var moment in paths)
            {
                writer.AppendPath(moment);
            }

            writer.Complete();
        }

        var recording = Results.Good(RecordingReader.Open(temp["rec"]));
        var read = recording.ReadPaths().ToList();

        return recording.HasPaths && !recording.Read().Any() && read.Select(r => r.At).SequenceEqual(paths.Select(p => p.At))
            && read.SelectMany(r => r.People).SelectMany(p => p.Body.Joints).SequenceEqual(paths.SelectMany(r => r.People).SelectMany(p => p.Body.Joints));
    }, iter: 10);

    [Fact]
    public void Passages_of_gates_come_back()
    {
        Observation[] passed =
        [
            new Observation.GatePassed(new(5), "door", "-77", GateWay.In),
            new Observation.GatePassed(new(9), "door", null, GateWay.Out),
        ];

        Assert.Equal(passed, Replayed(Samples.ModelOf(Samples.ThreePlates), passed).Where(o => o is Observation.GatePassed));
    }

    [Fact]
    public void Answers_come_back()
    {
        var model = Samples.ModelOf(Samples.ThreePlates);
        model = model with { Catalogue = new([new(new(0), "4011", null, "banana", null, null, SaleUnit.Each, null)]) };
        var took = new Deeds([new("v3", new(0), 1)]);
        Observation.Answered[] answers =
        [
            new(new(5), new("1-2-5-0"), "r7", new(new(0.97), new(0.9)), [took, Deeds.None], new Verdict.Happened(took)),
            new(new(6), new("1-2-5-0"), "r7", Reliability.Perfect, [Deeds.None], new Verdict.NoneOffered()),
            new(new(7), new("v1-v2-6"), "中", Reliability.Perfect, [], new Verdict.CannotTell()),
        ];

        var read = Replayed(model, answers).OfType<Observation.Answered>().ToArray();

        Assert.Equal(answers.Select(a => a with { Offered = [] }), read.Select(a => a with { Offered = [] }));
        Assert.Equal(answers.SelectMany(a => a.Offered), read.SelectMany(a => a.Offered));
    }

    [Fact]
    public void A_whole_recording_comes_back_in_the_order_of_time()
    {
        using var temp = new TempFolder();
        var readings = Readings([100_000_000, 200_000_000], [1, 2, 3, 4, 5, 6]);
        var late = Readings([9_000_000_000], [7, 8, 9]);
        var people = new Observation.PeopleSeen(new(150_000_000), []);

        var recording = Written(temp["rec"], Samples.ModelOf(Samples.ThreePlates), [readings, late, people]);
        var entries = recording.Read().ToList();

        Assert.True(entries.Zip(entries.Skip(1)).All(pair => pair.First.Observation.At <= pair.Second.Observation.At));
        Assert.All(entries.GroupBy(e => e.Source), own => Assert.Equal(Enumerable.Range(0, own.Count()).Select(i => (long)i), own.Select(e => e.Sequence)));
        Assert.Equal(["shelf 1/1", "tracker", "clock"], recording.Sources.Select(s => s.Name));
        Assert.Equal([0.3, 1, 0], recording.Sources.Select(s => s.Lateness.TotalSeconds));
        Assert.Contains(entries, e => e.Observation is Observation.SourceLost { Source.Index: 1 });
        Assert.Contains(entries, e => e.Observation is Observation.SourceFound { Source.Index: 0 });
        Assert.Equal(new Instant(100_000_000), recording.Manifest.Start);
        Assert.Equal(new Instant(9_000_000_000), recording.Manifest.End);
        Assert.True(recording.HasPeople);
        Assert.Null(recording.Truth);
    }

    [Fact]
    public void The_truth_comes_back()
    {
        using var temp = new TempFolder();
        var truth = new Truth([new TrueReceipt("-3", [("0712", 2), ("ä", 1)]), new TrueReceipt("4", [])], [("9", "-3")]);
        using (var writer = Results.Good(RecordingWriter.Create(temp["rec"], "test")))
        {
            writer.Write(Samples.ModelOf(Samples.ThreePlates));
            writer.Write(truth);
            writer.Complete();
        }

        var read = Results.Good(RecordingReader.Open(temp["rec"])).Truth!;

        Assert.Equal(truth.Receipts.Select(r => (r.Shopper, string.Join(' ', r.Lines))), read.Receipts.Select(r => (r.Shopper, string.Join(' ', r.Lines))));
        Assert.Equal(truth.Aliases, read.Aliases);
    }

    [Fact]
    public void An_unfinished_recording_leaves_nothing_behind()
    {
        using var temp = new TempFolder();
        using (var writer = Results.Good(RecordingWriter.Create(temp["rec"], "test")))
        {
            writer.Write(Samples.ModelOf(Samples.ThreePlates));
            writer.Append(Readings([1], [1, 2, 3]));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(temp.Path));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_not_written_over()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["precious"], "keep");

        Assert.Equal("recording.exists", Results.Bad(RecordingWriter.Create(temp.Path, "test")).Code);
        Assert.Equal("keep", File.ReadAllText(temp["precious"]));
    }

    [Fact]
    public void An_empty_folder_may_become_a_recording()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(temp["rec"]);

        Assert.Empty(Written(temp["rec"], Samples.ModelOf(Samples.ThreePlates), []).Read());
    }

    internal static Recording Written(string folder, StoreModel model, IEnumerable<Observation> observations)
    {
        using (var writer = Results.Good(RecordingWriter.Create(folder, "test")))
        {
            writer.Write(model);
            foreach (var observation in observations)
            {
                writer.Append(observation);
            }

            writer.Complete();
        }

        return Results.Good(RecordingReader.Open(folder));
    }

    static Observation.ShelfReadings Readings(long[] times, float[] grams) => new(new(0), times, grams);

    static List<Observation> Replayed(StoreModel model, IEnumerable<Observation> observations)
    {
        using var temp = new TempFolder();
        return [.. Written(temp["rec"], model, observations).Read().Select(entry => entry.Observation)];
    }
}
