using System.Globalization;
using Stroll.Devices.Cameras;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Gives the segments of one run of a decoder their names, once they are whole and it is known when they were taken.</summary>
/// <remarks>The decoder writes <c>open-RUN-000000.ts</c> and appends a line to <c>open-RUN.csv</c> whenever one is whole.</remarks>
sealed class SegmentIntake
{
    readonly string _folder;
    readonly long _run;
    long _read;
    int _next;
    TimeSpan _end;

    /// <summary>Of one run.</summary>
    /// <param name="folder">Of the camera in the ring.</param>
    /// <param name="run">Its number; rises from run to run.</param>
    internal SegmentIntake(string folder, long run)
    {
        (_folder, _run) = (folder, run);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Where the decoder writes, in its own way of naming.</summary>
    internal string Pattern => Path.Combine(_folder, $"open-{_run:D19}-%06d.ts");

    /// <summary>Where the decoder lists what is whole.</summary>
    internal string List => Path.Combine(_folder, $"open-{_run:D19}.csv");

    /// <summary>Takes in what became whole meanwhile.</summary>
    internal void Collect(StreamClock clock)
    {
        if (clock.Offset is null || !File.Exists(List))
        {
            return;
        }

        using var file = new FileStream(List, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = _read;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        _read += whole.Length;
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Trim().Split(',');
            if (parts.Length == 3 && Seconds(parts[1]) is { } begin && Seconds(parts[2]) is { } end)
            {
                Take(begin, end, clock);
            }
        }
    }

    /// <summary>Ends the run: what was begun and not finished is kept as far as it came.</summary>
    /// <param name="clock">Of the run.</param>
    /// <param name="last">The time of the last picture on the stream's clock.</param>
    internal void Finish(StreamClock clock, TimeSpan last)
    {
        Collect(clock);
        if (last > _end && clock.Offset is not null && File.Exists(Open(_next)))
        {
            Take(_end, last, clock);
        }

        foreach (var left in Directory.GetFiles(_folder, $"open-{_run:D19}*"))
        {
            File.Delete(left);
        }
    }

    void Take(TimeSpan begin, TimeSpan end, StreamClock clock)
    {
        var open = Open(_next++);
        _end = end;
        if (end > begin && File.Exists(open))
        {
            File.Move(open, Path.Combine(_folder, SegmentFile.NameOf(clock.At(begin)!.Value, end - begin, _run)), overwrite: true);
        }
    }

    string Open(int number) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"open-{_run:D19}-{number:D6}.ts"));

    static TimeSpan? Seconds(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) && Math.Abs(seconds) < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
}
