using Parquet;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Appends tracked people to <c>people.parquet</c>, a row group at a time.</summary>
sealed class PeopleWriter : IDisposable
{
    const int GroupRows = 1 << 13;

    readonly Stream _stream;
    readonly ParquetWriter _writer;
    readonly long[] _times = new long[GroupRows];
    readonly ReadOnlyMemory<char>[] _persons = new ReadOnlyMemory<char>[GroupRows];
    readonly double[][] _numbers = [.. PeopleColumns.Numbers.Select(_ => new double[GroupRows])];
    Instant? _last;
    int _rows;

    internal PeopleWriter(string path)
    {
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        _writer = ParquetWriter.CreateAsync(PeopleColumns.Schema, _stream, PeopleColumns.Options()).GetAwaiter().GetResult();
    }

    /// <summary>Moments so far, those with nobody included.</summary>
    internal long Frames { get; private set; }

    internal void Append(Observation.PeopleSeen seen)
    {
        // Rows of one time are one moment when they are read again.
        Invariant.Holds(_last != seen.At, "two moments of one tracker have the same time");
        _last = seen.At;
        Frames++;
        if (seen.People.IsEmpty)
        {
            // A moment at which nobody was seen is a fact too: it ends the presence of those seen before.
            Add(seen.At, "", null);
        }

        foreach (var person in seen.People)
        {
            Invariant.Holds(person.Person.Length > 0, "a tracked person has an id");
            Add(seen.At, person.Person, person.Body);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    void Add(Instant at, string person, Body? body)
    {
        _times[_rows] = at.Nanoseconds;
        _persons[_rows] = person.AsMemory();
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var estimate = body?[(Joint)joint] ?? JointEstimate.Missing;
            var first = joint * PeopleColumns.Parts.Length;
            _numbers[first][_rows] = estimate.Position.X;
            _numbers[first + 1][_rows] = estimate.Position.Y;
            _numbers[first + 2][_rows] = estimate.Position.Z;
            _numbers[first + 3][_rows] = estimate.Score;
        }

        if (++_rows == GroupRows)
        {
            Flush();
        }
    }

    void Flush()
    {
        if (_rows == 0)
        {
            return;
        }

        using var group = _writer.CreateRowGroup();
        group.WriteAsync<long>(PeopleColumns.Time, _times.AsMemory(0, _rows)).GetAwaiter().GetResult();
        group.WriteAsync<ReadOnlyMemory<char>>(PeopleColumns.Person, _persons.AsMemory(0, _rows)).GetAwaiter().GetResult();
        for (var i = 0; i < _numbers.Length; i++)
        {
            group.WriteAsync<double>(PeopleColumns.Numbers[i], _numbers[i].AsMemory(0, _rows)).GetAwaiter().GetResult();
        }

        _rows = 0;
    }
}
