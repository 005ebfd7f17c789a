using System.Buffers.Binary;
using System.Text.Json;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads <c>plate_data.json</c>: one message of one gondola a line.</summary>
static class NativePlates
{
    // No controller has a hundred shelves, or shelves of a thousand plates. Larger numbers are a broken shape.
    const int AxisLimit = 1000;
    const double DefaultRate = 60;

    internal static void Read(string path, SeriesSet series)
    {
        foreach (var (root, where) in NativeJson.Lines(path))
        {
            Message(root, where, series);
        }
    }

    static void Message(JsonElement root, string where, SeriesSet series)
    {
        var data = root.At("document").At("plate_data");
        if (data.ValueKind != JsonValueKind.Object)
        {
            throw RecordingException.Of("import.value", where, "no document.plate_data, expected a message of plates");
        }

        var gondola = data.At("plate_id").At("shelf_id").At("gondola_id").Whole("id", where);
        var rate = data.Real("freq_samp", where) ?? DefaultRate;
        if (rate is not (>= 0.1 and <= 100_000))
        {
            throw NativeJson.Wrong(where, "freq_samp", data.At("freq_samp"), "samples a second");
        }

        var values = data.At("values");
        var (samples, shelves, plates) = Shape(values, where);
        var floats = Floats(values, samples * shelves * plates, where);
        var last = NativeTime.Of(root, where);
        var period = 1e9 / rate;
        for (var shelf = 1; shelf < shelves; shelf++)
        {
            for (var plate = 1; plate < plates; plate++)
            {
                var own = series.Get(new PlateAddress(gondola, shelf, plate), where);
                for (var i = 0; i < samples; i++)
                {
                    // The message is stamped when its last sample is taken.
                    var time = last - (long)Math.Round((samples - 1 - i) * period);
                    own.Add(time, Single(floats, (((i * shelves) + shelf) * plates) + plate));
                }
            }
        }
    }

    static (int Samples, int Shelves, int Plates) Shape(JsonElement values, string where)
    {
        var shape = values.At("shape");
        if (values.Text("type") is { } type && type != "DATATYPE_FLOAT32")
        {
            throw NativeJson.Wrong(where, "type", values.At("type"), "DATATYPE_FLOAT32");
        }

        if (shape.ValueKind == JsonValueKind.Array
            && shape.GetArrayLength() == 3
            && shape.EnumerateArray().All(axis => axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out var n) && n is > 0 and <= AxisLimit))
        {
            return (shape[0].GetInt32(), shape[1].GetInt32(), shape[2].GetInt32());
        }

        throw NativeJson.Wrong(where, "shape", shape, "[samples, shelves + 1, plates + 1]");
    }

    static byte[] Floats(JsonElement values, int count, string where)
    {
        var data = values.At("data");
        if (data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out var bytes))
        {
            throw NativeJson.Wrong(where, "data", data, "base64");
        }

        return bytes.Length == count * sizeof(float)
            ? bytes
            : throw RecordingException.Of("import.base64-length", where, $"'data' holds {bytes.Length} bytes, expected {count * sizeof(float)} for its shape");
    }

    static float Single(byte[] floats, int index) => BinaryPrimitives.ReadSingleLittleEndian(floats.AsSpan(index * sizeof(float)));
}

/// <summary>The times of the source's messages.</summary>
static class NativeTime
{
    /// <summary>When a message was issued, nanoseconds since 1970.</summary>
    /// <remarks>The header has six digits of a second; the unix seconds beside it are the same time as a rounded double.</remarks>
    internal static long Of(JsonElement root, string where)
    {
        if (root.At("document").At("header").Text("t_issue") is { } text && Units.Instant.TryParse(text, out var issued))
        {
            TimeLimits.Check(issued.Nanoseconds, where);
            return issued.Nanoseconds;
        }

        var seconds = root.Real("timestamp", where) ?? throw NativeJson.Wrong(where, "timestamp", default, "unix seconds");
        return seconds is > -2e9 and < 7e9
            ? Units.Instant.FromUnixSeconds(seconds).Nanoseconds
            : throw NativeJson.Wrong(where, "timestamp", root.At("timestamp"), "unix seconds");
    }
}
