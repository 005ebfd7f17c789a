using Stroll.Geometry;

namespace Stroll.Devices.Models;

/// <summary>Brings a part of a picture into the input of a model, and pixels of that input back into the picture.</summary>
/// <remarks>Bilinear between the centres of pixels. Columns are weighed once and kept while the same part is taken again, as a whole picture is.</remarks>
public sealed class PictureFit(ModelInput input)
{
    readonly int[] _left = new int[input.Width];
    readonly int[] _right = new int[input.Width];
    readonly float[] _share = new float[input.Width];
    readonly float[] _row = new float[3 * input.Width];
    readonly float[] _next = new float[3 * input.Width];
    PixelBox _part;
    (int Width, int Height) _size;
    double _scaleX;
    double _scaleY;
    int _width;
    int _height;

    /// <summary>Fills the input of a model.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="part">What of it is taken; may reach past its edges, where it is filled as <see cref="ModelInput.Pad"/> says.</param>
    /// <param name="to">Length 3 × width × height of the input.</param>
    public void Fill(Frame frame, PixelBox part, Span<float> to)
    {
        Prepare(frame, part);
        var (rowAbove, rowBelow) = (int.MinValue, int.MinValue);
        for (var y = 0; y < input.Height; y++)
        {
            if (y >= _height)
            {
                Pad(to, y, 0);
                continue;
            }

            var at = part.Top + ((y + 0.5) / _scaleY) - 0.5;
            var above = (int)Math.Floor(at);
            if (above != rowAbove)
            {
                // Going down, the row below often is the next row above.
                if (above == rowBelow)
                {
                    _next.CopyTo(_row, 0);
                }
                else
                {
                    Across(frame, above, _row);
                }

                Across(frame, above + 1, _next);
                (rowAbove, rowBelow) = (above, above + 1);
            }

            Put(to, y, (float)(at - above));
            Pad(to, y, _width);
        }
    }

    /// <summary>A place in the input as a place in the picture of the last <see cref="Fill"/>.</summary>
    public Pixel ToPicture(double right, double down) => new(_part.Left + (right / _scaleX), _part.Top + (down / _scaleY));

    /// <summary>A box in the input as a box in the picture of the last <see cref="Fill"/>.</summary>
    public PixelBox ToPicture(PixelBox box) => new(_part.Left + (box.Left / _scaleX), _part.Top + (box.Top / _scaleY), box.Width / _scaleX, box.Height / _scaleY);

    void Prepare(Frame frame, PixelBox part)
    {
        if (_part == part && _size == (frame.Width, frame.Height))
        {
            return;
        }

        (_part, _size) = (part, (frame.Width, frame.Height));
        (_scaleX, _scaleY) = (input.Width / part.Width, input.Height / part.Height);
        if (input.KeepsShape)
        {
            _scaleX = _scaleY = Math.Min(_scaleX, _scaleY);
        }

        _width = Math.Min(input.Width, (int)Math.Round(part.Width * _scaleX));
        _height = Math.Min(input.Height, (int)Math.Round(part.Height * _scaleY));
        for (var x = 0; x < _width; x++)
        {
            var at = part.Left + ((x + 0.5) / _scaleX) - 0.5;
            var left = (int)Math.Floor(at);
            (_left[x], _right[x], _share[x]) = (Inside(left, frame.Width), Inside(left + 1, frame.Width), (float)(at - left));
        }
    }

    // A crop repeats the edge where it reaches past by less than a pixel, and is filled where it reaches farther.
    static int Inside(int at, int size) => at < 0 ? (at == -1 ? 0 : -1) : at >= size ? (at == size ? 3 * (size - 1) : -1) : 3 * at;

    void Across(Frame frame, int y, float[] row)
    {
        if (y < -1 || y > frame.Height)
        {
            Array.Fill(row, input.Pad);
            return;
        }

        var pixels = frame.Pixels.Span.Slice(3 * frame.Width * Math.Clamp(y, 0, frame.Height - 1), 3 * frame.Width);
        for (var x = 0; x < _width; x++)
        {
            var (left, right, share) = (_left[x], _right[x], _share[x]);
            if (left < 0 || right < 0)
            {
                row[3 * x] = row[(3 * x) + 1] = row[(3 * x) + 2] = input.Pad;
                continue;
            }

            row[3 * x] = pixels[left] + (share * (pixels[right] - pixels[left]));
            row[(3 * x) + 1] = pixels[left + 1] + (share * (pixels[right + 1] - pixels[left + 1]));
            row[(3 * x) + 2] = pixels[left + 2] + (share * (pixels[right + 2] - pixels[left + 2]));
        }
    }

    void Put(Span<float> to, int y, float share)
    {
        for (var colour = 0; colour < 3; colour++)
        {
            var source = input.IsRedFirst ? 2 - colour : colour;
            var (mean, scale) = (input.Mean[colour], 1 / input.Divide[colour]);
            var (start, step) = Place(colour, y);
            for (var x = 0; x < _width; x++)
            {
                var above = _row[(3 * x) + source];
                to[start + (x * step)] = (above + (share * (_next[(3 * x) + source] - above)) - mean) * scale;
            }
        }
    }

    void Pad(Span<float> to, int y, int from)
    {
        for (var colour = 0; colour < 3 && from < input.Width; colour++)
        {
            var value = (input.Pad - input.Mean[colour]) / input.Divide[colour];
            var (start, step) = Place(colour, y);
            for (var x = from; x < input.Width; x++)
            {
                to[start + (x * step)] = value;
            }
        }
    }

    (int Start, int Step) Place(int colour, int y) => input.IsPlanar
        ? ((((colour * input.Height) + y) * input.Width), 1)
        : ((3 * y * input.Width) + colour, 3);
}
