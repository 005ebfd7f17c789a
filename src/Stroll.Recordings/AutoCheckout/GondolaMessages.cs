using System.Buffers.Binary;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Puts the samples of a gondola's shelves together into the messages of its one controller.</summary>
/// <remarks>The form has one even clock for a gondola. Each moment of it takes the nearest sample of every shelf, which so moves by at most half
/// a period; a shelf without a sample within a period says NaN.</remarks>
sealed class GondolaMessages
{
    const int SamplesPerMessage = 12;
    const double UsualRate = 60;

    /// <summary>A shelf that is this far behind the others is not waited for.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Shelf[] _shelves;
    readonly SampleQueue[] _queues;
    readonly PlateAddress[][] _addresses;
    readonly int _rows;
    readonly int _columns;
    Instant _newest = Instant.Earliest;
    Instant? _begin;
    double _period;
    long _written;

    internal GondolaMessages(Store store, int number)
    {
        Number = number;
        _shelves = [.. store.Shelves.Where(shelf => shelf.Gondola == number)];
        _queues = [.. _shelves.Select(shelf => new SampleQueue(shelf.Plates.Length))];
        _addresses = [.. _shelves.Select(shelf => shelf.Plates.Select(plate => store[plate].Address).ToArray())];
        _rows = _shelves.Select(shelf => shelf.Number).DefaultIfEmpty().Max() + 1;
        _columns = _addresses.SelectMany(plates => plates).Select(plate => plate.Plate).DefaultIfEmpty().Max() + 1;
    }

    internal int Number { get; }

    /// <summary>Takes the next batch of one of its shelves.</summary>
    internal void Take(Observation.ShelfReadings readings)
    {
        if (_begin is null)
        {
            _begin = new(readings.Times.Span[0]);
            _period = Period(readings);
        }

        _newest = readings.At > _newest ? readings.At : _newest;
        _queues[Array.FindIndex(_shelves, shelf => shelf.Id == readings.Shelf)].Add(readings);
    }

    /// <summary>Writes every message for which all shelves have spoken; at the end also the last, which is shorter.</summary>
    internal void WriteReady(Stream to, bool isEnd)
    {
        while (_begin is not null && (IsReady() || (isEnd && At(_written) <= _newest)))
        {
            var count = 1;
            while (count < SamplesPerMessage && (!isEnd || At(_written + count) <= _newest))
            {
                count++;
            }

            Write(to, count);
            _written += count;
        }
    }

    bool IsReady()
    {
        var last = At(_written + SamplesPerMessage);
        return _newest - last > Patience || _queues.All(queue => queue.Newest >= last);
    }

    Instant At(long sample) => _begin!.Value + (sample * _period).Seconds;

    void Write(Stream to, int count) => NativeLine.Write(to, At(_written + count - 1), json =>
    {
        var values = new byte[count * _rows * _columns * sizeof(float)];
        for (var i = 0; i < values.Length; i += sizeof(float))
        {
            BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(i), float.NaN);
        }

        for (var sample = 0; sample < count; sample++)
        {
            for (var shelf = 0; shelf < _queues.Length; shelf++)
            {
                var grams = _queues[shelf].Nearest(At(_written + sample), _period.Seconds);
                for (var slot = 0; slot < grams.Length; slot++)
                {
                    var plate = _addresses[shelf][slot];
                    var index = (((sample * _rows) + plate.Shelf) * _columns) + plate.Plate;
                    BinaryPrimitives.WriteSingleLittleEndian(values.AsSpan(index * sizeof(float)), grams[slot]);
                }
            }
        }

        json.WriteStartObject("plate_data");
        json.WriteStartObject("plate_id");
        json.WriteStartObject("shelf_id");
        json.WriteStartObject("gondola_id");
        json.WriteNumber("id", Number);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("freq_samp", 1 / _period);
        json.WriteStartObject("values");
        json.WriteBase64String("data", values);
        json.WriteStartArray("shape");
        json.WriteNumberValue(count);
        json.WriteNumberValue(_rows);
        json.WriteNumberValue(_columns);
        json.WriteEndArray();
        json.WriteString("type", "DATATYPE_FLOAT32");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>Seconds from one sample to the next. A clock that jitters is not another rate.</summary>
    static double Period(Observation.ShelfReadings readings)
    {
        var times = readings.Times.Span;
        var rate = times.Length > 1 && times[^1] > times[0] ? (times.Length - 1) * 1e9 / (times[^1] - times[0]) : UsualRate;
        return 1 / (Math.Abs(rate - UsualRate) < 1 ? UsualRate : rate);
    }

    /// <summary>The samples of one shelf that are still to be written, by time.</summary>
    sealed class SampleQueue(int plates)
    {
        readonly Queue<(Instant At, float[] Grams)> _samples = [];

        internal Instant Newest { get; private set; } = Instant.Earliest;

        internal void Add(Observation.ShelfReadings readings)
        {
            for (var i = 0; i < readings.Times.Length; i++)
            {
                _samples.Enqueue((new(readings.Times.Span[i]), readings.Grams.Slice(i * plates, plates).ToArray()));
            }

            Newest = readings.At > Newest ? readings.At : Newest;
        }

        /// <summary>The sample nearest to a moment that is not before the last one asked for; empty when none is near.</summary>
        internal float[] Nearest(Instant at, TimeSpan within)
        {
            while (_samples.Count > 1 && (_samples.ElementAt(1).At - at).Duration() <= (_samples.Peek().At - at).Duration())
            {
                _samples.Dequeue();
            }

            return _samples.TryPeek(out var nearest) && (nearest.At - at).Duration() <= within ? nearest.Grams : [];
        }
    }
}
