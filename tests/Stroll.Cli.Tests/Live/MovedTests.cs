using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Cli.Bench.Serving;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>A copy made while the store runs and people are inside goes on elsewhere: another folder, another start, as on another machine.</summary>
public sealed class MovedTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_visit_goes_on_from_a_copy_and_ends_once()
    {
        using var here = new ServedFolder(shelves: 1, plates: 1, gates: 1);
        using var there = new ServedFolder(shelves: 1, plates: 1, gates: 1);
        using (var process = here.Start())
        {
            await Pass(here.Port, 0, "in");
            await Until(() => here.Stories().Count == 1);
            Assert.Equal(0, Commands.Cli.Run("backup", "--data", here.Data, "--to", Path.Combine(here.Data, "..", "copy")).Code);
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        there.Empty();
        var restored = Commands.Cli.Run("restore", Path.Combine(here.Data, "..", "copy"), "--data", there.Data);
        Assert.True(restored.Code == 0, restored.Output + restored.Error);
        using (var process = there.Start())
        {
            await Pass(there.Port, 1, "out");
            await Until(() => there.Stories().Values.Any(story => story is { Left: not null, Ready: not null }));
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        Assert.Equal(here.Stories().Keys, there.Stories().Keys);
        Assert.Single(there.Stories());
        Assert.Equal(0, Commands.Cli.Run("check", "--data", there.Data).Code);
    }

    /// <summary>Tries until somebody listens and keeps it.</summary>
    static async Task Pass(int port, int sequence, string way)
    {
        var topic = System.Text.Encoding.UTF8.GetBytes($"stroll/{ServedFolder.Key}/gate/{ServedFolder.Named(1)}");
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { boot = 1, seq = sequence, way, person = "p" });
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50.Milliseconds, Cancellation))
        {
            try
            {
                using var pump = await MqttPump.Connect(port, "door", Cancellation);
                Assert.True(await pump.Publish(topic, payload, Cancellation) < 128);
                return;
            }
            catch (Exception away) when (away is IOException or System.Net.Sockets.SocketException && watch.Elapsed < 60.Seconds)
            {
                // It has not started yet.
            }
        }
    }

    static async Task Until(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(100.Milliseconds, Cancellation))
        {
            Assert.True(watch.Elapsed < 60.Seconds, string.Create(CultureInfo.InvariantCulture, $"waited {watch.Elapsed.TotalSeconds:0} s"));
        }
    }
}
