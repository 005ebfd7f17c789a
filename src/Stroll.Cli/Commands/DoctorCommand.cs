using System.CommandLine;
using Spectre.Console;
using Stroll.Cli.Doctor;
using Stroll.Cli.Frame;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll doctor</c></summary>
internal static class DoctorCommand
{
    internal static Command Build(Terminal terminal)
    {
        var folder = new Option<string>("--data")
        {
            HelpName = "DIR",
            Description = "Folder where recordings and receipts will lie; it is probed for writing and free space. The current folder if not given.",
            DefaultValueFactory = _ => ".",
        };
        var models = ModelOptions.FolderOption();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("doctor", "Looks at this machine and says what to do about it.")
        {
            Notes =
            [
                "Each check ends in ok, warn or fail; warn and fail come with a remedy. The exit code is 1 when a check fails. Nothing is changed on the machine. How many cameras it carries is measured for two seconds on one core, where the models are here.",
                "JSON: {\"checks\": [{\"name\", \"state\", \"found\", \"remedy\"}], \"worst\": \"ok\"|\"warn\"|\"fail\"}.",
            ],
            Examples =
            [
                new("./stroll doctor", "checks the machine before the first recording."),
                new("./stroll doctor --data /srv/stroll --json", "the same for another data folder, for a script."),
            ],
        }.With(folder, models, json).Does(typed => Run(terminal, typed.GetValue(folder)!, typed.GetValue(models)!, typed.GetValue(json)));
    }

    static int Run(Terminal terminal, string folder, string models, bool asJson)
    {
        var checks = Examination.Of(folder, terminal, models);
        var worst = checks.Max(c => c.State);
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("checks");
                foreach (var check in checks)
                {
                    json.WriteStartObject();
                    json.WriteString("name", check.Name);
                    json.WriteString("state", Word(check.State));
                    json.WriteString("found", check.Found);
                    json.WriteString("remedy", check.Remedy);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("worst", Word(worst));
                json.WriteEndObject();
            });
        }
        else
        {
            Print(terminal, checks);
        }

        return worst == CheckState.Fail ? ExitCode.Failure : ExitCode.Good;
    }

    static void Print(Terminal terminal, IReadOnlyList<Check> checks)
    {
        var screen = Screen.On(terminal);
        var column = checks.Max(c => c.Name.Length) + 2;
        foreach (var check in checks)
        {
            var colour = check.State switch { CheckState.Ok => "green", CheckState.Warn => "yellow", _ => "red" };
            screen.MarkupLine($"[{colour}]{Word(check.State),-5}[/] {Markup.Escape(check.Name.PadRight(column))}{Markup.Escape(check.Found)}");
            if (check.Remedy is { } remedy)
            {
                screen.MarkupLine($"{new string(' ', 6 + column)}[bold]→[/] {Markup.Escape(remedy)}");
            }
        }
    }

    static string Word(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Warn => "warn",
        _ => "fail",
    };
}
