using System.Text;
using Parquet.Schema;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>The columns of <c>people.parquet</c>: one person a row, four numbers a joint.</summary>
static class PeopleColumns
{
    internal static readonly string[] Parts = ["x", "y", "z", "score"];

    /// <summary>By joint in the order of <see cref="Joint"/>, then by part.</summary>
    internal static readonly NamedColumns<double> All = new(
        new DataField("person", typeof(string), false),
        [.. from joint in Enum.GetValues<Joint>() from part in Parts select new DataField<double>($"{SnakeCase(joint)}_{part}", false)]);

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
