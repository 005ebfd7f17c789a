using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Devices.Bus;
using Stroll.Host.Stores;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll device</c></summary>
internal static class DeviceCommand
{
    internal static Command Build(Terminal terminal) =>
        new StrollCommand("device", "Stands in for devices, and makes their secrets.").With(Simulate(terminal), Secret(terminal));

    static StrollCommand Secret(Terminal terminal) => new StrollCommand("secret", "Makes of a device's password what may stand in stroll.yaml.")
    {
        Notes = ["The password is read from the variable STROLL_DEVICE_PASSWORD, so that it stands in no history of a shell. What is printed cannot be turned back into it (PBKDF2, RFC 8018), and is another each time."],
        Examples = [new("STROLL_DEVICE_PASSWORD=\"$(cat scale-7.password)\" ./stroll device secret", "prints pbkdf2$…, which goes behind 'secret:' of the device.")],
    }.Does(_ =>
    {
        terminal.Output.WriteLine(BusSecret.Of(Live.Secrets.From("STROLL_DEVICE_PASSWORD")));
        return ExitCode.Good;
    });

    static StrollCommand Simulate(Terminal terminal)
    {
        var recording = new Argument<string>("REC") { Description = "The folder of a recording." };
        var store = new Option<string>("--store") { HelpName = "TENANT/STORE", Required = true, Description = "As whose devices." };
        var broker = new Option<string>("--broker") { HelpName = "HOST:PORT", DefaultValueFactory = _ => "127.0.0.1:1883", Description = "Where the host or its broker listens." };
        var user = new Option<string?>("--user") { HelpName = "NAME", Description = "User name; the password comes from STROLL_DEVICE_PASSWORD." };
        var prefix = new Option<string>("--prefix") { HelpName = "WORD", DefaultValueFactory = _ => "stroll", Description = "First word of every topic." };
        var faults = new Option<string>("--faults") { HelpName = "LIST", DefaultValueFactory = _ => "", Description = "What the devices do wrong, each with its probability a message: doubled, reordered, cut-off, paused, rebooted." };
        var speed = new Option<double>("--speed") { HelpName = "X", DefaultValueFactory = _ => 1, Description = "How many times as fast as it was recorded." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", DefaultValueFactory = _ => 1UL, Description = "Decides the faults." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("simulate", "Plays a recording over MQTT as its devices would: simulated, whatever was recorded.")
        {
            Notes =
            [
                "Each shelf, tracker, camera and gate of the recording is a client with its own connection, boot and sequences. What was said at the beginning is said now. A message is kept until it is acknowledged and is sent again when the connection was lost. docs/bus.md describes what is sent.",
                "JSON: {\"devices\", \"sent\", \"kept\", \"refused\", \"refusal\"}. The exit code is 1 when messages were refused.",
            ],
            Examples =
            [
                new("./stroll device simulate case-1 --store acme/corner", "a real session, played into the store acme/corner on this machine."),
                new("./stroll device simulate day --store acme/corner --faults doubled=0.03,cut-off=0.001", "with doubled messages and lost connections."),
            ],
        }.With(recording, store, broker, user, prefix, faults, speed, seed, json).Does(typed => Run(
            terminal, typed.GetValue(recording)!, typed.GetValue(store)!, Broker(typed.GetValue(broker)!, typed.GetValue(user)), typed.GetValue(prefix)!,
            Refusal.Unless(DeviceFaults.Parse(typed.GetValue(faults)!)), typed.GetValue(speed), typed.GetValue(seed), typed.GetValue(json)));
    }

    static BrokerAddress Broker(string text, string? user)
    {
        var cut = text.LastIndexOf(':');
        return cut > 0 && int.TryParse(text[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new(text[..cut], port, User: user, Password: user is null ? null : Environment.GetEnvironmentVariable("STROLL_DEVICE_PASSWORD"))
            : throw new Refusal(new("device.broker", "--broker", $"'{text}', expected HOST:PORT"));
    }

    static int Run(
        Terminal terminal, string path, string store, BrokerAddress broker, string prefix, DeviceFaults faults, double speed, ulong seed, bool asJson)
    {
        if (!StoreKey.TryParse(store, out var key))
        {
            return terminal.Refuse(new Fault("device.store", "--store", $"'{store}', expected TENANT/STORE in a-z, 0-9 and hyphen"));
        }

        if (speed is not (> 0 and <= 1000))
        {
            return terminal.Refuse(new Fault("device.speed", "--speed", "expected a number above 0, up to 1000"));
        }

        var recording = Refusal.Unless(RecordingReader.Open(path));
        DevicesPlayed played;
        try
        {
            played = SimulatedDevices.Play(
                new(broker, prefix, key), recording.Model.Store, [.. recording.Sources.Select(source => source.Name)], recording.Read(), faults, speed, seed,
                TimeProvider.System, terminal.Stop).GetAwaiter().GetResult();
        }
        catch (RecordingException broken)
        {
            return terminal.Refuse(broken.Fault);
        }

        Report(terminal, played, asJson);
        return played.Refused == 0 ? ExitCode.Good : ExitCode.Failure;
    }

    static void Report(Terminal terminal, DevicesPlayed played, bool asJson)
    {
        if (!asJson)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{played.Devices} devices said {played.Sent:N0} messages: {played.Kept:N0} kept, {played.Refused:N0} refused."));
            if (played.Refusal is { } why)
            {
                terminal.Output.WriteLine($"The last was refused because: {why}");
            }

            return;
        }

        JsonDocumentOut.Write(terminal.Output, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("devices", played.Devices);
            json.WriteNumber("sent", played.Sent);
            json.WriteNumber("kept", played.Kept);
            json.WriteNumber("refused", played.Refused);
            json.WriteString("refusal", played.Refusal);
            json.WriteEndObject();
        });
    }
}
