using System.ComponentModel;
using System.Threading.Channels;
using Stroll.Devices.Evidence;
using Stroll.Host;
using Stroll.Rendering;
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
    readonly StreamClock _streamClock = new();
    readonly Task _running;
    CameraState _state;
    byte[] _light = [];
    (int Width, int Height)? _size;
    long _dropped;
    long _run;

    /// <summary>Begins at once.</summary>
    /// <param name="settings">Of the camera.</param>
    /// <param name="clock">The host's.</param>
    public CameraFeed(CameraSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _clock = clock;
        _size = settings.Size;
        _state = new(CameraTrouble.Silent, Now(), 0, 0, 0, 0, null, "not connected yet");
        _pictures = Channel.CreateBounded<CameraPicture>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true }, _ => Interlocked.Increment(ref _dropped));
        _running = Task.Run(Run);
    }

    /// <summary>How the camera is doing now.</summary>
    public CameraState State => Volatile.Read(ref _state) with { Dropped = Interlocked.Read(ref _dropped) };

    /// <summary>What the camera should send, or sent first; none before the first picture.</summary>
    public (int Width, int Height)? Size => _size;

    /// <summary>The newest pictures.</summary>
    public ChannelReader<CameraPicture> Pictures => _pictures.Reader;

    /// <summary>Whose place this camera shows now, where it shows another one's: their cables, or their addresses, were exchanged.</summary>
    /// <param name="others">The other cameras of the store.</param>
    /// <returns>None while it sees what it always sees, or nothing that another knows.</returns>
    public CameraFeed? ShowsThatOf(IEnumerable<CameraFeed> others) => State.Trouble == CameraTrouble.Moved
        ? others.FirstOrDefault(other => other != this && other._watch.Knows(_light))
        : null;

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
        // Segments of different runs have different clocks, and so different names; two runs may begin in one tick of the clock.
        _run = Math.Max(_run + 1, Now().Nanoseconds);
        var evidence = _settings.Evidence is { } folder ? new SegmentIntake(folder, _run) : null;
        var last = default(DecodedPicture);
        _streamClock.Reset();
        _watch.NewRun();
        try
        {
            using var decoder = CameraDecoder.Start(_settings, evidence);
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

                var resets = _watch.ClockResets;
                var next = decoder.Next(last);
                Take(new(Now(), next.Time, _settings.Width, _settings.Height, pixels), next);
                if (_watch.ClockResets > resets)
                {
                    // Segments of two clocks in one run could not be put in order.
                    return "the stream's clock began anew";
                }

                last = next;
                evidence?.Collect(_streamClock);
            }
        }
        catch (OperationCanceledException)
        {
            return $"no picture for {Patience.TotalSeconds} s";
        }
        catch (VideoException problem)
        {
            return problem.Fault.Found;
        }
        catch (Exception problem) when (problem is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
        finally
        {
            // The decoder has ended by now and writes no more.
            evidence?.Finish(_streamClock, last.Time);
        }
    }

    void Take(CameraPicture picture, DecodedPicture said)
    {
        _streamClock.Step(picture.Received, picture.StreamTime);
        _light = picture.Light();
        _size ??= said.Width > 0 ? (said.Width, said.Height) : null;
        var trouble = _watch.Step(picture.Received, picture.StreamTime, _light);
        var isWrongSize = said.Width > 0 && _size is { } size && size != (said.Width, said.Height);
        Say(trouble == CameraTrouble.None && isWrongSize ? CameraTrouble.WrongSize : trouble, isWrongSize ? $"{said.Width} x {said.Height} pixels, expected {_size!.Value.Width} x {_size.Value.Height}" : "", pictures: 1);
        _pictures.Writer.TryWrite(picture with { Taken = _streamClock.At(picture.StreamTime) ?? picture.Received });
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
            Delay = _streamClock.Offset is null ? null : _streamClock.Delay,
            Words = words,
        });
    }

    Instant Now() => Instants.Of(_clock);
}
