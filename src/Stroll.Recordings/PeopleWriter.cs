using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Appends tracked people to <c>people.parquet</c>, a row group at a time.</summary>
sealed class PeopleWriter(string path) : IDisposable
{
    const int GroupRows = 1 << 13;

    readonly NamedWriter<double> _rows = new(path, PeopleColumns.All, GroupRows);
    readonly double[] _row = new double[PeopleColumns.All.Numbers.Length];
    Instant? _last;

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
    public void Dispose() => _rows.Dispose();

    void Add(Instant at, string person, Body? body)
    {
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var estimate = body?[(Joint)joint] ?? JointEstimate.Missing;
            var parts = _row.AsSpan(joint * PeopleColumns.Parts.Length);
            (parts[0], parts[1], parts[2], parts[3]) = (estimate.Position.X, estimate.Position.Y, estimate.Position.Z, estimate.Score);
        }

        _rows.Add(at.Nanoseconds, person.AsMemory(), _row);
    }
}
