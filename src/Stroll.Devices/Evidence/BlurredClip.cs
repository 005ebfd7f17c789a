using System.Collections.Immutable;
using Stroll.Devices.Perception;
using Stroll.Devices.Video;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Encodes a clip anew for reviewers, with heads and masked areas covered in every frame.</summary>
/// <param name="finders">Ask all of them; at least one.</param>
/// <param name="masks">Burnt in.</param>
sealed class BlurredClip(IReadOnlyList<IHeadFinder> finders, PrivacyMasks masks)
{
    // Who is found now was there just before and is there just after: a head that a model misses in one picture is covered where its neighbours have it.
    static readonly TimeSpan Spread = TimeSpan.FromSeconds(0.4);

    // Between two looks a head goes no farther than its own size or two: what lies between the two places is covered.
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.15);
    const double FarthestInSizes = 2.5;

    /// <summary>Encodes.</summary>
    /// <param name="camera">Whose pictures.</param>
    /// <param name="raw">As the camera made them.</param>
    /// <param name="begin">Frames before are only needed to decode, and left out.</param>
    /// <param name="to">The new file.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>Every frame of the new file. It has an even rate: where the camera left a picture out, the one before stands longer.</returns>
    /// <exception cref="VideoException">Decoder or encoder failed.</exception>
    internal ImmutableArray<ClipFrame> Write(string camera, RawClip raw, Instant begin, string to, CancellationToken stop)
    {
        var heads = Find(camera, raw, stop);
        using var reader = Reader(raw);
        var rate = Rate(raw);
        var (width, height) = (reader.Width / 2 * 2, reader.Height / 2 * 2);
        using var file = new VideoFile(to, width, height, rate);
        var (pixels, bgra, frames) = (new byte[3 * reader.Width * reader.Height], new byte[4 * width * height], ImmutableArray.CreateBuilder<ClipFrame>());
        Array.Fill(bgra, (byte)255);
        var first = Math.Max(0, LastBefore(raw.Frames, begin));
        while (reader.Next() is { } next && next.Index < raw.Frames.Length)
        {
            stop.ThrowIfCancellationRequested();
            if (next.Index < first)
            {
                continue;
            }

            next.Frame.Pixels.Span.CopyTo(pixels);
            Cover(camera, pixels, reader.Width, reader.Height, raw.Frames, (int)next.Index, heads);
            Spell(pixels, reader.Width, bgra, width, height);
            // Until the next one is due.
            var until = next.Index + 1 < raw.Frames.Length ? (raw.Frames[(int)next.Index + 1].At - raw.Frames[first].At).TotalSeconds * rate : frames.Count + 1;
            for (var shown = 0; frames.Count < Math.Round(until) || shown == 0; shown++)
            {
                file.Append(bgra);
                frames.Add(new(TimeSpan.FromSeconds(frames.Count / rate), raw.Frames[(int)next.Index].At));
            }
        }

        file.Complete();
        return frames.ToImmutable();
    }

    static VideoReader Reader(RawClip raw) => VideoReader.Open(raw.Path, VideoProbe.LongestEdge) switch
    {
        Result<VideoReader>.Good good => good.Value,
        Result<VideoReader>.Bad bad => throw new VideoException(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    List<PixelBox>[] Find(string camera, RawClip raw, CancellationToken stop)
    {
        using var reader = Reader(raw);
        var (heads, last) = (new List<PixelBox>[raw.Frames.Length], -1);
        while (reader.Next() is { } next && next.Index < heads.Length)
        {
            stop.ThrowIfCancellationRequested();
            var (i, at) = ((int)next.Index, raw.Frames[(int)next.Index].At);
            if (last >= 0 && i + 1 < heads.Length && raw.Frames[i + 1].At - raw.Frames[last].At <= LookEvery)
            {
                continue;
            }

            heads[i] = [.. finders.SelectMany(finder => finder.Heads(camera, at, next.Frame))];
            for (var between = last + 1; between < i; between++)
            {
                heads[between] = Between(heads[last], heads[i]);
            }

            last = i;
        }

        return heads;
    }

    static List<PixelBox> Between(List<PixelBox> one, List<PixelBox> next)
    {
        var pairs = from a in next.Count > 0 ? one : []
                    let b = next.MinBy(b => Apart(a, b))
                    where Apart(a, b) <= FarthestInSizes * Math.Max(a.Width, a.Height)
                    select a.Around(b);
        return [.. one, .. next, .. pairs];
    }

    static double Apart(PixelBox a, PixelBox b) => Math.Max(Math.Abs(a.Left + (a.Width / 2) - b.Left - (b.Width / 2)), Math.Abs(a.Top + (a.Height / 2) - b.Top - (b.Height / 2)));

    void Cover(string camera, byte[] pixels, int width, int height, ImmutableArray<ClipFrame> frames, int index, List<PixelBox>[] heads)
    {
        var here = heads[index] ?? [];
        here.ForEach(head => PictureCover.Mosaic(pixels, width, height, head));
        for (var i = 0; i < frames.Length; i++)
        {
            var missed = (frames[i].At - frames[index].At).Duration() <= Spread ? heads[i] ?? [] : [];
            foreach (var head in missed.Where(head => !here.Exists(other => Apart(head, other) < Math.Max(other.Width, other.Height))))
            {
                PictureCover.Mosaic(pixels, width, height, head);
            }
        }

        foreach (var area in masks.Of(camera))
        {
            PictureCover.Mask(pixels, width, height, area);
        }
    }

    static void Spell(byte[] bgr, int from, byte[] bgra, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                bgr.AsSpan(3 * ((y * from) + x), 3).CopyTo(bgra.AsSpan(4 * ((y * width) + x)));
            }
        }
    }

    static int LastBefore(ImmutableArray<ClipFrame> frames, Instant begin) => frames.Count(frame => frame.At <= begin) - 1;

    // The middle one of all steps: pictures that are missing do not count.
    static double Rate(RawClip raw)
    {
        double[] steps = [.. raw.Frames.Zip(raw.Frames.Skip(1), (one, next) => (next.At - one.At).TotalSeconds).Where(step => step > 0).Order()];
        return steps.Length == 0 ? 10 : Math.Clamp(Math.Round(1 / steps[steps.Length / 2], 2), 0.5, 120);
    }
}
