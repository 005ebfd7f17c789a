using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SkiaSharp;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Rendering;

/// <summary>Somebody on a map of the floor.</summary>
/// <param name="Id">Of the track.</param>
/// <param name="X">Metres.</param>
/// <param name="Y">Metres.</param>
public readonly record struct MappedPerson(int Id, double X, double Y);

/// <summary>Draws what was found onto a camera's picture: boxes with ids, skeletons, and a map of the floor in a corner.</summary>
public sealed class AnnotatedPicture : IDisposable
{
    static readonly (Joint From, Joint To)[] Bones =
    [
        (Joint.Head, Joint.Neck), (Joint.Neck, Joint.LeftShoulder), (Joint.Neck, Joint.RightShoulder), (Joint.LeftShoulder, Joint.LeftElbow),
        (Joint.LeftElbow, Joint.LeftWrist), (Joint.RightShoulder, Joint.RightElbow), (Joint.RightElbow, Joint.RightWrist), (Joint.LeftShoulder, Joint.LeftHip),
        (Joint.RightShoulder, Joint.RightHip), (Joint.LeftHip, Joint.RightHip), (Joint.LeftHip, Joint.LeftKnee), (Joint.LeftKnee, Joint.LeftAnkle),
        (Joint.RightHip, Joint.RightKnee), (Joint.RightKnee, Joint.RightAnkle),
    ];

    static readonly SKColor[] Colours =
        [new(0xFF, 0xD1, 0x66), new(0x06, 0xD6, 0xA0), new(0xEF, 0x47, 0x6F), new(0x4C, 0xC9, 0xF0), new(0xF7, 0x8C, 0x6B), new(0xC7, 0x7D, 0xFF)];

    readonly SKBitmap _bitmap;
    readonly SKCanvas _canvas;
    readonly SKPaint _pen = new() { IsAntialias = true, Style = SKPaintStyle.Stroke };
    readonly SKPaint _fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill };
    readonly byte[] _bytes;

    /// <summary>A picture to draw on.</summary>
    /// <param name="width">Of the frames, pixels; the result is cut to even edges for the encoder.</param>
    /// <param name="height">Of the frames, pixels.</param>
    public AnnotatedPicture(int width, int height)
    {
        (Width, Height) = (Math.Max(2, width / 2 * 2), Math.Max(2, height / 2 * 2));
        _bitmap = new(Width, Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        _canvas = new(_bitmap);
        _bytes = new byte[4 * Width * Height];
    }

    /// <summary>Of the result, pixels.</summary>
    public int Width { get; }

    /// <summary>Of the result, pixels.</summary>
    public int Height { get; }

    /// <summary>Begins with a frame.</summary>
    /// <param name="pixels">Blue, green, red for each pixel.</param>
    /// <param name="width">Of the frame.</param>
    public void Begin(ReadOnlySpan<byte> pixels, int width)
    {
        for (var y = 0; y < Height; y++)
        {
            var from = pixels.Slice(3 * width * y, 3 * Width);
            var to = MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan(4 * Width * y, 4 * Width));
            for (var x = 0; x < Width; x++)
            {
                to[x] = 0xFF000000u | ((uint)from[(3 * x) + 2] << 16) | ((uint)from[(3 * x) + 1] << 8) | from[3 * x];
            }
        }

        Marshal.Copy(_bytes, 0, _bitmap.GetPixels(), _bytes.Length);
    }

    /// <summary>Draws a followed person.</summary>
    public void Track(int id, PixelBox box)
    {
        _pen.Color = Colour(id);
        _pen.StrokeWidth = 2;
        _canvas.DrawRect((float)box.Left, (float)box.Top, (float)box.Width, (float)box.Height, _pen);
        Text($"{id}", (float)box.Left + 3, (float)Math.Max(2, box.Top - 13), 10, _pen.Color);
    }

    /// <summary>Draws what the pose model saw of somebody; sure joints brighter.</summary>
    public void Skeleton(ImmutableArray<SightedJoint> joints)
    {
        if (joints.Length != Body.JointCount)
        {
            return;
        }

        _pen.StrokeWidth = 1.5f;
        foreach (var (from, to) in Bones)
        {
            if (joints[(int)from] is { IsSeen: true } a && joints[(int)to] is { IsSeen: true } b)
            {
                _pen.Color = SKColors.White.WithAlpha((byte)(80 + (170 * Math.Clamp(Math.Min(a.Score, b.Score), 0, 1))));
                _canvas.DrawLine((float)a.At.Right, (float)a.At.Down, (float)b.At.Right, (float)b.At.Down, _pen);
            }
        }

        foreach (var wrist in (ReadOnlySpan<Joint>)[Joint.LeftWrist, Joint.RightWrist])
        {
            if (joints[(int)wrist] is { IsSeen: true } seen)
            {
                _fill.Color = wrist == Joint.RightWrist ? Colours[2] : Colours[3];
                _canvas.DrawCircle((float)seen.At.Right, (float)seen.At.Down, 3.5f, _fill);
            }
        }
    }

    /// <summary>Draws the floor seen from above in the lower right corner.</summary>
    /// <param name="gondolas">Their outlines: corner, along x, along y; metres.</param>
    /// <param name="people">Who is where.</param>
    public void Map(IReadOnlyList<Box> gondolas, IReadOnlyList<MappedPerson> people)
    {
        var corners = gondolas.SelectMany(Corners).Concat(people.Select(person => (person.X, person.Y))).ToArray();
        if (corners.Length == 0)
        {
            return;
        }

        var (left, right, low, high) = (corners.Min(c => c.X) - 0.7, corners.Max(c => c.X) + 0.7, corners.Min(c => c.Y) - 0.7, corners.Max(c => c.Y) + 0.7);
        var scale = Math.Min(Width * 0.3 / (right - left), Height * 0.3 / (high - low));
        var (originX, originY) = (Width - 6 - ((right - left) * scale), Height - 6 - ((high - low) * scale));
        SKPoint Place(double x, double y) => new((float)(originX + ((x - left) * scale)), (float)(originY + ((high - y) * scale)));
        _fill.Color = new SKColor(0x14, 0x18, 0x1F, 0xC8);
        _canvas.DrawRect((float)originX, (float)originY, (float)((right - left) * scale), (float)((high - low) * scale), _fill);
        _pen.Color = new SKColor(0xA8, 0xB3, 0xC2);
        _pen.StrokeWidth = 1;
        foreach (var gondola in gondolas)
        {
            var points = Corners(gondola).Select(corner => Place(corner.X, corner.Y)).ToArray();
            for (var i = 0; i < points.Length; i++)
            {
                _canvas.DrawLine(points[i], points[(i + 1) % points.Length], _pen);
            }
        }

        foreach (var person in people)
        {
            _fill.Color = Colour(person.Id);
            _canvas.DrawCircle(Place(person.X, person.Y), 4, _fill);
        }
    }

    /// <summary>Writes a line into the upper left corner.</summary>
    public void Caption(string text)
    {
        _fill.Color = new SKColor(0x14, 0x18, 0x1F, 0xC8);
        _canvas.DrawRect(0, 0, Lettering.Width(text, 9) + 12, 19, _fill);
        Text(text, 6, 5, 9, SKColors.White);
    }

    /// <summary>The picture: blue, green, red and opaque for each pixel.</summary>
    public ReadOnlySpan<byte> End()
    {
        _canvas.Flush();
        Marshal.Copy(_bitmap.GetPixels(), _bytes, 0, _bytes.Length);
        return _bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pen.Dispose();
        _fill.Dispose();
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    static SKColor Colour(int id) => Colours[Math.Abs(id) % Colours.Length];

    static IEnumerable<(double X, double Y)> Corners(Box box) => ((Point3[])[new(0, 0, 0), new(box.Size.X, 0, 0), new(box.Size.X, box.Size.Y, 0), new(0, box.Size.Y, 0)])
        .Select(corner => box.Placement.ToOuter(corner)).Select(corner => (corner.X, corner.Y));

    void Text(string text, float left, float top, float size, SKColor colour)
    {
        using var path = Lettering.Of(text, left, top, size);
        _pen.StrokeWidth = 3.5f;
        _pen.Color = SKColors.Black;
        _canvas.DrawPath(path, _pen);
        _pen.StrokeWidth = 1.4f;
        _pen.Color = colour;
        _canvas.DrawPath(path, _pen);
    }
}
