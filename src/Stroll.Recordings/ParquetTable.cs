using System.Buffers;
using Parquet;
using Parquet.Schema;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>A parquet file from outside: every way in which it can be broken becomes a fault.</summary>
sealed class ParquetTable : IDisposable
{
    // Our own row groups have a quarter of a million rows, those of other tools a million. A lying length must not take the memory.
    const int RowLimit = 1 << 23;

    // One column of one row group takes some 50 ms. On about one in ten thousand mutated files the library never comes back.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string _path;
    readonly TimeSpan _patience;
    readonly Stream _stream;
    readonly ParquetReader _reader;

    ParquetTable(string path, TimeSpan patience, Stream stream, ParquetReader reader)
    {
        _path = path;
        _patience = patience;
        _stream = stream;
        _reader = reader;
    }

    internal int Groups => _reader.RowGroupCount;

    /// <summary>Reads the description of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long one piece of it may take; none means a minute.</param>
    internal static ParquetTable Open(string path, TimeSpan? patience = null)
    {
        var stream = FileSafety.OpenRead(path);
        try
        {
            var limit = patience ?? Patience;
            var reader = Outside(path, limit, () => ParquetReader.CreateAsync(stream).GetAwaiter().GetResult());
            return new(path, limit, stream, reader);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The column of this name.</summary>
    /// <exception cref="RecordingException">It is missing, has another type, or holds lists.</exception>
    internal DataField Column<T>(string name) => Column(name, typeof(T), typeof(T).Name);

    /// <summary>The column of this name, which holds text.</summary>
    /// <exception cref="RecordingException">It is missing, has another type, or holds lists.</exception>
    internal DataField TextColumn(string name) => Column(name, typeof(ReadOnlyMemory<char>), "text");

    DataField Column(string name, Type type, string words)
    {
        var fields = Outside(_path, _patience, () => _reader.Schema.GetDataFields());
        var field = fields.FirstOrDefault(f => f.Name == name && f.Path.Length == 1)
            ?? throw RecordingException.Of("parquet.column", _path, $"the column '{name}' is missing");
        return field.ClrType == type && !field.IsArray
            ? field
            : throw RecordingException.Of("parquet.column", _path, $"the column '{name}' holds {field.ClrType.Name}, expected {words}");
    }

    /// <summary>How many rows a group has.</summary>
    internal int Rows(int group)
    {
        var rows = Outside(_path, _patience, () => _reader.OpenRowGroupReader(group).RowCount);
        return rows is >= 0 and <= RowLimit
            ? (int)rows
            : throw RecordingException.Of("parquet.broken", _path, $"row group {group} has {rows} rows, expected at most {RowLimit}");
    }

    /// <summary>Reads one column of one group into the front of <paramref name="values"/>.</summary>
    internal void Read<T>(int group, DataField field, Memory<T> values)
        where T : struct => Outside(_path, _patience, () =>
        {
            using var reader = _reader.OpenRowGroupReader(group);
            if (!field.IsNullable)
            {
                reader.ReadAsync(field, values).AsTask().GetAwaiter().GetResult();
                return true;
            }

            // Other tools write every column as one that may hold nulls, though none does.
            var levels = ArrayPool<int>.Shared.Rent(values.Length);
            try
            {
                var some = levels.AsMemory(0, values.Length);
                reader.ReadRawAsync(field, values, some, null).AsTask().GetAwaiter().GetResult();
                return some.Span.Contains(0)
                    ? throw RecordingException.Of("parquet.null", _path, $"the column '{field.Name}' lacks a value, expected one in every row")
                    : true;
            }
            finally
            {
                ArrayPool<int>.Shared.Return(levels);
            }
        });

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    // The library is managed code: on bad bytes it throws whatever its loops meet. Nothing of ours runs inside, so that
    // every exception here speaks of the file. Running out of memory is one of them: a length field that lies.
    static T Outside<T>(string path, TimeSpan patience, Func<T> read)
    {
        try
        {
            // On a thread of its own, because there is no other way to leave a loop that does not end. The thread that is
            // left behind ends with the process, which has nothing to do with this file any more.
            var work = Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return ((IAsyncResult)work).AsyncWaitHandle.WaitOne(patience)
                ? work.GetAwaiter().GetResult()
                : throw RecordingException.Of("parquet.broken", path, $"not read within {patience.TotalSeconds} s, expected moments");
        }
        catch (Exception problem) when (problem is not RecordingException)
        {
            throw RecordingException.Of("parquet.broken", path, $"truncated or not parquet: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }
}
