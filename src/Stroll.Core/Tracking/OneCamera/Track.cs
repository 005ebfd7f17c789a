using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking.OneCamera;

/// <summary>One person in the picture: where they are, how fast, how large, and how well that is known.</summary>
struct Track
{
    internal int Number;
    internal Instant BornAt;
    internal Instant SeenAt;

    /// <summary>Sightings so far.</summary>
    internal int Seen;

    /// <summary>True from the second sighting on: before, it may be a slip of the detector.</summary>
    internal bool IsSure;

    /// <summary>True when the latest frame shows them.</summary>
    internal bool IsSeenNow;

    /// <summary>Seconds since the last sighting.</summary>
    internal double Away;

    internal double Score;
    internal double ExpectedScore;

    /// <summary>Where they should be now.</summary>
    internal PixelBox Expected;

    /// <summary>By how much boxes are grown on each side before they are compared, pixels.</summary>
    internal double Margin;

    /// <summary>Where they last stood on the floor; unknown without a calibration.</summary>
    internal FloorSpot Spot;

    Gliding _right;
    Gliding _down;
    Wandering _width;
    Wandering _height;

    internal static Track Begin(OneCameraRules rules, int number, Instant at, ScoredBox seen)
    {
        var (box, height) = (seen.Box, seen.Box.Height);
        // A first sighting has not been checked by a second: it counts as twice as uncertain.
        return new()
        {
            Number = number,
            BornAt = at,
            SeenAt = at,
            Seen = 1,
            IsSeenNow = true,
            Score = seen.Score,
            ExpectedScore = seen.Score,
            Expected = box,
            _right = Gliding.At(box.Left + (0.5 * box.Width), 2 * rules.PlaceSd * height, rules.SpeedSd * height),
            _down = Gliding.At(box.Top + (0.5 * height), 2 * rules.PlaceSd * height, rules.SpeedSd * height),
            _width = Wandering.At(box.Width, 2 * rules.SizeSd * height),
            _height = Wandering.At(height, 2 * rules.SizeSd * height),
        };
    }

    /// <summary>Lets time pass; the speed first by <paramref name="slow"/>.</summary>
    internal void Pass(OneCameraRules rules, double seconds, double slow)
    {
        var height = _height.Value;
        if (slow < 1)
        {
            _right.Slow(slow);
            _down.Slow(slow);
        }

        _right.Pass(seconds, rules.Drift * height, rules.Push * height);
        _down.Pass(seconds, rules.Drift * height, rules.Push * height);
        _width.Pass(seconds, rules.SizeDrift * height);
        _height.Pass(seconds, rules.SizeDrift * height);
    }

    /// <summary>Goes with the picture. Variances stay: a camera moves by little from frame to frame.</summary>
    internal void Move(PictureMotion motion)
    {
        var scale = Math.Sqrt(motion.Growth);
        (_right.Place, _down.Place) = motion.Of(new(_right.Place, _down.Place));
        (_right.Speed, _down.Speed) = (
            (motion.RightByRight * _right.Speed) + (motion.RightByDown * _down.Speed), (motion.DownByRight * _right.Speed) + (motion.DownByDown * _down.Speed));
        _width.Value *= scale;
        _height.Value *= scale;
    }

    internal void Forecast(OneCameraRules rules)
    {
        Expected = Box();
        Margin = rules.Grow * _height.Value;
    }

    internal void See(OneCameraRules rules, Instant at, ScoredBox seen)
    {
        var (box, doubt) = (seen.Box, (1 + (rules.WeakNoise * (1 - seen.Score))) * _height.Value);
        var (place, size) = (rules.PlaceSd * doubt, rules.SizeSd * doubt);
        _right.See(box.Left + (0.5 * box.Width), place * place);
        _down.See(box.Top + (0.5 * box.Height), place * place);
        _width.See(box.Width, size * size);
        _height.See(box.Height, size * size);
        ExpectedScore = (2 * seen.Score) - Score;
        Score = seen.Score;
        SeenAt = at;
        Away = 0;
        Seen++;
        IsSure = true;
        IsSeenNow = true;
    }

    /// <summary>What is told of a seen person: between what was drawn and what was expected.</summary>
    internal readonly PixelBox Drawn(OneCameraRules rules, PixelBox seen)
    {
        var (own, share) = (Box(), rules.Smooth);
        return new(
            seen.Left + (share * (own.Left - seen.Left)),
            seen.Top + (share * (own.Top - seen.Top)),
            seen.Width + (share * (own.Width - seen.Width)),
            seen.Height + (share * (own.Height - seen.Height)));
    }

    /// <summary>True when the place is known to this share of the height, as a standard deviation.</summary>
    internal readonly bool IsWithin(double share)
    {
        var sd = share * _height.Value;
        return Math.Max(_right.PlaceVariance, _down.PlaceVariance) <= sd * sd;
    }

    readonly PixelBox Box() => new(
        _right.Place - (0.5 * _width.Value), _down.Place - (0.5 * _height.Value), _width.Value, _height.Value);
}
