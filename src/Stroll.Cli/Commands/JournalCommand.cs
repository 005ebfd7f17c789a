using System.CommandLine;
using System.Security.Cryptography;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Host.Journal;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll journal</c></summary>
internal static class JournalCommand
{
    internal static Command Build(Terminal terminal) => new StrollCommand("journal", "Proves what was done, and that nobody changed the list.").With(Check(terminal));

    static StrollCommand Check(Terminal terminal)
    {
        var (settings, data, store) = KeptStore.Options();
        var checkpoints = new Option<string?>("--checkpoints") { HelpName = "FILE", Description = "Checkpoints that were kept elsewhere, one a line. Without them a cut end is not seen." };
        var key = new Option<string?>("--key") { HelpName = "FILE", Description = "The public key (PEM) that goes with the checkpoints." };
        var json = StrollCommand.JsonOption();
        return new StrollCommand("check", "Walks the chain of privileged acts of a store and compares it with checkpoints kept elsewhere.")
        {
            Notes =
            [
                "Each entry holds the hash of the one before: what was changed, left out, put in between or brought into another order shows. That the end was cut off, or everything written anew, shows against a signed checkpoint that somebody else has kept: webhooks carry one away each hour, and GET /api/v1/journal/checkpoint hands out the newest with the key. The exit code is 1 when something is wrong.",
                "JSON: {\"store\", \"entries\", \"checkpoints\", \"isWhole\", \"fault\"}.",
            ],
            Examples = [new("./stroll journal check --checkpoints kept.txt --key journal.pem", "says how many entries there are, or the first that is not as it was written.")],
        }.With(settings, data, store, checkpoints, key, json).Does(typed => Run(
            terminal, typed.GetValue(settings)!, typed.GetValue(data), typed.GetValue(store), typed.GetValue(checkpoints), typed.GetValue(key), typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string settings, string? data, string? store, string? checkpoints, string? key, bool asJson)
    {
        if ((checkpoints is null) != (key is null))
        {
            throw new Refusal(new("journal.key", checkpoints ?? key!, "checkpoints and the key that signed them go together, expected both or neither"));
        }

        using var kept = KeptStore.Open(settings, data, store);
        var points = checkpoints is null ? [] : Read(checkpoints);
        using var signer = key is null ? null : Key(key);
        var found = kept.Database.Read(transaction => JournalCheck.Of(kept.Key, JournalTable.All(transaction), points, signer));
        var fault = found is Result<long>.Bad(var wrong) ? wrong : null;
        var entries = found is Result<long>.Good(var count) ? count : 0;
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("store", kept.Key.ToString());
                json.WriteNumber("entries", entries);
                json.WriteNumber("checkpoints", points.Length);
                json.WriteBoolean("isWhole", fault is null);
                json.WriteString("fault", fault?.ToString());
                json.WriteEndObject();
            });
        }
        else
        {
            terminal.Output.WriteLine(fault is null
                ? $"whole   journal of {kept.Key}: {entries} entries, {(points.Length == 0 ? "no checkpoint to compare with: a cut end would not be seen" : $"{points.Length} checkpoints agree")}"
                : $"BROKEN  {fault}");
        }

        return fault is null ? ExitCode.Good : ExitCode.Failure;
    }

    static Checkpoint[] Read(string path) =>
    [
        .. Refusal.Unless(InputFile.Text(path, "checkpoints")).Split('\n').Select((line, i) => (Line: line.Trim(), Number: i + 1)).Where(line => line.Line.Length > 0)
            .Select(line => Refusal.Unless(Checkpoint.Parse(line.Line, $"{path}:{line.Number}"))),
    ];

    static ECDsa Key(string path)
    {
        var text = Refusal.Unless(InputFile.Text(path, "a public key (PEM)"));
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(text);
            return key;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new Refusal(new("journal.key", path, "no key in PEM, expected the public key of the store"));
        }
    }
}
