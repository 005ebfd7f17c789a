using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Stroll.Recordings;

/// <summary>A YAML document as a tree whose every node knows its line.</summary>
/// <remarks>Built from parser events, with a bound on depth: a file of a million brackets must be a fault, not a dead process.</remarks>
abstract record YamlTree(int Line)
{
    const int DepthLimit = 16;
    const int NodeLimit = 1_000_000;

    internal sealed record Text(int Line, string Value, bool IsPlain) : YamlTree(Line);

    internal sealed record Sequence(int Line, List<YamlTree> Items) : YamlTree(Line);

    internal sealed record Mapping(int Line, List<(Text Key, YamlTree Value)> Entries) : YamlTree(Line);

    /// <summary>What the node is, for messages.</summary>
    internal string Kind => this switch
    {
        Text { Value: "" } => "nothing",
        Text text => $"'{(text.Value.Length > 40 ? text.Value[..40] + "…" : text.Value)}'",
        Sequence => "a list",
        _ => "a group of keys",
    };

    internal static YamlTree Parse(string text, string path, YamlCodes codes)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw RecordingException.Of(codes.Syntax, path, "the file is empty, expected keys and values");
            }

            var left = NodeLimit;
            var root = Node(parser, path, codes, DepthLimit, ref left);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _)
                ? root
                : throw RecordingException.Of(codes.Syntax, path, "a second document follows, expected one");
        }
        catch (Exception bad) when (bad is not (YamlException or RecordingException))
        {
            // The scanner of the library stumbles over some broken texts instead of complaining (found by mutated files).
            throw RecordingException.Of(codes.Syntax, path, $"not YAML: {OneLine(bad.Message)}");
        }
        catch (YamlException bad)
        {
            throw RecordingException.Of(codes.Syntax, $"{path}:{bad.Start.Line}", $"not YAML: {OneLine(bad.Message)}");
        }
    }

    static YamlTree Node(Parser parser, string path, YamlCodes codes, int depth, ref int left)
    {
        var line = (int)Math.Min(parser.Current?.Start.Line ?? 1, int.MaxValue);
        if (depth == 0 || --left < 0)
        {
            throw RecordingException.Of(codes.Syntax, $"{path}:{line}", "nested too deeply or too long for such a file");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            throw RecordingException.Of(codes.Syntax, $"{path}:{line}", "anchors and aliases are not used here, write the value out");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new Text(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(parser, path, codes, depth - 1, ref left));
            }

            return new Sequence(line, items);
        }

        parser.Consume<MappingStart>();
        var entries = new List<(Text, YamlTree)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, path, codes, depth - 1, ref left);
            entries.Add(key is Text name
                ? (name, Node(parser, path, codes, depth - 1, ref left))
                : throw RecordingException.Of(codes.Syntax, $"{path}:{key.Line}", $"the key is {key.Kind}, expected a word"));
        }

        return new Mapping(line, entries);
    }

    static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
