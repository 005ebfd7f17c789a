using System.Diagnostics;
using Stroll.Units;

namespace Stroll.Cli.Frame;

/// <summary>Ends a command early with one line on standard error.</summary>
/// <param name="fault">What is wrong with the input.</param>
internal sealed class Refusal(Fault fault) : Exception(fault.ToString())
{
    /// <summary>What is wrong with the input.</summary>
    internal Fault Fault => fault;

    /// <summary>The value, or the end of the command.</summary>
    /// <exception cref="Refusal">There is no value.</exception>
    internal static T Unless<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new Refusal(bad.Fault),
        _ => throw new UnreachableException(),
    };
}
