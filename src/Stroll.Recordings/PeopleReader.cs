using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Streams <c>people.parquet</c>, one moment at a time. Holds one row group.</summary>
sealed class PeopleReader(string path, TimeSpan? patience = null)
{
    internal IEnumerable<Observation.PeopleSeen> Read()
    {
        using var table = ParquetTable.Open(path, patience);
        var time = table.Column<long>("t_ns");
        var person = table.TextColumn("person");
        var columns = PeopleColumns.Numbers.Select(field => table.Column<double>(field.Name)).ToArray();
        var people = ImmutableArray.CreateBuilder<TrackedPerson>();
        long? current = null;
        var lastStart = long.MinValue;
        for (var group = 0; group < table.Groups; group++)
        {
            var rows = table.Rows(group);
            if (rows == 0)
            {
                continue;
            }

            var times = new long[rows];
            var persons = new ReadOnlyMemory<char>[rows];
            var numbers = Array.ConvertAll(columns, _ => new double[rows]);
            table.Read<long>(group, time, times);
            table.Read<ReadOnlyMemory<char>>(group, person, persons);
            for (var i = 0; i < columns.Length; i++)
            {
                table.Read<double>(group, columns[i], numbers[i]);
            }

            if (times.Max() < lastStart)
            {
                throw RecordingException.Of("recording.time-backwards", path, $"row group {group} lies wholly before the one in front of it, expected rising times");
            }

            lastStart = times.Min();
            for (var row = 0; row < rows; row++)
            {
                TimeLimits.Check(times[row], path);
                if (current is { } at && at != times[row])
                {
                    yield return new(new Instant(at), people.ToImmutable());
                    people.Clear();
                }

                current = times[row];
                if (persons[row].Length > 0)
                {
                    people.Add(new(persons[row].ToString(), BodyOf(numbers, row)));
                }
            }
        }

        if (current is { } last)
        {
            yield return new(new Instant(last), people.ToImmutable());
        }
    }

    Body BodyOf(double[][] numbers, int row)
    {
        var joints = ImmutableArray.CreateBuilder<JointEstimate>(Body.JointCount);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var first = joint * PeopleColumns.Parts.Length;
            var position = new Point3(numbers[first][row], numbers[first + 1][row], numbers[first + 2][row]);
            var score = numbers[first + 3][row];
            var isAbsurd = position.IsKnown && position.Length > StoreYaml.LimitMetres;
            if (isAbsurd || score is not (>= 0 and <= 1))
            {
                throw RecordingException.Of(
                    "people.absurd-value", path, $"{(Joint)joint} in row {row} of a row group is at {position} with score {score}, expected metres in the store and a score from 0 to 1");
            }

            joints.Add(new(position, score));
        }

        return new(joints.MoveToImmutable());
    }
}
