using CsCheck;
using Stroll.Geometry;
using Stroll.Host.Ingest;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tests.Logs;
using Stroll.Units;

namespace Stroll.Tests.Ingest;

public sealed class PayloadWriterTests
{
    static readonly Store Store = StoreSamples.Store.With([("door", new PinholeCamera(new(new(0, 0, 2), 0, 0), CameraLens.Plain(640, 360, 1)))]);

    [Fact]
    public void What_a_device_says_is_what_the_host_reads() => Said.Sample(
        observation =>
        {
            var (address, payload) = PayloadWriter.Write(Store, observation, 3, 9)!.Value;
            var answer = new PayloadReader(StoreSamples.Key, Store, boot: 1).Read(address, payload, StoreSamples.Morning);

            var message = Assert.Single(Assert.IsType<Result<DeviceMessage[]>.Good>(answer).Value);
            Assert.Equal((3, 9), (message.Boot, message.Sequence));
            Assert.Equal(LogSamples.Spelled(new(new(0), 3, 9, observation)), LogSamples.Spelled(new(new(0), 3, 9, message.Observation)));
        },
        iter: 500);

    static readonly Gen<double> Real = Gen.Double[-1000, 1000];

    static readonly Gen<long> Moment = Gen.Long[0, 2_000_000_000_000_000_000];

    static Gen<Observation> Said => Gen.OneOf(
        Gen.Select(Moment.Array[1, 5], Gen.Bool).SelectMany((times, isFirst) => Gen.OneOf(Gen.Single[-9000, 9000], Gen.Const(float.NaN)).Array[times.Length * (isFirst ? 2 : 1)]
            .Select(grams => (Observation)new Observation.ShelfReadings(new(isFirst ? 0 : 1), times.Order().ToArray(), grams))),
        Gen.Select(Moment, Gen.Bool, (at, isIn) => (Observation)new Observation.GatePassed(new(at), "main", isIn ? "p7" : null, isIn ? GateWay.In : GateWay.Out)),
        Gen.Select(Moment, Gen.Select(Real, Real, Real, Gen.Double[0.01, 1]).Array[Body.JointCount], (at, joints) => (Observation)new Observation.PeopleSeen(
            new(at), [new("7", new([.. joints.Select((j, i) => i % 3 == 0 ? JointEstimate.Missing : new JointEstimate(new(j.Item1, j.Item2, j.Item3), j.Item4))]))])),
        Gen.Select(Moment, Gen.Select(Real, Real, Gen.Double[0.01, 1]).Array[Body.JointCount], (at, joints) => (Observation)new Observation.PeopleSighted(
            new(at), new(0), [new(new(1, 2, 30, 40.5), 0.9, [.. joints.Select((j, i) => i % 3 == 0 ? SightedJoint.Missing : new SightedJoint(new(j.Item1, j.Item2), j.Item3))])])));
}
