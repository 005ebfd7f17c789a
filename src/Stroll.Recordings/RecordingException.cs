using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Something that came from outside turned out bad while it was being streamed, too late for a <see cref="Result{T}"/>.</summary>
/// <param name="fault">What was met, and where; one line for a person.</param>
public sealed class RecordingException(Fault fault) : Exception(fault.ToString())
{
    /// <summary>What was met, and where.</summary>
    public Fault Fault { get; } = fault;

    internal static RecordingException Of(string code, string where, string found) => new(new Fault(code, where, found));
}
