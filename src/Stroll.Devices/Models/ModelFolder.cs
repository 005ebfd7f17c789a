using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Devices.Models;

/// <summary>The models that this program knows of, and a folder in which their files lie.</summary>
/// <param name="path">The folder; need not be there.</param>
public sealed class ModelFolder(string path)
{
    /// <summary>The variable that names the folder where no option does.</summary>
    public const string Variable = "STROLL_MODELS";

    const string Resources = "models/";

    /// <summary>Where the files lie.</summary>
    public string Path => path;

    /// <summary>The folder where nothing names one: <c>~/.local/share/stroll/models</c> on Linux.</summary>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "stroll", "models");

    /// <summary>The descriptors that come with the program, by name.</summary>
    public static IReadOnlyList<ModelDescriptor> Known { get; } = ReadKnown();

    /// <summary>Everything that may be used here: what comes with the program, and what stands as YAML in the folder. A descriptor in the folder wins.</summary>
    /// <returns>Bad where a YAML in the folder cannot be read.</returns>
    public Result<IReadOnlyList<ModelDescriptor>> All()
    {
        var all = Known.ToDictionary(model => model.Name);
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml").Order(StringComparer.Ordinal).ToArray() : [])
        {
            switch (ReadFile(file))
            {
                case Result<ModelDescriptor>.Good good:
                    all[good.Value.Name] = good.Value;
                    break;
                case Result<ModelDescriptor>.Bad bad:
                    return new Result<IReadOnlyList<ModelDescriptor>>.Bad(bad.Fault);
            }
        }

        return new Result<IReadOnlyList<ModelDescriptor>>.Good([.. all.Values.OrderBy(model => model.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Looks a model up.</summary>
    /// <returns>Bad (<c>model.unknown</c>) where there is none of this name.</returns>
    public Result<ModelDescriptor> Find(string name) => All() switch
    {
        Result<IReadOnlyList<ModelDescriptor>>.Good good => good.Value.FirstOrDefault(model => model.Name == name) is { } found
            ? new Result<ModelDescriptor>.Good(found)
            : new Result<ModelDescriptor>.Bad(new("model.unknown", name, $"no such model, expected one of {string.Join(", ", good.Value.Select(model => model.Name))}")),
        Result<IReadOnlyList<ModelDescriptor>>.Bad bad => new Result<ModelDescriptor>.Bad(bad.Fault),
        _ => throw new UnreachableException(),
    };

    /// <summary>Where the file of a model lies, or would.</summary>
    public string PathOf(ModelDescriptor model) => System.IO.Path.Combine(path, model.File);

    /// <summary>The bytes of a model whose hash is right.</summary>
    /// <returns>Bad: <c>model.missing</c>, <c>model.hash</c> (cut off or another file), or <c>file.unreadable</c>.</returns>
    public Result<byte[]> Load(ModelDescriptor model)
    {
        var file = PathOf(model);
        try
        {
            var length = new FileInfo(file).Length;
            if (length != model.Bytes)
            {
                return Bad("model.hash", file, $"{length} bytes, expected {model.Bytes} bytes with SHA-256 {model.Sha256}");
            }

            var bytes = File.ReadAllBytes(file);
            return HashOf(bytes) is var hash && hash == model.Sha256
                ? new Result<byte[]>.Good(bytes)
                : Bad("model.hash", file, $"SHA-256 {hash}, expected {model.Sha256}");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad("model.missing", file, $"there is no such file, expected the model {model.Name}; 'stroll models fetch {model.Name}' gets it where it is published, --models or {Variable} name another folder");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Bad("file.unreadable", file, fault.Message);
        }
    }

    /// <summary>SHA-256 as 64 lower-case hex digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static Result<byte[]> Bad(string code, string where, string found) => new Result<byte[]>.Bad(new(code, where, found));

    static Result<ModelDescriptor> ReadFile(string file)
    {
        try
        {
            return ModelYaml.Read(File.ReadAllText(file, new UTF8Encoding(false)), file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Result<ModelDescriptor>.Bad(new("file.unreadable", file, fault.Message));
        }
    }

    static ModelDescriptor[] ReadKnown()
    {
        var assembly = typeof(ModelFolder).Assembly;
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               where name.StartsWith(Resources, StringComparison.Ordinal)
               orderby name
               select Own(name, new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8).ReadToEnd()),
        ];
    }

    static ModelDescriptor Own(string name, string text) => ModelYaml.Read(text, name) switch
    {
        Result<ModelDescriptor>.Good good => good.Value,
        Result<ModelDescriptor>.Bad bad => throw new InvariantException($"a descriptor of our own is wrong: {bad.Fault}"),
        _ => throw new UnreachableException(),
    };
}
