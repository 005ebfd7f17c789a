using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads <c>full_targets.json</c>: the people whom the tracker saw at one moment, a line each.</summary>
static class NativePeople
{
    const double MetresPerInch = 0.0254;

    // By joint, in the order of Joint.
    internal static readonly string[] Keys =
    [
        "head", "neck", "l_shoulder", "r_shoulder", "l_elbow", "r_elbow", "l_wrist", "r_wrist",
        "l_hip", "r_hip", "l_knee", "r_knee", "l_ankle", "r_ankle",
    ];

    internal static IEnumerable<Observation.PeopleSeen> Read(string path, ImportNotes notes)
    {
        Instant? newest = null;
        long older = 0;
        long frames = 0;
        foreach (var (root, where) in NativeJson.Lines(path))
        {
            var at = new Instant(NativeTime.Of(root, where));
            frames++;
            if (newest is { } last && at <= last)
            {
                older++;
                notes.Add(at == last ? "doubled frames of people (left out)" : "frames of people older than the one before (left out)", where);
                if (older > 1 && older > frames / 2)
                {
                    throw RecordingException.Of("recording.time-backwards", path, "the time of the people runs backwards as a whole, expected rising times");
                }

                continue;
            }

            newest = at;
            yield return new(at, People(root, where, notes));
        }
    }

    static ImmutableArray<TrackedPerson> People(JsonElement root, string where, ImportNotes notes)
    {
        var list = root.At("document").At("targets").At("targets");
        if (list.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw NativeJson.Wrong(where, "targets", list, "a list of people");
        }

        var people = ImmutableArray.CreateBuilder<TrackedPerson>();
        foreach (var target in list.EnumerateArray())
        {
            var id = Id(target.At("target_id").At("id"), where);
            if (people.Any(p => p.Person == id))
            {
                notes.Add("people who stand twice in one frame (the first counts)", where);
                continue;
            }

            people.Add(new(id, BodyOf(target, where, notes)));
        }

        return people.ToImmutable();
    }

    static string Id(JsonElement id, string where) => id.ValueKind switch
    {
        JsonValueKind.String when id.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => id.GetRawText(),
        _ => throw NativeJson.Wrong(where, "target_id", id, "an id"),
    };

    static Body BodyOf(JsonElement target, string where, ImportNotes notes)
    {
        var joints = ImmutableArray.CreateBuilder<JointEstimate>(Body.JointCount);
        foreach (var key in Keys)
        {
            joints.Add(Estimate(target.At(key), where, notes));
        }

        return new(joints.MoveToImmutable());
    }

    // A joint that was not seen is the origin with score 0, or is left out. Hands repeat the wrists and are not read.
    static JointEstimate Estimate(JsonElement joint, string where, ImportNotes notes)
    {
        var score = joint.Real("score", where) ?? 0;
        var point = joint.At("point");
        if (score <= 0 || point.ValueKind != JsonValueKind.Object)
        {
            return JointEstimate.Missing;
        }

        var position = MetresPerInch * new Point3(point.Real("x", where) ?? 0, point.Real("y", where) ?? 0, point.Real("z", where) ?? 0);
        if (position.Length is 0 or > StoreYaml.LimitMetres)
        {
            notes.Add("joints at no possible place (taken as not seen)", where);
            return JointEstimate.Missing;
        }

        return new(position, Math.Min(score, 1));
    }
}
