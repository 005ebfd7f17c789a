using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Simulator;

namespace Stroll.Rendering;

/// <summary>What one camera shows, frame after frame.</summary>
/// <remarks>
/// Drawn at twice the size and averaged. Three layers, each kept: the room; the room with its goods, of which only what changed is drawn
/// anew; and that with the people, who are all that is drawn for every frame. The same frames give the same bytes on one machine.
/// </remarks>
public sealed class CameraPicture
{
    const int Fine = 2;

    readonly Canvas _room;
    readonly Canvas _goods;
    readonly Canvas _all;
    readonly Pencil _goodsPencil;
    readonly Pencil _peoplePencil;
    readonly Caption _caption;
    readonly uint[] _pixels;
    readonly Dictionary<ShownGood, Patch> _drawn = [];
    Patch _people = Patch.None;
    int _version = -1;

    /// <summary>Draws the empty room.</summary>
    /// <param name="store">What stands in it.</param>
    /// <param name="camera">Which camera; its name is burnt in.</param>
    /// <param name="width">Of the picture, pixels; the height follows from the lens. Even, above 0.</param>
    public CameraPicture(Store store, StoreCamera camera, int width)
    {
        var lens = camera.View.Lens;
        (Camera, Width) = (camera, width);
        Height = Math.Max(2, (int)Math.Round(width * (double)lens.HeightPixels / lens.WidthPixels / 2) * 2);
        _room = new(Fine * Width, Fine * Height);
        _goods = new(Fine * Width, Fine * Height);
        _all = new(Fine * Width, Fine * Height);
        _pixels = new uint[Width * Height];
        _caption = new(Width, Height);
        _goodsPencil = new(_goods, camera.View);
        _peoplePencil = new(_all, camera.View);
        Drawings.Room(new(_room, camera.View), store, StoreBounds.Of(store, store.Cameras.Select(c => c.View).Append(camera.View)));
        _goods.Restore(_room, _room.Whole);
        _all.Restore(_room, _room.Whole);
        Reduce(_all.Whole);
    }

    /// <summary>Which camera.</summary>
    public StoreCamera Camera { get; }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>The picture that was drawn last: blue, green, red and 255 for each pixel, row by row from above.</summary>
    public ReadOnlySpan<byte> Bytes => System.Runtime.InteropServices.MemoryMarshal.AsBytes(_pixels.AsSpan());

    /// <summary>Draws the next frame.</summary>
    /// <param name="frame">Of the same play as those before.</param>
    public void Draw(SceneFrame frame)
    {
        var changed = frame.Version == _version ? Patch.None : Stock(frame.Goods);
        _version = frame.Version;
        var stale = changed.With(_people);
        _all.Restore(_goods, stale);
        _all.Touched = Patch.None;
        foreach (var person in frame.People)
        {
            Drawings.Person(_peoplePencil, person);
        }

        _people = _all.Touched;
        Reduce(stale.With(_people));
        Reduce(_caption.Covers(Fine));
        _caption.Write(_pixels, Camera.Name, frame.At);
    }

    /// <summary>Brings the goods up to date.</summary>
    /// <returns>Where the picture changed.</returns>
    Patch Stock(ImmutableArray<ShownGood> goods)
    {
        var now = goods.ToHashSet();
        var changed = Patch.None;
        foreach (var (good, patch) in _drawn.Where(drawn => !now.Contains(drawn.Key)).ToArray())
        {
            _drawn.Remove(good);
            changed = changed.With(patch);
        }

        if (!changed.IsEmpty)
        {
            // What stood behind or beside it comes to light again.
            _goods.Restore(_room, changed);
            _goods.Limits = changed.Within(_goods.Whole);
            foreach (var (good, patch) in _drawn)
            {
                if (!patch.Within(changed).IsEmpty)
                {
                    Drawings.Good(_goodsPencil, good);
                }
            }

            _goods.Limits = _goods.Whole;
        }

        foreach (var good in goods)
        {
            if (!_drawn.ContainsKey(good))
            {
                _goods.Touched = Patch.None;
                Drawings.Good(_goodsPencil, good);
                _drawn[good] = _goods.Touched;
                changed = changed.With(_goods.Touched);
            }
        }

        return changed;
    }

    /// <summary>Averages two by two.</summary>
    void Reduce(Patch fine)
    {
        fine = fine.Within(_all.Whole);
        if (fine.IsEmpty)
        {
            return;
        }

        for (var row = fine.Top / Fine; row < (fine.Bottom + Fine - 1) / Fine; row++)
        {
            var upper = _all.Row(Fine * row);
            var lower = _all.Row((Fine * row) + 1);
            var line = _pixels.AsSpan(row * Width, Width);
            for (var column = fine.Left / Fine; column < (fine.Right + Fine - 1) / Fine; column++)
            {
                line[column] = Mean(upper[2 * column], upper[(2 * column) + 1], lower[2 * column], lower[(2 * column) + 1]);
            }
        }
    }

    static uint Mean(uint a, uint b, uint c, uint d)
    {
        const uint even = 0x00FF00FF;
        var low = (a & even) + (b & even) + (c & even) + (d & even) + 0x00020002;
        var high = ((a >> 8) & even) + ((b >> 8) & even) + ((c >> 8) & even) + ((d >> 8) & even) + 0x00020002;
        return 0xFF000000 | ((low >> 2) & even) | (((high >> 2) & even) << 8);
    }
}
