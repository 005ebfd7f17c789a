using Parquet;
using Parquet.Schema;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>The columns of <c>sightings.parquet</c>: one sighting a row, a box and three numbers a joint.</summary>
static class SightingsColumns
{
    internal const int BoxNumbers = 5;
    internal const int JointNumbers = 3;

    internal static readonly DataField<long> Time = new("t_ns", false);
    internal static readonly DataField Camera = new("camera", typeof(string), false);

    /// <summary>The box and its score, then by joint in the order of <see cref="Joint"/>.</summary>
    internal static readonly DataField<float>[] Numbers =
    [
        .. ((string[])["left", "top", "width", "height", "score"]).Select(name => new DataField<float>(name, false)),
        .. from joint in Enum.GetValues<Joint>() from part in (string[])["x", "y", "score"] select new DataField<float>($"{PeopleColumns.SnakeCase(joint)}_{part}", false),
    ];

    internal static ParquetSchema Schema => new([Time, Camera, .. Numbers]);

    internal static ParquetOptions Options()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        options.ColumnEncodingHints[Time.Name] = EncodingHint.DeltaBinaryPacked;
        options.ColumnEncodingHints[Camera.Name] = EncodingHint.Dictionary;
        return options;
    }
}
