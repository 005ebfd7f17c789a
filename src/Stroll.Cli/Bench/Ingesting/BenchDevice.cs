using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Stroll.Units;

namespace Stroll.Cli.Bench.Ingesting;

/// <summary>A device that keeps what it has to say until it is acknowledged, and sends it again when the connection was lost.</summary>
/// <param name="number">Which shelf it is.</param>
/// <param name="plates">Plates of its shelf.</param>
/// <param name="samples">Samples in one message; 1 for a plate that speaks alone.</param>
internal sealed class BenchDevice(int number, int plates, int samples) : IDisposable
{
    readonly byte[] _topic = IngestStation.TopicOf(number, isPlate: samples == 1);
    readonly Rng _chance = new(1, (ulong)number);
    readonly List<double> _latencies = [];
    MqttPump? _pump;

    internal int Number => number;

    /// <summary>Messages that were acknowledged as kept; their sequences count from 0.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>Messages that were refused.</summary>
    internal long Refused { get; private set; }

    /// <summary>From sending to the acknowledgement, milliseconds.</summary>
    internal IReadOnlyList<double> Latencies => _latencies;

    /// <summary>Sends message after message, each when it is due, until it is told that no more will be.</summary>
    /// <param name="port">Asked each time: the host may come back elsewhere.</param>
    /// <param name="due">How many messages there should have been by now; none when no more will be due than were.</param>
    /// <param name="stop">Ends it at once.</param>
    internal async Task Run(Func<int> port, Func<long?> due, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var wanted = due();
            if (wanted is null || Acknowledged >= wanted)
            {
                if (wanted is null)
                {
                    return;
                }

                await Task.Delay(1.Milliseconds, stop);
                continue;
            }

            await SendNext(port, stop);
        }
    }

    public void Dispose() => _pump?.Dispose();

    async Task SendNext(Func<int> port, CancellationToken stop)
    {
        try
        {
            _pump ??= await MqttPump.Connect(port(), string.Create(CultureInfo.InvariantCulture, $"device-{number}"), stop);
            var began = Stopwatch.GetTimestamp();
            var reason = await _pump.Publish(_topic, Payload(), stop);
            _latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            Refused += reason >= 128 ? 1 : 0;
            Acknowledged++;
        }
        catch (Exception lost) when (lost is SocketException or IOException)
        {
            _pump?.Dispose();
            _pump = null;
            await Task.Delay(5.Milliseconds, stop);
        }
    }

    byte[] Payload()
    {
        if (samples == 1)
        {
            return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"boot\":1,\"seq\":{Acknowledged},\"grams\":{Mass(0):0.00}}}"));
        }

        var text = new StringBuilder(64 + (samples * plates * 8));
        text.Append(CultureInfo.InvariantCulture, $"{{\"boot\":1,\"seq\":{Acknowledged},\"hz\":60,\"grams\":[");
        for (var row = 0; row < samples; row++)
        {
            text.Append(row == 0 ? "[" : ",[");
            for (var plate = 0; plate < plates; plate++)
            {
                text.Append(plate == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{Mass(plate):0.00}");
            }

            text.Append(']');
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    // A plate at rest with 1.5 g of noise, told to the hundredth of a gram.
    double Mass(int plate) => 400 + (150 * plate) + (1.5 * _chance.NextNormal());
}
