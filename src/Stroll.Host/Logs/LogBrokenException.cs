using Stroll.Units;

namespace Stroll.Host.Logs;

/// <summary>Bytes of a log are not what was written. Whoever meets it stops using the log; nothing of the broken part was used.</summary>
/// <param name="fault">Which file, at which byte.</param>
public sealed class LogBrokenException(Fault fault) : Exception(fault.ToString())
{
    /// <summary>Which file, at which byte.</summary>
    public Fault Fault => fault;
}
