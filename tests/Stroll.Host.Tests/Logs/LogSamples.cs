using System.Collections.Immutable;
using CsCheck;
using Stroll.Geometry;
using Stroll.Host.Logs;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Logs;

/// <summary>Observations of every kind, and what stands above them.</summary>
static class LogSamples
{
    internal static LogHeader Header { get; } = new(
        new("acme", "corner"), "0.1.0", 1, "layout-1",
        [.. Enumerable.Range(0, 5).Select(i => new Sensors.SourcePromise(new(i), $"shelf 1/{i}", 300.Milliseconds))]);

    static readonly Gen<double> Real = Gen.OneOf(
        Gen.Double, Gen.Int[-100_000, 100_000].Select(i => i / 100.0), Among(double.NaN, 0.0, -0.0, double.PositiveInfinity, double.Epsilon, 1e300));

    static readonly Gen<float> Weight = Gen.OneOf(
        Gen.Single, Gen.Int[-100_000, 100_000].Select(i => i / 100f), Among(float.NaN, 0f, -0f, float.NegativeInfinity, float.Epsilon));

    static readonly Gen<string> Name = Gen.OneOf(Gen.String, Among("main", "", "\ud800", "\0"));

    static readonly Gen<Instant> Moment = Gen.OneOf(
        Gen.Long.Select(n => new Instant(n)), Gen.Int[0, 1_000_000].Select(ms => new Instant(1_780_000_000_000_000_000 + (ms * 1_000_000L))));

    static readonly Gen<Observation> Readings =
        from shelf in Gen.Int[0, 4]
        from samples in Gen.Int[1, 14]
        from plates in Gen.Int[0, 8]
        from times in Moment.Array[samples]
        from grams in Weight.Array[samples * plates]
        from at in Moment
        from isOdd in Gen.Bool
        select (Observation)(isOdd
            ? new Observation.ShelfReadings(new ShelfId(shelf), times.Select(t => t.Nanoseconds).ToArray(), grams) { At = at }
            : new Observation.ShelfReadings(new ShelfId(shelf), times.Select(t => t.Nanoseconds).ToArray(), grams));

    static readonly Gen<Observation> Seen =
        from at in Moment
        from people in (
            from name in Name
            from joints in Gen.Select(Real, Real, Real, Real, (x, y, z, s) => new JointEstimate(new(x, y, z), s)).Array[0, Body.JointCount]
            select new TrackedPerson(name, new([.. joints]))).Array[0, 4]
        select (Observation)new Observation.PeopleSeen(at, [.. people]);

    static readonly Gen<Observation> Sighted =
        from at in Moment
        from camera in Gen.Int[0, 40]
        from people in (
            from box in Real.Array[4]
            from score in Real
            from joints in Gen.Select(Real, Real, Real, (x, y, s) => new SightedJoint(new(x, y), s)).Array[0, Body.JointCount]
            select new Sighting(new PixelBox(box[0], box[1], box[2], box[3]), score, [.. joints])).Array[0, 4]
        select (Observation)new Observation.PeopleSighted(at, new CameraId(camera), [.. people]);

    static readonly Gen<Observation> Passed =
        from at in Moment
        from gate in Name
        from person in Gen.OneOf(Name, Gen.Const((string)null!))
        from isIn in Gen.Bool
        select (Observation)new Observation.GatePassed(at, gate, person, isIn ? GateWay.In : GateWay.Out);

    static readonly Gen<Deeds> Deed = Gen.Select(Name, Gen.Int[0, 300], Gen.Int[-9, 9], (visit, product, quantity) => new Deed(visit, new(product), quantity))
        .Array[0, 4].Select(deeds => new Deeds(deeds));

    static readonly Gen<Observation> Answered =
        from at in Moment
        from name in Name
        from reviewer in Name
        from sensitivity in Gen.Double[0, 1]
        from specificity in Gen.Double[0, 1]
        from offered in Deed.Array[0, 3]
        from happened in Deed
        from verdict in Among<Verdict>(new Verdict.Happened(happened), new Verdict.NoneOffered(), new Verdict.CannotTell())
        select (Observation)new Observation.Answered(
            at, new(name), reviewer, new(new(sensitivity), new(specificity)), [.. offered], verdict);

    /// <summary>One generator for every case of the union, by its name.</summary>
    internal static ImmutableDictionary<string, Gen<Observation>> Kinds { get; } = ImmutableDictionary.CreateRange(new Dictionary<string, Gen<Observation>>
    {
        [nameof(Observation.ShelfReadings)] = Readings,
        [nameof(Observation.PeopleSeen)] = Seen,
        [nameof(Observation.PeopleSighted)] = Sighted,
        [nameof(Observation.GatePassed)] = Passed,
        [nameof(Observation.Answered)] = Answered,
        [nameof(Observation.Tick)] = Moment.Select(at => (Observation)new Observation.Tick(at)),
        [nameof(Observation.SourceLost)] = Gen.Select(Moment, Gen.Int[0, 4], (at, s) => (Observation)new Observation.SourceLost(at, new(s))),
        [nameof(Observation.SourceFound)] = Gen.Select(Moment, Gen.Int[0, 4], (at, s) => (Observation)new Observation.SourceFound(at, new(s))),
        [nameof(Observation.ProfileSet)] = Gen.Select(Moment, Gen.Enum<StoreProfile>(), (at, profile) => (Observation)new Observation.ProfileSet(at, profile)),
        [nameof(Observation.ModelSet)] = Gen.Select(Moment, Gen.String, (at, print) => (Observation)new Observation.ModelSet(at, print)),
    });

    /// <summary>Any entry of a log.</summary>
    internal static Gen<LogEntry> Entry { get; } = Gen.Select(
        Gen.OneOf([.. Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => kind.Value)]),
        Gen.Int[0, 4], Gen.Long, Gen.Long, (observation, source, boot, sequence) => new LogEntry(new(source), boot, sequence, observation));

    /// <summary>What a shelf of two plates says.</summary>
    internal static LogEntry Reading(long sequence, float grams = 250, int source = 0) => new(
        new(source), 1, sequence,
        new Observation.ShelfReadings(new ShelfId(source), new[] { 1_780_000_000_000_000_000 + (sequence * 16_666_667L) }, new[] { grams, 1000.25f }));

    /// <summary>Everything of an entry as text, bit for bit: records compare arrays by where they lie.</summary>
    internal static string Spelled(LogEntry entry)
    {
        var o = entry.Observation;
        string Bits(double number) => BitConverter.DoubleToUInt64Bits(number).ToString("x");
        var said = o switch
        {
            Observation.ShelfReadings r => string.Join(
                ' ', [$"{r.Shelf.Index}", .. r.Times.ToArray().Select(t => $"{t}"), "|", .. r.Grams.ToArray().Select(g => $"{BitConverter.SingleToUInt32Bits(g):x}")]),
            Observation.PeopleSeen s => string.Join(';', s.People.Select(p => Letters(p.Person) + string.Join(
                ' ', p.Body.Joints.Select(j => $"{Bits(j.Position.X)},{Bits(j.Position.Y)},{Bits(j.Position.Z)},{Bits(j.Score)}")))),
            Observation.PeopleSighted s => $"{s.Camera.Index}:" + string.Join(';', s.People.Select(p =>
                $"{Bits(p.Box.Left)},{Bits(p.Box.Top)},{Bits(p.Box.Width)},{Bits(p.Box.Height)},{Bits(p.Score)} " + string.Join(
                    ' ', p.Joints.Select(j => $"{Bits(j.At.Right)},{Bits(j.At.Down)},{Bits(j.Score)}")))),
            Observation.GatePassed g => $"{Letters(g.Gate)}/{(g.Person is null ? "none" : Letters(g.Person))}/{g.Way}",
            Observation.SourceLost l => $"{l.Source.Index}",
            Observation.SourceFound f => $"{f.Source.Index}",
            Observation.Answered a => $"{Letters(a.Case.Text)}/{Letters(a.Reviewer)}/{Bits(a.Reliability.Sensitivity.Value)}/{Bits(a.Reliability.Specificity.Value)} "
                + string.Join(';', a.Offered.Select(Spelled)) + $" {a.Verdict.GetType().Name} {(a.Verdict is Verdict.Happened h ? Spelled(h.Deeds) : "")}",
            Observation.Tick => "",
            Observation.ProfileSet s => $"{s.Profile}",
            Observation.ModelSet s => Letters(s.Print),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return $"{entry.Source.Index}/{entry.Boot}/{entry.Sequence} {o.GetType().Name} {o.At.Nanoseconds} {said}";
    }

    static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    static string Spelled(Deeds deeds) => string.Join(' ', deeds.All.Select(deed => $"{Letters(deed.Visit)}:{deed.Product.Index}:{deed.Quantity}"));

    static string Letters(string text) => string.Join('.', text.Select(letter => (int)letter));
}
