namespace Stroll.Cli.Doctor;

/// <summary>How a check ended; the worse, the higher.</summary>
internal enum CheckState
{
    /// <summary>Fine.</summary>
    Ok,

    /// <summary>It will run, with a weakness that is named.</summary>
    Warn,

    /// <summary>It will not run, or not rightly.</summary>
    Fail,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="State">How it ended.</param>
/// <param name="Found">What was seen, with units.</param>
/// <param name="Remedy">What to do; none when fine.</param>
internal sealed record Check(string Name, CheckState State, string Found, string? Remedy = null)
{
    internal static Check Ok(string name, string found) => new(name, CheckState.Ok, found);

    internal static Check Warn(string name, string found, string remedy) => new(name, CheckState.Warn, found, remedy);

    internal static Check Fail(string name, string found, string remedy) => new(name, CheckState.Fail, found, remedy);
}
