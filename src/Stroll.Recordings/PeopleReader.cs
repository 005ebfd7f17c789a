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
        var people = ImmutableArray.CreateBuilder<TrackedPerson>();
        long? current = null;
        foreach (var (times, persons, numbers) in NamedGroup<double>.Read(path, patience, PeopleColumns.All))
        {
            for (var row = 0; row < times.Length; row++)
            {
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
