using Stroll.Host.Stores;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>One message of a device, parsed and checked, not yet in the log.</summary>
/// <param name="Store">Where the device stands.</param>
/// <param name="Device">Its source name in the store, as <c>shelf 2/5</c>.</param>
/// <param name="Boot">Which start of the device; rises with each.</param>
/// <param name="Sequence">Counts up within one boot. The same (device, boot, sequence) is the same message.</param>
/// <param name="Observation">What it says, with the time at which it was true by the device's own clock.</param>
/// <param name="Received">When it arrived, by the host's clock.</param>
public sealed record DeviceMessage(StoreKey Store, string Device, long Boot, long Sequence, Observation Observation, Instant Received)
{
    /// <summary>When it was sent, by the device's own clock; none where the device does not say. Tells a slow clock from a slow way.</summary>
    public Instant? Sent { get; init; }
}

/// <summary>What became of a message. Only after one of these may its sender forget it.</summary>
public abstract record Intake
{
    private Intake()
    {
    }

    /// <summary>It is in the log and survives the loss of power; or it had been there already.</summary>
    public sealed record Kept : Intake;

    /// <summary>It can never be taken: the store or device is unknown, or the device is quarantined. Sending it again changes nothing.</summary>
    public sealed record Refused(Fault Fault) : Intake;
}

/// <summary>Where devices hand in what they have to say. Buses, simulators and gateways call it; the log is behind it.</summary>
public interface IIngest
{
    /// <summary>Completes when the message is durable, or refused for good. Waits, rather than drops, when the store is behind.</summary>
    ValueTask<Intake> Take(DeviceMessage message, CancellationToken cancellation);
}
