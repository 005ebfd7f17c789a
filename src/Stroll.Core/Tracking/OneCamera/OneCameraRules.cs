namespace Stroll.Tracking.OneCamera;

/// <summary>When a sighting continues a track, begins one, or means nothing. One set for all cameras, rates and crowds.</summary>
/// <remarks>
/// Lengths are shares of the person's height in the picture, so that near and far, large and small pictures are alike; times are seconds.
/// The values were found by search over three public sets of sequences, leaving one sequence out at a time:
/// docs/stages/tracking-camera.md has the figures of the sequences left out, and what was tried and is not here.
/// </remarks>
public sealed record OneCameraRules
{
    /// <summary>The rules that everything is measured with.</summary>
    public static OneCameraRules Default { get; } = new();

    /// <summary>Sightings from this score on may continue any track and begin new ones.</summary>
    public double Strong { get; init; } = 0.13;

    /// <summary>Sightings from this score on, below <see cref="Strong"/>, may continue tracks that were seen a moment ago.</summary>
    public double Weak { get; init; } = 0.068;

    /// <summary>How long before the frame that moment may be, besides the time from frame to frame. Seconds.</summary>
    public double WeakWithin { get; init; } = 0.07;

    /// <summary>A strong sighting from this score on that continues nothing begins a track, which is told from its second sighting on.</summary>
    public double Start { get; init; } = 0.177;

    /// <summary>The least likeness of a strong sighting with a known track. Likeness is overlap × common height × score, less the change of score.</summary>
    public double LeastStrong { get; init; } = 0.0914;

    /// <summary>The least likeness of a weak sighting; here the score does not count.</summary>
    public double LeastWeak { get; init; } = 0.514;

    /// <summary>The least likeness of a second sighting with a first.</summary>
    public double LeastNew { get; init; } = 0.244;

    /// <summary>Power of the score in likeness: the surer a sighting, the rather it may choose.</summary>
    public double ScorePower { get; init; } = 1.26;

    /// <summary>Power of the common height (of both heights together) in likeness: who is nearer or farther has another height and another foot.</summary>
    public double HeightPower { get; init; } = 0.787;

    /// <summary>What a change of score by 1 costs against the score expected from the last two: who goes behind somebody fades.</summary>
    public double ScoreWeight { get; init; } = 0.143;

    /// <summary>By this both boxes are grown on each side before their overlap is taken, so that at few frames a second they still meet. Heights.</summary>
    public double Grow { get; init; } = 0.064;

    /// <summary>Noise of a sure sighting's place, as a standard deviation. Heights.</summary>
    public double PlaceSd { get; init; } = 0.035;

    /// <summary>Noise of a sure sighting's width and height, as a standard deviation. Heights.</summary>
    public double SizeSd { get; init; } = 0.09;

    /// <summary>A sighting of score s is 1 + this × (1 - s) times as noisy as a sure one.</summary>
    public double WeakNoise { get; init; } = 1.38;

    /// <summary>How places wander. Heights for the square root of a second.</summary>
    public double Drift { get; init; } = 0.382;

    /// <summary>How speeds change. Heights a second for the square root of a second.</summary>
    public double Push { get; init; } = 0.88;

    /// <summary>How sizes wander. Heights for the square root of a second.</summary>
    public double SizeDrift { get; init; } = 0.29;

    /// <summary>How fast people may be whom nobody has seen twice, as a standard deviation. Heights a second.</summary>
    public double SpeedSd { get; init; } = 0.82;

    /// <summary>In this time out of sight a speed falls to 1/e. Seconds.</summary>
    public double SlowAfter { get; init; } = 3.07;

    /// <summary>How far the told box lies from the sighting towards the forecast: 0 at the sighting, 1 at the forecast.</summary>
    public double Smooth { get; init; } = 0.67;

    /// <summary>Everybody known is remembered for this long out of sight. Seconds.</summary>
    public double KeepLeast { get; init; } = 0.2;

    /// <summary>And for this share of the time that they had been followed.</summary>
    public double KeepShare { get; init; } = 0.44;

    /// <summary>But not for longer than this. Seconds.</summary>
    public double KeepMost { get; init; } = 6.4;

    /// <summary>Who was seen this short ago is told though the frame does not show them. Seconds.</summary>
    public double CoastFor { get; init; } = 0.055;

    /// <summary>If they have been seen so often.</summary>
    public int CoastSightings { get; init; } = 11;

    /// <summary>And if their place is known this well, as a standard deviation. Heights.</summary>
    public double CoastSd { get; init; } = 0.117;

    /// <summary>With a calibration: noise of a foot in the picture, as a standard deviation. Heights.</summary>
    public double FootSd { get; init; } = 0.1;

    /// <summary>With a calibration: how fast people walk, as a standard deviation. Metres a second; a stroll is 1.3, a run 4.</summary>
    public double WalkSd { get; init; } = 2.5;

    /// <summary>With a calibration: who would have had to go farther than this many standard deviations is somebody else.</summary>
    public double FloorGate { get; init; } = 4;

    /// <summary>So many sightings of one frame are looked at, the strongest; a camera that sees more is broken.</summary>
    public int MostSightings { get; init; } = 2000;
}
