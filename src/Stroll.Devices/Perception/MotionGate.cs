using Stroll.Devices.Models;

namespace Stroll.Devices.Perception;

/// <summary>Whether a picture is worth a look: something moved against the still scene, or somebody was there at the last look.</summary>
/// <remarks>
/// The picture is reduced to cells of grey; the still scene follows it slowly and per cell, with how much the cell flickers by itself. Who stands still
/// is not lost: after a look that found somebody every picture is looked at. And a picture is looked at now and then whatever happens.
/// </remarks>
/// <param name="rules">Thresholds.</param>
public sealed class MotionGate(MotionRules rules)
{
    float[] _still = [];
    float[] _flicker = [];
    TimeSpan? _lastLook;
    bool _wasSomebody;

    /// <summary>Asks about the next picture.</summary>
    /// <param name="frame">In the order of time.</param>
    /// <param name="at">Its time.</param>
    /// <returns>True when it is to be looked at.</returns>
    public bool IsOpen(Frame frame, TimeSpan at)
    {
        var moved = Moved(frame);
        var isOpen = _wasSomebody || moved >= rules.LeastCells || _lastLook is not { } last || at - last >= rules.LookEvery || at < last;
        _lastLook = isOpen ? at : _lastLook;
        return isOpen;
    }

    /// <summary>Says what a look found.</summary>
    public void Saw(bool somebody) => _wasSomebody = somebody;

    int Moved(Frame frame)
    {
        var (across, down) = (frame.Width / rules.CellPixels, frame.Height / rules.CellPixels);
        var isFirst = _still.Length != across * down;
        if (isFirst)
        {
            (_still, _flicker) = (new float[across * down], new float[across * down]);
            Array.Fill(_flicker, rules.Flicker);
        }

        var moved = 0;
        for (var cell = 0; cell < _still.Length; cell++)
        {
            var grey = Grey(frame, cell % across * rules.CellPixels, cell / across * rules.CellPixels);
            var off = MathF.Abs(grey - _still[cell]);
            _still[cell] = isFirst ? grey : _still[cell] + (rules.Follow * (grey - _still[cell]));
            if (!isFirst)
            {
                moved += off > rules.Apart * _flicker[cell] ? 1 : 0;
                _flicker[cell] += rules.Follow * (Math.Clamp(off, rules.Flicker, 8 * rules.Flicker) - _flicker[cell]);
            }
        }

        return moved;
    }

    // Nine green dots of a cell say its brightness well enough.
    float Grey(Frame frame, int left, int top)
    {
        var pixels = frame.Pixels.Span;
        var (sum, step) = (0, rules.CellPixels / 3);
        for (var i = 0; i < 9; i++)
        {
            sum += pixels[(3 * (((top + (i / 3 * step)) * frame.Width) + left + (i % 3 * step))) + 1];
        }

        return sum / 9f;
    }
}

/// <summary>When a picture is worth a look.</summary>
/// <param name="CellPixels">Edge of a cell.</param>
/// <param name="Flicker">Least mean change of a cell of a still scene, of 255: noise of the chip and of the coding.</param>
/// <param name="Apart">A cell moved when it is this many times its own flicker off the still scene.</param>
/// <param name="LeastCells">So many cells together are motion; a person is a hundred.</param>
/// <param name="Follow">Share of the way by which the still scene goes to each picture.</param>
/// <param name="LookEvery">A look whatever happens.</param>
public sealed record MotionRules(int CellPixels, float Flicker, float Apart, int LeastCells, float Follow, TimeSpan LookEvery)
{
    /// <summary>For pictures of about 640 x 360 at 5 to 15 a second.</summary>
    public static MotionRules Default => new(CellPixels: 8, Flicker: 2, Apart: 4, LeastCells: 6, Follow: 0.05f, LookEvery: TimeSpan.FromSeconds(2));
}
