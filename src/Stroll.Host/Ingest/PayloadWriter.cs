using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Host.Ingest;

/// <summary>Says an observation as a device would: the other side of <see cref="PayloadReader"/>.</summary>
public static class PayloadWriter
{
    /// <summary>Address and payload of a message.</summary>
    /// <param name="store">The layout, for names.</param>
    /// <param name="observation">What is said.</param>
    /// <param name="boot">Which start of the device.</param>
    /// <param name="sequence">Which message of it.</param>
    /// <returns>None for what no device says: ticks, lost sources, answers.</returns>
    public static (string Address, byte[] Payload)? Write(Store store, Observation observation, long boot, long sequence)
    {
        if (AddressOf(store, observation) is not { } address)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("boot", boot);
            json.WriteNumber("seq", sequence);
            Say(json, store, observation);
            json.WriteEndObject();
        }

        return (address, bytes.WrittenSpan.ToArray());
    }

    static string? AddressOf(Store store, Observation observation) => observation switch
    {
        Observation.ShelfReadings readings => string.Create(
            CultureInfo.InvariantCulture, $"shelf/{store[readings.Shelf].Gondola}/{store[readings.Shelf].Number}"),
        Observation.PeopleSeen => "people",
        Observation.PeopleSighted sighted => $"camera/{store[sighted.Camera].Name}",
        Observation.GatePassed passed => $"gate/{passed.Gate}",
        _ => null,
    };

    static void Say(Utf8JsonWriter json, Store store, Observation observation)
    {
        switch (observation)
        {
            case Observation.ShelfReadings readings:
                Say(json, readings, store[readings.Shelf].Plates.Length);
                break;
            case Observation.PeopleSeen seen:
                json.WriteNumber("t_ns", seen.At.Nanoseconds);
                People(json, seen.People, Say);
                break;
            case Observation.PeopleSighted sighted:
                json.WriteNumber("t_ns", sighted.At.Nanoseconds);
                People(json, sighted.People, Say);
                break;
            case Observation.GatePassed passed:
                json.WriteNumber("t_ns", passed.At.Nanoseconds);
                json.WriteString("way", passed.Way == GateWay.In ? "in" : "out");
                if (passed.Person is { } person)
                {
                    json.WriteString("person", person);
                }

                break;
        }
    }

    static void Say(Utf8JsonWriter json, Observation.ShelfReadings readings, int plates)
    {
        json.WriteStartArray("times_ns");
        foreach (var time in readings.Times.Span)
        {
            json.WriteNumberValue(time);
        }

        json.WriteEndArray();
        json.WriteStartArray("grams");
        for (var row = 0; row < readings.Times.Length; row++)
        {
            json.WriteStartArray();
            foreach (var grams in readings.Grams.Span.Slice(row * plates, plates))
            {
                Number(json, grams);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    static void People<T>(Utf8JsonWriter json, IEnumerable<T> people, Action<Utf8JsonWriter, T> say)
    {
        json.WriteStartArray("people");
        foreach (var person in people)
        {
            json.WriteStartObject();
            say(json, person);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Say(Utf8JsonWriter json, TrackedPerson person)
    {
        json.WriteString("id", person.Person);
        json.WriteStartObject("joints");
        for (var i = 0; i < person.Body.Joints.Length; i++)
        {
            if (person.Body.Joints[i] is { IsSeen: true } joint)
            {
                json.WritePropertyName(((Joint)i).ToString());
                Numbers(json, [joint.Position.X, joint.Position.Y, joint.Position.Z, joint.Score]);
            }
        }

        json.WriteEndObject();
    }

    static void Say(Utf8JsonWriter json, Sighting person)
    {
        json.WritePropertyName("box");
        Numbers(json, [person.Box.Left, person.Box.Top, person.Box.Width, person.Box.Height]);
        json.WriteNumber("score", person.Score);
        if (person.Joints.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("joints");
        foreach (var joint in person.Joints)
        {
            if (joint.IsSeen)
            {
                Numbers(json, [joint.At.Right, joint.At.Down, joint.Score]);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    static void Numbers(Utf8JsonWriter json, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    static void Number(Utf8JsonWriter json, float grams)
    {
        if (float.IsFinite(grams))
        {
            json.WriteNumberValue(grams);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
