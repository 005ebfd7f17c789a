using Parquet.Schema;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>The columns of <c>sightings.parquet</c>: one sighting a row, a box and three numbers a joint.</summary>
static class SightingsColumns
{
    internal const int BoxNumbers = 5;
    internal const int JointNumbers = 3;

    /// <summary>The box and its score, then by joint in the order of <see cref="Joint"/>.</summary>
    internal static readonly NamedColumns<float> All = new(new DataField("camera", typeof(string), false),
    [
        .. ((string[])["left", "top", "width", "height", "score"]).Select(name => new DataField<float>(name, false)),
        .. from joint in Enum.GetValues<Joint>() from part in (string[])["x", "y", "score"] select new DataField<float>($"{PeopleColumns.SnakeCase(joint)}_{part}", false),
    ]);
}
