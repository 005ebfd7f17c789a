using Stroll.Units;

namespace Stroll.Devices.Cameras;

/// <summary>What is wrong with a camera that should be seeing.</summary>
public enum CameraTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No pictures come.</summary>
    Silent,

    /// <summary>The same picture comes again and again.</summary>
    Frozen,

    /// <summary>The picture is dark all over: a covered lens, or no light.</summary>
    Black,

    /// <summary>It shows something else than it used to: the camera was turned, or its cable is in another camera.</summary>
    Moved,

    /// <summary>The same seconds come again and again: a recorder plays in its place.</summary>
    Repeated,

    /// <summary>Pictures of another size than its calibration has come.</summary>
    WrongSize,
}

/// <summary>When a camera counts as troubled.</summary>
/// <param name="After">A trouble is one when it has lasted so long; less would be a hiccup.</param>
/// <param name="Same">Two samples differ when their brightness differs by more, 0 to 255. A sensor's noise is more, a decoder's rounding less.</param>
/// <param name="Dark">A picture is dark when its brightest samples are below this.</param>
/// <param name="Likeness">A picture shows something else when it is less like the usual one, -1 to 1.</param>
/// <param name="Known">A picture shows what another camera always shows when it is at least this like it.</param>
/// <param name="Jump">The stream's own clock was set anew when it goes back, or forward by more.</param>
public sealed record PictureWatchRules(TimeSpan After, int Same, int Dark, double Likeness, double Known, TimeSpan Jump)
{
    /// <summary>The defaults.</summary>
    public static PictureWatchRules Default => new(After: 3.Seconds, Same: 2, Dark: 20, Likeness: 0.3, Known: 0.7, Jump: 10.Seconds);
}

/// <summary>Watches the pictures of one camera for what cameras do when they fail without falling silent.</summary>
/// <param name="rules">When.</param>
/// <remarks>Pure: times come in with the pictures. A few hundred samples of a picture are enough, and cost nothing beside decoding.</remarks>
public sealed class PictureWatch(PictureWatchRules rules)
{
    /// <summary>How many samples it takes of a picture, across and down.</summary>
    public const int Columns = 32, Rows = 18;

    // So many pictures make the usual one.
    const int Learned = 50;

    readonly double[] _usual = new double[Columns * Rows];
    readonly LoopWatch _loop = new();
    byte[] _last = [];
    Instant? _changed;
    Instant? _lit;
    Instant? _familiar;
    TimeSpan? _streamTime;
    int _stillInARow;
    int _learned;

    /// <summary>How often the stream's own clock was set anew.</summary>
    public int ClockResets { get; private set; }

    /// <summary>Takes the next picture.</summary>
    /// <param name="at">When it was received.</param>
    /// <param name="streamTime">Its time on the stream's own clock.</param>
    /// <param name="light">Brightness of <see cref="Columns"/> × <see cref="Rows"/> places, row by row.</param>
    public CameraTrouble Step(Instant at, TimeSpan streamTime, ReadOnlySpan<byte> light)
    {
        ClockResets += _streamTime is { } before && (streamTime < before || streamTime - before > rules.Jump) ? 1 : 0;
        _streamTime = streamTime;
        _changed = IsChange(light) || _changed is null ? at : _changed;
        _lit = IsLit(light) || _lit is null ? at : _lit;
        _familiar = IsFamiliar(light) || _familiar is null ? at : _familiar;
        var isLoop = _loop.Step(light);
        _last = light.ToArray();
        return at - _lit > rules.After ? CameraTrouble.Black
            : at - _changed > rules.After ? CameraTrouble.Frozen
            : isLoop ? CameraTrouble.Repeated
            : at - _familiar > rules.After ? CameraTrouble.Moved
            : CameraTrouble.None;
    }

    /// <summary>A new run of a decoder counts from anew; that is no fault of the stream's clock.</summary>
    public void NewRun() => _streamTime = null;

    /// <summary>True where a picture shows what this camera always shows; false while it has not learned that.</summary>
    /// <param name="light">Samples as of <see cref="Step"/>.</param>
    public bool Knows(ReadOnlySpan<byte> light) => _learned >= Learned && light.Length == _usual.Length && Likeness(light) >= rules.Known;

    // One changed picture among still ones is a key frame of the encoder, which draws the same thing anew with other rounding.
    bool IsChange(ReadOnlySpan<byte> light)
    {
        var differs = _last.Length != light.Length;
        for (var i = 0; !differs && i < light.Length; i++)
        {
            differs = Math.Abs(light[i] - _last[i]) > rules.Same;
        }

        const int enough = 4;
        var isChange = differs && _stillInARow < enough;
        _stillInARow = differs ? 0 : _stillInARow + 1;
        return isChange;
    }

    bool IsLit(ReadOnlySpan<byte> light)
    {
        var bright = 0;
        foreach (var sample in light)
        {
            bright += sample >= rules.Dark ? 1 : 0;
        }

        return bright * 50 >= light.Length;
    }

    // The usual picture follows slowly, over minutes: daylight may change it, a turn of the camera may not.
    bool IsFamiliar(ReadOnlySpan<byte> light)
    {
        const double slow = 0.001;
        var isFamiliar = _learned < Learned || Likeness(light) >= rules.Likeness;
        if (isFamiliar && IsLit(light))
        {
            _learned++;
            var weight = Math.Max(1.0 / _learned, slow);
            for (var i = 0; i < light.Length; i++)
            {
                _usual[i] += weight * (light[i] - _usual[i]);
            }
        }

        return isFamiliar;
    }

    // Correlation (Pearson): how bright or steep the light is does not matter, only what stands where.
    double Likeness(ReadOnlySpan<byte> light)
    {
        var (meanUsual, meanLight) = (0.0, 0.0);
        for (var i = 0; i < light.Length; i++)
        {
            meanUsual += _usual[i] / light.Length;
            meanLight += light[i] / (double)light.Length;
        }

        var (both, usual, now) = (0.0, 0.0, 0.0);
        for (var i = 0; i < light.Length; i++)
        {
            var (a, b) = (_usual[i] - meanUsual, light[i] - meanLight);
            both += a * b;
            usual += a * a;
            now += b * b;
        }

        // A picture without any shape is like nothing, and is reported as dark or frozen instead.
        return usual * now > 0 ? both / Math.Sqrt(usual * now) : 1;
    }
}
