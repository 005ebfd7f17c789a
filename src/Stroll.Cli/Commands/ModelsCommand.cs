using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Devices.Models;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary><c>stroll models</c></summary>
internal static class ModelsCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    internal static Command Build(Terminal terminal) =>
        new StrollCommand("models", "Models that find people, joints, faces and products: what is known, what is here.").With(List(terminal), Fetch(terminal), Verify(terminal));

    static StrollCommand List(Terminal terminal)
    {
        var folder = ModelOptions.FolderOption();
        var json = StrollCommand.JsonOption();
        return new StrollCommand("list", "Lists the models that are known, with licence and source, and whether their files are here.")
        {
            Notes =
            [
                "A model is known by a small YAML file; docs/models.md explains its keys, and more of them may be put into the folder. Models are other people's work: the licence is theirs.",
                "JSON: {\"folder\", \"models\": [{\"name\", \"task\", \"file\", \"licence\", \"source\", \"url\", \"sha256\", \"state\": \"here\"|\"missing\"|\"wrong\"}]}.",
            ],
            Examples = [new("./stroll models list", "a table.")],
        }.With(folder, json).Does(typed => ListAll(terminal, new(typed.GetValue(folder)!), typed.GetValue(json)));
    }

    static StrollCommand Fetch(Terminal terminal)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "Which models; all that are published as files where none is named." };
        var folder = ModelOptions.FolderOption();
        return new StrollCommand("fetch", "Gets models from their own sources and refuses every file with another hash than pinned.")
        {
            Notes = ["What is here and right is left alone. A model that is published in another form only has no address; its descriptor says where it comes from."],
            Examples = [new("./stroll models fetch yolox-nano", "one detector, 3.7 MB.")],
        }.With(names, folder).Does(typed => FetchAll(terminal, new(typed.GetValue(folder)!), typed.GetValue(names)!));
    }

    static StrollCommand Verify(Terminal terminal)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "Which models; all whose files are here where none is named." };
        var folder = ModelOptions.FolderOption();
        return new StrollCommand("verify", "Checks hash and shape of model files.")
        {
            Notes = ["Each is hashed, loaded and held against its descriptor. The exit code is 1 where one is wrong."],
            Examples = [new("./stroll models verify", "all that are here.")],
        }.With(names, folder).Does(typed => VerifyAll(terminal, new(typed.GetValue(folder)!), typed.GetValue(names)!));
    }

    static int ListAll(Terminal terminal, ModelFolder folder, bool asJson)
    {
        var models = Refusal.Unless(folder.All());
        if (asJson)
        {
            JsonDocumentOut.Write(terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteString("folder", folder.Path);
                json.WriteStartArray("models");
                foreach (var model in models)
                {
                    json.WriteStartObject();
                    json.WriteString("name", model.Name);
                    json.WriteString("task", model.Task.ToString().ToLowerInvariant());
                    json.WriteString("file", model.File);
                    json.WriteString("licence", model.Licence);
                    json.WriteString("source", model.Source);
                    json.WriteString("url", model.Url?.ToString());
                    json.WriteString("sha256", model.Sha256);
                    json.WriteString("state", State(folder, model));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            return ExitCode.Good;
        }

        foreach (var model in models)
        {
            terminal.Output.WriteLine(Terminal.Visible($"{State(folder, model),-8} {model.Name,-17} {model.Task.ToString().ToLowerInvariant(),-10} {model.Licence,-14} {model.Source}"));
        }

        terminal.Output.WriteLine($"in {folder.Path}");
        return ExitCode.Good;
    }

    static string State(ModelFolder folder, ModelDescriptor model) => folder.Load(model) switch
    {
        Result<byte[]>.Good => "here",
        Result<byte[]>.Bad { Fault.Code: "model.missing" } => "missing",
        _ => "wrong",
    };

    static int FetchAll(Terminal terminal, ModelFolder folder, string[] names)
    {
        using var http = new HttpClient { Timeout = Patience };
        var models = names.Length > 0 ? names.Select(name => Refusal.Unless(folder.Find(name))) : Refusal.Unless(folder.All()).Where(model => model.Url is not null);
        foreach (var model in models.ToArray())
        {
            var isNew = Refusal.Unless(ModelFetch.Fetch(http, folder, model, terminal.Stop));
            terminal.Output.WriteLine(Terminal.Visible($"{model.Name}: {(isNew ? "fetched" : "here already")}, {model.Bytes:N0} bytes, licence {model.Licence} ({model.Source})"));
        }

        return ExitCode.Good;
    }

    static int VerifyAll(Terminal terminal, ModelFolder folder, string[] names)
    {
        ModelDescriptor[] models = names.Length > 0
            ? [.. names.Select(name => Refusal.Unless(folder.Find(name)))]
            : [.. Refusal.Unless(folder.All()).Where(model => File.Exists(folder.PathOf(model)))];
        var wrong = 0;
        foreach (var model in models)
        {
            var fault = folder.Load(model) switch
            {
                Result<byte[]>.Good good => ModelSession.Open(model, good.Value) switch
                {
                    Result<ModelSession>.Good session => Closed(session.Value),
                    Result<ModelSession>.Bad bad => bad.Fault,
                    _ => throw new System.Diagnostics.UnreachableException(),
                },
                Result<byte[]>.Bad bad => bad.Fault,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            wrong += fault is null ? 0 : 1;
            terminal.Output.WriteLine(Terminal.Visible(fault is null ? $"ok    {model.Name}" : $"fail  {model.Name}: {fault}"));
        }

        terminal.Output.WriteLine($"{models.Length} checked, {wrong} wrong, in {folder.Path}");
        return wrong > 0 ? ExitCode.Failure : ExitCode.Good;
    }

    static Fault? Closed(ModelSession session)
    {
        session.Dispose();
        return null;
    }
}
