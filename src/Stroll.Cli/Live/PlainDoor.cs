using System.Collections.Immutable;
using Stroll.Host.Ingest;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Takes messages of devices in this process straight into the log of one store.</summary>
internal sealed class PlainDoor(ILog log) : IIngest
{
    readonly ImmutableDictionary<string, SourceId> _sources = log.Header.Sources.ToImmutableDictionary(source => source.Name, source => source.Source);

    public async ValueTask<Host.Ingest.Intake> Take(DeviceMessage message, CancellationToken cancellation)
    {
        if (!_sources.TryGetValue(message.Device, out var source))
        {
            return new Host.Ingest.Intake.Refused(new("device.unknown", message.Device, "no such device in the store"));
        }

        await log.Append(new[] { new LogEntry(source, message.Boot, message.Sequence, message.Observation) }, cancellation);
        return new Host.Ingest.Intake.Kept();
    }
}
