using System.CommandLine;
using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Cli.Live;
using Stroll.Cli.Upkeep;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll check</c>, <c>stroll backup</c> and <c>stroll restore</c>.</summary>
internal static class UpkeepCommands
{
    internal static Command Check(Terminal terminal)
    {
        var data = Data();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("check", "Reads everything that an installation keeps and says whether it is what was written.")
        {
            Notes =
            [
                "Every block of every log, newest first, the book of deletions, and every database. It changes nothing and may run while the installation does. The exit code is 1 when something is broken.",
                "JSON: {\"parts\": [{\"name\", \"words\", \"faults\": []}], \"isWhole\"}.",
            ],
            Examples = [new("./stroll check --data stroll-data", "one line for each database and log.")],
        }.With(data, json).Does(typed => RunCheck(terminal, typed.GetValue(data)!, typed.GetValue(json)));
    }

    internal static Command Backup(Terminal terminal)
    {
        var data = Data();
        var to = new Option<string>("--to") { HelpName = "DIR", Required = true, Description = "A new folder for the copy." };
        return new StrollCommand("backup", "Copies everything that an installation keeps, while it runs.")
        {
            Notes = ["Open visits go on from the copy as after a power cut. The copy holds everything that the installation knows: keep it as safe. Rows that are in PostgreSQL are backed up with PostgreSQL's own programs, before this one."],
            Examples = [new("./stroll backup --data stroll-data --to copies/2026-11-24", "a copy with a list of hashes.")],
        }.With(data, to).Does(typed => RunBackup(terminal, typed.GetValue(data)!, typed.GetValue(to)!));
    }

    internal static Command Restore(Terminal terminal)
    {
        var copy = new Argument<string>("COPY") { Description = "The folder that 'stroll backup' made." };
        var data = Data();
        return new StrollCommand("restore", "Makes a data folder of a copy, on this machine or another.")
        {
            Notes = ["The hashes of the copy are compared before anything is written, and everything is checked afterwards. The data folder must be new or empty: what is there is never overwritten."],
            Examples = [new("./stroll restore copies/2026-11-24 --data stroll-data", "then './stroll serve' goes on from it.")],
        }.With(copy, data).Does(typed => RunRestore(terminal, typed.GetValue(copy)!, typed.GetValue(data)!));
    }

    static Option<string> Data() => new("--data")
    {
        HelpName = "DIR",
        DefaultValueFactory = _ => "stroll-data",
        Description = "The folder of everything that is kept.",
    };

    static int RunCheck(Terminal terminal, string data, bool asJson)
    {
        Exists(data);
        var parts = FolderCheck.Of(data).ToArray();
        var isWhole = parts.All(part => part.Faults.Count == 0);
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("parts");
                foreach (var part in parts)
                {
                    json.WriteStartObject();
                    json.WriteString("name", part.Name);
                    json.WriteString("words", part.Words);
                    json.WriteStartArray("faults");
                    foreach (var fault in part.Faults)
                    {
                        json.WriteStringValue(fault);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteBoolean("isWhole", isWhole);
                json.WriteEndObject();
            });
        }
        else
        {
            foreach (var part in parts)
            {
                terminal.Output.WriteLine($"{(part.Faults.Count == 0 ? "whole " : "BROKEN")}  {part.Name}: {part.Words}");
                foreach (var fault in part.Faults)
                {
                    terminal.Output.WriteLine($"        {fault}");
                }
            }
        }

        return isWhole ? ExitCode.Good : ExitCode.Failure;
    }

    static int RunBackup(Terminal terminal, string data, string to)
    {
        Exists(data);
        if (HasAnything(to))
        {
            return terminal.Refuse(new Fault("backup.place", to, "holds something already, expected a new folder"));
        }

        var (files, bytes) = Upkeep.Backup.Make(data, to);
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files, {bytes / 1e6:0.0} MB in {Path.GetFullPath(to)}"));
        return ExitCode.Good;
    }

    static int RunRestore(Terminal terminal, string copy, string data)
    {
        Exists(copy);
        if (HasAnything(data))
        {
            return terminal.Refuse(new Fault("backup.place", data, "holds something already, expected a new folder"));
        }

        using (Refusal.Unless(KeptFolder.Take(data)))
        {
            if (Upkeep.Backup.Restore(copy, data) is { } fault)
            {
                return terminal.Refuse(fault);
            }
        }

        return RunCheck(terminal, data, asJson: false);
    }

    static void Exists(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new Refusal(new("file.missing", folder, "there is no such folder"));
        }
    }

    // The lock of a folder that nobody runs on any more is nothing.
    static bool HasAnything(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != "lock");
}
