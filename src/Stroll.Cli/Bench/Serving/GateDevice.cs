using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Units;

namespace Stroll.Cli.Bench.Serving;

/// <summary>A gate at which one visit follows the other; it keeps what it has to say until it is acknowledged.</summary>
/// <param name="number">Which gate, from 1.</param>
internal sealed class GateDevice(int number) : IDisposable
{
    static readonly TimeSpan Stay = 120.Milliseconds;

    readonly byte[] _topic = Encoding.UTF8.GetBytes($"stroll/{ServedFolder.Key}/gate/{ServedFolder.Named(number)}");
    MqttPump? _pump;

    /// <summary>Passages that were acknowledged; their sequences count from 0, and each second one is an exit.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>Visits whose beginning was acknowledged.</summary>
    internal long Visits => (Acknowledged + 1) / 2;

    /// <summary>Lets people in and out until it is told that it is over, and then the last one out.</summary>
    internal async Task Run(int port, Func<bool> isOver, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !(isOver() && Acknowledged % 2 == 0))
        {
            if (await IsKept(port, stop))
            {
                Acknowledged++;
                await Task.Delay(Stay, stop);
            }
        }
    }

    public void Dispose() => _pump?.Dispose();

    async Task<bool> IsKept(int port, CancellationToken stop)
    {
        try
        {
            _pump ??= await MqttPump.Connect(port, ServedFolder.Named(number), stop);
            var way = Acknowledged % 2 == 0 ? "in" : "out";
            var payload = string.Create(CultureInfo.InvariantCulture, $"{{\"boot\":1,\"seq\":{Acknowledged},\"way\":\"{way}\",\"person\":\"p{Acknowledged / 2}\"}}");
            return await _pump.Publish(_topic, Encoding.UTF8.GetBytes(payload), stop) < 128;
        }
        catch (Exception lost) when (lost is SocketException or IOException)
        {
            _pump?.Dispose();
            _pump = null;
            await Task.Delay(5.Milliseconds, stop);
            return false;
        }
    }
}
