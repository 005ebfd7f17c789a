using Stroll.Cli.Frame;

namespace Stroll.Cli.Live;

/// <summary>Secrets come from the environment and stand in no file.</summary>
internal static class Secrets
{
    /// <summary>The value of a variable.</summary>
    /// <exception cref="Refusal">It is not set.</exception>
    internal static string From(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new Refusal(new("settings.secret", $"the variable {variable}", "it is not set, expected the secret that the settings refer to"));
}
