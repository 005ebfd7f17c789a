using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>Reads what devices of one store send as JSON: docs/bus.md describes every form.</summary>
/// <param name="key">The store.</param>
/// <param name="store">Its layout.</param>
/// <param name="boot">Of messages whose device has no numbers: when this host started, nanoseconds, so that it is above all that came before.</param>
/// <remarks>Whatever the bytes are, the answer is messages or a fault.</remarks>
public sealed class PayloadReader(StoreKey key, Store store, long boot)
{
    /// <summary>Messages in one batch, and bytes in one packet.</summary>
    public const int MostMessages = 1000;

    /// <summary>Bytes of one payload.</summary>
    public const int MostBytes = 1 << 20;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    readonly SlowPlates _slow = new(store);
    readonly long[] _sequences = new long[store.Shelves.Length + store.Gates.Length + store.Cameras.Length + 1];

    /// <summary>Reads one payload.</summary>
    /// <param name="address">The topic behind the store, as <c>shelf/2/5</c>.</param>
    /// <param name="bytes">The payload.</param>
    /// <param name="received">When it arrived.</param>
    public Result<DeviceMessage[]> Read(string address, ReadOnlyMemory<byte> bytes, Instant received)
    {
        if (bytes.Length > MostBytes)
        {
            return Bad("payload.too-large", address, $"{bytes.Length} bytes, expected at most {MostBytes}");
        }

        if (!Utf8.IsValid(bytes.Span))
        {
            return Bad("payload.syntax", address, "no UTF-8, expected JSON as docs/bus.md shows");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            return new Result<DeviceMessage[]>.Good(address == "batch"
                ? Batch(document.RootElement, received)
                : [One(address, document.RootElement, received)]);
        }
        catch (JsonException broken)
        {
            return Bad("payload.syntax", address, $"no JSON at byte {broken.BytePositionInLine ?? 0}, expected as docs/bus.md shows");
        }
        catch (InvalidOperationException)
        {
            // Half a letter as an escape: JSON lets it through, and it is no text. The reader says so only when the text is asked for.
            return Bad("payload.syntax", address, "an escape that is no letter, expected JSON as docs/bus.md shows");
        }
        catch (PayloadException bad)
        {
            return new Result<DeviceMessage[]>.Bad(bad.Fault);
        }
    }

    DeviceMessage[] Batch(JsonElement root, Instant received)
    {
        var parts = new JsonPart("batch", root).Items("messages", MostMessages);
        return [.. parts.Select(part => One(part.Text("to"), part.Element, received))];
    }

    DeviceMessage One(string address, JsonElement root, Instant received)
    {
        var part = new JsonPart(address, root);
        return address.Split('/') switch
        {
            ["plate", var gondola, var shelf, var plate] => Plate(part, $"{gondola}/{shelf}/{plate}", received),
            ["shelf", var gondola, var shelf] => Shelf(part, ShelfOf(part, gondola, shelf), received),
            ["gate", var name] => Gate(part, name, received),
            ["camera", var name] => Camera(part, name, received),
            ["people"] => Message(
                part, "tracker", store.Shelves.Length + store.Gates.Length + store.Cameras.Length, new Observation.PeopleSeen(Time(part, received), PeoplePayload.Tracked(part)), received),
            ["rfid" or "curtain" or "vision", ..] => throw new PayloadException(new(
                "ingest.not-used", $"{key}/{address}", "this build decides nothing from such a device, so nothing of it is kept")),
            _ => throw new PayloadException(new(
                "ingest.address", $"{key}/{address}", "expected plate/G/S/P, shelf/G/S, gate/NAME, camera/NAME, people or batch")),
        };
    }

    DeviceMessage Plate(JsonPart part, string name, Instant received)
    {
        if (!PlateAddress.TryParse(name, out var address) || !store.TryFind(address, out var id))
        {
            throw Unknown($"plate {name}");
        }

        var shelf = store[store[id].Shelf];
        var readings = part.Element.ValueKind == JsonValueKind.Number ? _slow.Line(id, received, JsonPart.Single(part.Element), received)
            : part.Has("grams") && part.Field("grams").Element.ValueKind == JsonValueKind.Array ? Samples(part, id, received)
            : _slow.Line(id, Time(part, received), Weight(part), received);
        // Plates of one shelf count each for itself, and the log has one source for the shelf: only a plate alone may use its own numbers.
        return Message(part, NameOf(shelf), shelf.Id.Index, readings, received, hasOwnNumbers: shelf.Plates.Length == 1);
    }

    /// <summary>Several samples of one plate in one message.</summary>
    Observation.ShelfReadings Samples(JsonPart part, PlateId id, Instant received)
    {
        var said = part.Items("grams", 1000).Select(item => item.Grams()).ToArray();
        return said.Length > 0
            ? SlowPlates.Alone(store, id, Times(part, said.Length, received), said)
            : throw part.Bad("grams", "is empty, expected one mass for each sample");
    }

    /// <summary>Grams, or the counts of a load cell with what makes grams of them.</summary>
    static float Weight(JsonPart part)
    {
        if (part.Has("grams"))
        {
            return part.Grams("grams");
        }

        if (!part.Has("counts"))
        {
            throw part.Bad("grams", "is missing, expected grams, or counts with zero and countsPerGram");
        }

        var (counts, zero, perGram) = (part.Number("counts"), part.Number("zero"), part.Number("countsPerGram"));
        return perGram == 0
            ? throw part.Bad("countsPerGram", "is 0")
            // Hundredths of a gram: no scale of a shelf knows more, and they pack well.
            : (float)Math.Round((counts - zero) / perGram, 2);
    }

    DeviceMessage Shelf(JsonPart part, Shelf shelf, Instant received)
    {
        var rows = part.Items("grams", 1000);
        var plates = shelf.Plates.Length;
        if (rows.Count == 0)
        {
            throw part.Bad("grams", "is empty, expected a row of plates for each sample");
        }

        var grams = new float[rows.Count * plates];
        for (var row = 0; row < rows.Count; row++)
        {
            rows[row].Row(plates, grams.AsSpan(row * plates, plates));
        }

        var times = Times(part, rows.Count, received);
        return Message(part, NameOf(shelf), shelf.Id.Index, new Observation.ShelfReadings(shelf.Id, times, grams), received);
    }

    static long[] Times(JsonPart part, int samples, Instant received)
    {
        if (part.Has("times_ns"))
        {
            var said = part.Items("times_ns", 1000).Select(item => item.Whole()).ToArray();
            return said.Length == samples && said.Zip(said.Skip(1)).All(pair => pair.First <= pair.Second)
                ? said
                : throw part.Bad("times_ns", $"holds {said.Length} moments, expected {samples} that never fall");
        }

        var hertz = samples == 1 ? 1 : part.Number("hz");
        var last = Time(part, received).Nanoseconds;
        return hertz is > 0 and <= 10_000
            ? [.. Enumerable.Range(0, samples).Select(i => last - (long)((samples - 1 - i) * (1e9 / hertz)))]
            : throw part.Bad("hz", "is out of range, expected samples a second");
    }

    DeviceMessage Gate(JsonPart part, string name, Instant received)
    {
        var index = 0;
        while (index < store.Gates.Length && store.Gates[index].Name != name)
        {
            index++;
        }

        var way = part.Text("way") switch
        {
            "in" => GateWay.In,
            "out" => GateWay.Out,
            _ => throw part.Bad("way", "is neither in nor out"),
        };
        return index == store.Gates.Length
            ? throw Unknown($"gate {name}")
            : Message(
                part, $"gate {name}", store.Shelves.Length + index,
                new Observation.GatePassed(Time(part, received), name, part.Has("person") ? part.Text("person") : null, way), received);
    }

    DeviceMessage Camera(JsonPart part, string name, Instant received) => store.TryFind(name, out CameraId camera)
        ? Message(
            part, $"camera {name}", store.Shelves.Length + store.Gates.Length + camera.Index,
            new Observation.PeopleSighted(Time(part, received), camera, PeoplePayload.Sighted(part)), received)
        : throw Unknown($"camera {name}");

    DeviceMessage Message(JsonPart part, string device, int counter, Observation observation, Instant received, bool hasOwnNumbers = true)
    {
        var isObject = part.Element.ValueKind == JsonValueKind.Object;
        if (isObject && part.Has("seq") != part.Has("boot"))
        {
            throw part.Bad(part.Has("seq") ? "boot" : "seq", "is missing: boot and seq go together, or both are left out");
        }

        (long Boot, long Sequence) numbers = isObject && hasOwnNumbers && part.Has("seq")
            ? (Counter(part, "boot"), Counter(part, "seq"))
            : (boot, Interlocked.Increment(ref _sequences[counter]));
        return new(key, device, numbers.Boot, numbers.Sequence, observation, received)
        {
            Sent = isObject && part.Has("sent") ? part.Moment("sent") : null,
        };
    }

    static long Counter(JsonPart part, string name) => part.Field(name).Whole() is var number and >= 0 and < 1L << 53
        ? number
        : throw part.Bad(name, "is out of range, expected a whole number from 0 to 2^53");

    static Instant Time(JsonPart part, Instant received) =>
        part.Has("t_ns") ? new(part.Field("t_ns").Whole()) : part.Has("t") ? part.Moment("t") : received;

    Shelf ShelfOf(JsonPart part, string gondola, string shelf) =>
        int.TryParse(gondola, NumberStyles.None, CultureInfo.InvariantCulture, out var g)
        && int.TryParse(shelf, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && store.TryFind(g, s, out var id)
            ? store[id]
            : throw Unknown(part.Where.Replace('/', ' '));

    PayloadException Unknown(string what) => new(new("ingest.device", key.ToString(), $"the store has no {what}"));

    static string NameOf(Shelf shelf) => string.Create(CultureInfo.InvariantCulture, $"shelf {shelf.Gondola}/{shelf.Number}");

    static Result<DeviceMessage[]> Bad(string code, string where, string found) => new Result<DeviceMessage[]>.Bad(new(code, where, found));
}
