using System.ComponentModel;
using System.Globalization;
using System.Threading.Channels;
using Stroll.Units;

namespace Stroll.Devices.Cameras;

/// <summary>The pictures of one live camera, as long as it is wanted: starts its decoder, watches it, and starts it again when it fails.</summary>
/// <remarks>
/// Each camera has a decoder process, so that what one camera sends cannot disturb another. Whoever is too slow to take a picture gets the next one:
/// old pictures are dropped and counted, nothing piles up.
/// </remarks>
public sealed class CameraFeed : IAsyncDisposable
{
    const int Waiting = 4;

    // As long as a stream may say nothing before its decoder is started again. A camera at one picture a second has not failed.
    static readonly TimeSpan Patience = 4.Seconds;

    readonly CameraSettings _settings;
    readonly TimeProvider _clock;
    readonly CancellationTokenSource _stop = new();
    readonly Channel<CameraPicture> _pictures;
    readonly PictureWatch _watch = new(PictureWatchRules.Default);
    readonly Task _running;
    CameraState _state;
    long _dropped;

    /// <summary>Begins at once.</summary>
    /// <param name="settings">Of the camera.</param>
    /// <param name="clock">The host's.</param>
    public CameraFeed(CameraSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _clock = clock;
        _state = new(CameraTrouble.Silent, Now(), 0, 0, 0, 0, "not connected yet");
        _pictures = Channel.CreateBounded<CameraPicture>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true }, _ => Interlocked.Increment(ref _dropped));
        _running = Task.Run(Run);
    }

    /// <summary>How the camera is doing now.</summary>
    public CameraState State => Volatile.Read(ref _state) with { Dropped = Interlocked.Read(ref _dropped) };

    /// <summary>The newest pictures.</summary>
    public ChannelReader<CameraPicture> Pictures => _pictures.Reader;

    /// <summary>Ends the decoder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    async Task Run()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            var before = _state.Pictures;
            var words = await RunOnce();
            failures = _state.Pictures > before ? 1 : failures + 1;
            Say(CameraTrouble.Silent, words, restarts: 1);
            try
            {
                await Task.Delay(Backoff.Default.After(failures), _clock, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        _pictures.Writer.TryComplete();
    }

    /// <returns>Why it ended.</returns>
    async Task<string> RunOnce()
    {
        try
        {
            // Segments of different runs have different clocks, and so different names.
            using var decoder = CameraDecoder.Start(_settings, Now().Nanoseconds.ToString("D19", CultureInfo.InvariantCulture));
            var last = TimeSpan.Zero;
            while (true)
            {
                var pixels = new byte[3 * _settings.Width * _settings.Height];
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                limit.CancelAfter(Patience);
                var read = await decoder.Pictures.ReadAtLeastAsync(pixels, pixels.Length, throwOnEndOfStream: false, limit.Token);
                if (read < pixels.Length)
                {
                    return decoder.Words;
                }

                last = decoder.NextTime(last);
                Take(new(Now(), last, _settings.Width, _settings.Height, pixels));
            }
        }
        catch (OperationCanceledException)
        {
            return $"no picture for {Patience.TotalSeconds} s";
        }
        catch (Exception problem) when (problem is Win32Exception or IOException)
        {
            return problem.Message;
        }
    }

    void Take(CameraPicture picture)
    {
        var trouble = _watch.Step(picture.Received, picture.StreamTime, picture.Light());
        Say(trouble, "", pictures: 1);
        _pictures.Writer.TryWrite(picture);
    }

    void Say(CameraTrouble trouble, string words, int pictures = 0, int restarts = 0)
    {
        var before = _state;
        Volatile.Write(ref _state, before with
        {
            Trouble = trouble,
            Since = trouble == before.Trouble ? before.Since : Now(),
            Pictures = before.Pictures + pictures,
            Restarts = before.Restarts + restarts,
            ClockResets = _watch.ClockResets,
            Words = words,
        });
    }

    Instant Now() => new((_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
