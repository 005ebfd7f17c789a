using System.Reflection;

namespace Stroll.Cli.Live;

/// <summary>This program, by name.</summary>
internal static class Build
{
    /// <summary>As <c>0.1.0+abc123</c>.</summary>
    internal static string Version { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
