using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Tracking.OneCamera;
using Stroll.Units;

namespace Stroll.Devices.Models;

/// <summary>Finds people (or faces) in pictures. One thread at a time.</summary>
/// <param name="session">A detector; owned from here on.</param>
/// <param name="least">Boxes below this score are left out.</param>
public sealed class Detector(ModelSession session, float least) : IDisposable
{
    // Two people seldom cover more than this of each other and are still told apart by a small detector.
    const double MostOverlap = 0.55;

    readonly PictureFit _fit = new(session.Descriptor.Input);
    readonly List<ScoredBox> _boxes = [];

    /// <summary>The model, for who measures it alone.</summary>
    public ModelSession Session => session;

    /// <summary>Whatever is found, strongest first, in pixels of the picture, cut at its edges.</summary>
    public IReadOnlyList<ScoredBox> Find(Frame frame)
    {
        _fit.Fill(frame, frame.Whole, session.Input);
        session.Run();
        _boxes.Clear();
        Decode();
        return [.. BoxDecoding.Strongest(_boxes, MostOverlap).Select(box => new ScoredBox(Cut(_fit.ToPicture(box.Box), frame), box.Score)).Where(box => box.Box.IsReal)];
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    void Decode()
    {
        var model = session.Descriptor;
        switch (model.Decoding)
        {
            case ModelDecoding.Yolox:
                YoloxDecoding.Decode(model, session.Output(model.Output), least, _boxes);
                break;
            case ModelDecoding.NanoDet:
                NanoDetDecoding.Decode(model, session, least, _boxes);
                break;
            case ModelDecoding.FastestDet:
                FastestDetDecoding.Decode(model, session.Output(model.Output), least, _boxes);
                break;
            case ModelDecoding.Yunet:
                YunetDecoding.Decode(model.Input, session.Output(0), session.Output(1), session.Output(2), least, _boxes);
                break;
            default:
                throw new InvariantException($"{model.Name} finds no boxes");
        }
    }

    static PixelBox Cut(PixelBox box, Frame frame)
    {
        var (left, top) = (Math.Max(0, box.Left), Math.Max(0, box.Top));
        return new(left, top, Math.Min(frame.Width, box.Right) - left, Math.Min(frame.Height, box.Bottom) - top);
    }
}

/// <summary>Finds the joints of one person whose box is known. One thread at a time.</summary>
/// <param name="session">A pose model; owned from here on.</param>
/// <param name="least">Joints below this score are called not seen.</param>
public sealed class PoseReader(ModelSession session, double least) : IDisposable
{
    // Arms reach out of the box that a detector draws.
    const double Margin = 0.2;

    readonly PictureFit _fit = new(session.Descriptor.Input);
    readonly MarkedPoint[] _points = new MarkedPoint[session.Descriptor.Joints.Length];

    /// <summary>The model, for who measures it alone.</summary>
    public ModelSession Session => session;

    /// <summary>One joint per <see cref="Joint"/>, in pixels of the picture.</summary>
    public ImmutableArray<SightedJoint> Read(Frame frame, PixelBox person)
    {
        _fit.Fill(frame, Around(person), session.Input);
        session.Run();
        var model = session.Descriptor;
        if (model.Decoding == ModelDecoding.Simcc)
        {
            SimccDecoding.Decode(model.Input, session.Output(0), session.Output(1), _points);
        }
        else
        {
            HeatmapDecoding.Decode(model.Input, session.Output(model.Output), _points);
        }

        for (var i = 0; i < _points.Length; i++)
        {
            var at = _fit.ToPicture(_points[i].At.Right, _points[i].At.Down);
            _points[i] = new(at, frame.Whole.Holds(at) ? _points[i].Score : 0);
        }

        return BodyJoints.Of(model.Joints, _points, Math.Max(least, 1e-3));
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    PixelBox Around(PixelBox box)
    {
        var aspect = (double)session.Descriptor.Input.Width / session.Descriptor.Input.Height;
        var height = Math.Max(box.Height, box.Width / aspect) * (1 + Margin);
        var width = height * aspect;
        return new(box.Left + (0.5 * (box.Width - width)), box.Top + (0.5 * (box.Height - height)), width, height);
    }
}

/// <summary>Turns pictures of things into directions. One thread at a time.</summary>
/// <param name="session">An embedding; owned from here on.</param>
public sealed class Embedder(ModelSession session) : IDisposable
{
    readonly PictureFit _fit = new(session.Descriptor.Input);

    /// <summary>How many numbers a direction has.</summary>
    public int Length => session.Output(0).Length;

    /// <summary>The direction of a part of a picture, of length 1; all zero where the model gave nothing usable.</summary>
    public float[] Embed(Frame frame, PixelBox part)
    {
        _fit.Fill(frame, part, session.Input);
        session.Run();
        return Normalised(session.Output(0));
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    internal static float[] Normalised(ReadOnlySpan<float> numbers)
    {
        var length = System.Numerics.Tensors.TensorPrimitives.Norm(numbers);
        var direction = new float[numbers.Length];
        if (float.IsFinite(length) && length > 0)
        {
            System.Numerics.Tensors.TensorPrimitives.Divide(numbers, length, direction);
        }

        return direction;
    }
}
