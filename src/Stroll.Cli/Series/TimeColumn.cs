using System.Globalization;
using Stroll.Units;

namespace Stroll.Cli.Series;

/// <summary>Which column of a file holds time, and in which unit.</summary>
/// <remarks>
/// A name that ends in <c>_s</c>, <c>_ms</c>, <c>_us</c> or <c>_ns</c> says its unit. Without one (<c>t</c>, <c>time</c>, <c>timestamp</c>, <c>unix</c>) the
/// first row decides: text with a date is RFC 3339; a number is unix time in seconds below 1e11, milliseconds below 1e14,
/// microseconds below 1e17 and nanoseconds above. Seconds of today are 1.8e9, so the ranges cannot be taken for one another
/// between 1973 and 5138; a clock of the file's own that counts from 0 reads as seconds.
/// </remarks>
internal sealed class TimeColumn
{
    static readonly string[] Names = ["t", "time", "timestamp", "unix", "unixtime", "unix_time", "epoch", "datetime", "date_time"];

    static readonly (string Ending, decimal Nanoseconds)[] Units =
        [("_s", 1e9m), ("_sec", 1e9m), ("_seconds", 1e9m), ("_ms", 1e6m), ("_us", 1e3m), ("_ns", 1m)];

    decimal? _unit;
    bool _isText;

    TimeColumn(int index, decimal? unit)
    {
        Index = index;
        _unit = unit;
    }

    /// <summary>Its place in the row, from 0.</summary>
    internal int Index { get; }

    /// <summary>What a field must look like, for people.</summary>
    internal string Expected => _isText ? "RFC 3339 as 2026-01-05T09:00:00.25Z" : "a number of seconds, or of the unit that the column's name ends in";

    /// <summary>The first column with a name of time; none when there is no such name.</summary>
    internal static TimeColumn? Find(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].ToLowerInvariant();
            if (Names.Contains(name))
            {
                return new(i, null);
            }

            foreach (var (ending, nanoseconds) in Units)
            {
                if (name.EndsWith(ending, StringComparison.Ordinal) && Names.Contains(name[..^ending.Length]))
                {
                    return new(i, nanoseconds);
                }
            }
        }

        return null;
    }

    /// <summary>Reads one field as nanoseconds on the clock of the file.</summary>
    internal bool TryRead(ReadOnlySpan<char> field, out long nanoseconds)
    {
        nanoseconds = 0;
        if (_isText || (_unit is null && field.Contains(':')))
        {
            _isText = true;
            var isTime = Instant.TryParse(field, out var instant);
            nanoseconds = instant.Nanoseconds;
            return isTime;
        }

        if (!decimal.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        _unit ??= Math.Abs(value) switch { < 1e11m => 1e9m, < 1e14m => 1e6m, < 1e17m => 1e3m, _ => 1m };
        if (Math.Abs(value) > long.MaxValue / _unit.Value)
        {
            return false;
        }

        nanoseconds = (long)Math.Round(value * _unit.Value);
        return true;
    }
}
