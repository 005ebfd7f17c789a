using Parquet;
using Parquet.Schema;

namespace Stroll.Recordings;

/// <summary>The columns of a table whose every row has a time, a name and numbers of one type.</summary>
/// <param name="Name">What the name is of, as <c>person</c>.</param>
/// <param name="Numbers">In the order in which readers and writers count them.</param>
sealed record NamedColumns<T>(DataField Name, DataField<T>[] Numbers)
    where T : struct
{
    internal DataField<long> Time { get; } = new("t_ns", false);

    internal ParquetSchema Schema => new([Time, Name, .. Numbers]);

    internal ParquetOptions Options()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        options.ColumnEncodingHints[Time.Name] = EncodingHint.DeltaBinaryPacked;
        options.ColumnEncodingHints[Name.Name] = EncodingHint.Dictionary;
        return options;
    }
}

/// <summary>One row group of such a table.</summary>
/// <param name="Times">Nanoseconds, one a row.</param>
/// <param name="Names">One a row.</param>
/// <param name="Numbers">By column, then by row.</param>
sealed record NamedGroup<T>(long[] Times, ReadOnlyMemory<char>[] Names, T[][] Numbers)
    where T : struct
{
    /// <summary>Streams the groups that have rows; holds one.</summary>
    /// <exception cref="RecordingException">The file is broken, lacks a column, or goes back in time.</exception>
    internal static IEnumerable<NamedGroup<T>> Read(string path, TimeSpan? patience, NamedColumns<T> columns)
    {
        using var table = ParquetTable.Open(path, patience);
        var time = table.Column<long>(columns.Time.Name);
        var name = table.TextColumn(columns.Name.Name);
        var numbers = columns.Numbers.Select(field => table.Column<T>(field.Name)).ToArray();
        var order = new GroupOrder(path);
        for (var group = 0; group < table.Groups; group++)
        {
            var rows = table.Rows(group);
            if (rows == 0)
            {
                continue;
            }

            var read = new NamedGroup<T>(new long[rows], new ReadOnlyMemory<char>[rows], Array.ConvertAll(numbers, _ => new T[rows]));
            table.Read<long>(group, time, read.Times);
            table.Read<ReadOnlyMemory<char>>(group, name, read.Names);
            for (var i = 0; i < numbers.Length; i++)
            {
                table.Read<T>(group, numbers[i], read.Numbers[i]);
            }

            order.Take(group, read.Times);
            yield return read;
        }
    }
}

/// <summary>Row groups follow each other in time; inside a group rows may stand in any order.</summary>
sealed class GroupOrder(string path)
{
    long _lastStart = long.MinValue;

    /// <summary>Checks the times of the next group.</summary>
    /// <returns>Its earliest and latest.</returns>
    internal (long Start, long End) Take(int group, ReadOnlySpan<long> times)
    {
        var (start, end) = (times[0], times[0]);
        foreach (var t in times)
        {
            start = Math.Min(start, t);
            end = Math.Max(end, t);
        }

        TimeLimits.Check(start, path);
        TimeLimits.Check(end, path);
        if (end < _lastStart)
        {
            throw RecordingException.Of("recording.time-backwards", path, $"row group {group} lies wholly before the one in front of it, expected rising times");
        }

        _lastStart = start;
        return (start, end);
    }
}

/// <summary>Appends rows to such a table, a row group at a time.</summary>
sealed class NamedWriter<T> : IDisposable
    where T : struct
{
    readonly NamedColumns<T> _columns;
    readonly Stream _stream;
    readonly ParquetWriter _writer;
    readonly long[] _times;
    readonly ReadOnlyMemory<char>[] _names;
    readonly T[][] _numbers;
    int _rows;

    internal NamedWriter(string path, NamedColumns<T> columns, int groupRows)
    {
        _columns = columns;
        _times = new long[groupRows];
        _names = new ReadOnlyMemory<char>[groupRows];
        _numbers = Array.ConvertAll(columns.Numbers, _ => new T[groupRows]);
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        _writer = ParquetWriter.CreateAsync(columns.Schema, _stream, columns.Options()).GetAwaiter().GetResult();
    }

    /// <param name="time">Nanoseconds.</param>
    /// <param name="name">Kept until the group is written.</param>
    /// <param name="numbers">One for each column of numbers.</param>
    internal void Add(long time, ReadOnlyMemory<char> name, ReadOnlySpan<T> numbers)
    {
        _times[_rows] = time;
        _names[_rows] = name;
        for (var i = 0; i < numbers.Length; i++)
        {
            _numbers[i][_rows] = numbers[i];
        }

        if (++_rows == _times.Length)
        {
            Flush();
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    void Flush()
    {
        if (_rows == 0)
        {
            return;
        }

        using var group = _writer.CreateRowGroup();
        group.WriteAsync<long>(_columns.Time, _times.AsMemory(0, _rows)).GetAwaiter().GetResult();
        group.WriteAsync<ReadOnlyMemory<char>>(_columns.Name, _names.AsMemory(0, _rows)).GetAwaiter().GetResult();
        for (var i = 0; i < _numbers.Length; i++)
        {
            group.WriteAsync<T>(_columns.Numbers[i], _numbers[i].AsMemory(0, _rows)).GetAwaiter().GetResult();
        }

        _rows = 0;
    }
}
