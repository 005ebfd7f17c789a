using System.Text.RegularExpressions;
using Stroll.Web.Doors;

namespace Stroll.Web.Text;

/// <summary>Names of the code as people read them.</summary>
public static partial class Words
{
    /// <summary>As <c>floor staff</c>.</summary>
    public static string Of(Role role) => Spaced(role.ToString());

    /// <summary>As <c>see visits</c>.</summary>
    public static string Of(Right right) => Spaced(right.ToString());

    /// <summary>Any name of a choice, as <c>not taken</c>.</summary>
    public static string Of(Enum choice) => Spaced(choice.ToString());

    static string Spaced(string name) => Hump().Replace(name, " $1").Trim().ToLowerInvariant();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Hump();
}
