using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Host.Ingest;

/// <summary>Reads people: those of a tracker in metres, those of a camera in pixels.</summary>
static class PeoplePayload
{
    const int MostPeople = 500;

    /// <summary><c>{"people": [{"id", "joints": {"LeftWrist": [x, y, z, score]}}]}</c></summary>
    internal static ImmutableArray<TrackedPerson> Tracked(JsonPart part) =>
        [.. part.Items("people", MostPeople).Select(person => new TrackedPerson(person.Text("id"), new(Joints(person.Field("joints")))))];

    /// <summary><c>{"people": [{"box": [left, top, width, height], "score", "joints": [[x, y, score], null]}]}</c></summary>
    internal static ImmutableArray<Sighting> Sighted(JsonPart part) => [.. part.Items("people", MostPeople).Select(Sighting)];

    static ImmutableArray<JointEstimate> Joints(JsonPart part)
    {
        var joints = new JointEstimate[Body.JointCount];
        joints.AsSpan().Fill(JointEstimate.Missing);
        if (part.Element.ValueKind != JsonValueKind.Object)
        {
            throw part.Value("an object with the names of joints");
        }

        foreach (var said in part.Element.EnumerateObject())
        {
            if (!Enum.TryParse<Joint>(said.Name, out var joint) || !Enum.IsDefined(joint))
            {
                throw part.Bad(said.Name, $"is no joint, expected {string.Join(", ", Enum.GetNames<Joint>())}");
            }

            var numbers = Numbers(part.Field(said.Name), 4);
            joints[(int)joint] = new(new Point3(numbers[0], numbers[1], numbers[2]), Score(part.Field(said.Name), numbers[3]));
        }

        return [.. joints];
    }

    static Sighting Sighting(JsonPart part)
    {
        var box = Numbers(part.Field("box"), 4);
        var joints = part.Has("joints") ? part.Items("joints", Body.JointCount) : [];
        if (joints.Count is not (0 or Body.JointCount))
        {
            throw part.Bad("joints", $"holds {joints.Count}, expected {Body.JointCount}, null where one was not seen");
        }

        var place = new PixelBox(box[0], box[1], box[2], box[3]);
        return place.IsReal
            ? new(place, Score(part, part.Number("score")), [.. joints.Select(Joint)])
            : throw part.Bad("box", "has no area");
    }

    static SightedJoint Joint(JsonPart part)
    {
        if (part.Element.ValueKind == JsonValueKind.Null)
        {
            return SightedJoint.Missing;
        }

        var numbers = Numbers(part, 3);
        return new(new Pixel(numbers[0], numbers[1]), Score(part, numbers[2]));
    }

    static double Score(JsonPart part, double score) => score is >= 0 and <= 1 ? score : throw part.Value("a score from 0 to 1");

    static double[] Numbers(JsonPart part, int count) =>
        part.Element.ValueKind == JsonValueKind.Array && part.Element.GetArrayLength() == count
            ? [.. part.Element.EnumerateArray().Select(item => new JsonPart(part.Where, item).Number())]
            : throw part.Value($"a list of {count} numbers");
}
