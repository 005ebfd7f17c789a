using System.Text;
using Parquet;
using Parquet.Schema;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>The columns of <c>people.parquet</c>: one person a row, four numbers a joint.</summary>
static class PeopleColumns
{
    internal static readonly string[] Parts = ["x", "y", "z", "score"];
    internal static readonly DataField<long> Time = new("t_ns", false);
    internal static readonly DataField Person = new("person", typeof(string), false);

    /// <summary>By joint in the order of <see cref="Joint"/>, then by part.</summary>
    internal static readonly DataField<double>[] Numbers =
        [.. from joint in Enum.GetValues<Joint>() from part in Parts select new DataField<double>($"{SnakeCase(joint)}_{part}", false)];

    internal static ParquetSchema Schema => new([Time, Person, .. Numbers]);

    internal static ParquetOptions Options()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy };
        options.ColumnEncodingHints[Time.Name] = EncodingHint.DeltaBinaryPacked;
        options.ColumnEncodingHints[Person.Name] = EncodingHint.Dictionary;
        return options;
    }

    internal static string SnakeCase(Joint joint)
    {
        var text = new StringBuilder();
        foreach (var letter in joint.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
