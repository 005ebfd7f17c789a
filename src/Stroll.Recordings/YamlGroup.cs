using System.Globalization;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>The codes with which the faults of one kind of YAML file are told.</summary>
/// <param name="Syntax">It is no YAML, or uses what such a file does not need (anchors, several documents).</param>
/// <param name="Type">A value has the wrong type or range.</param>
/// <param name="UnknownKey">A key that such a file does not have.</param>
/// <param name="MissingKey">A key that such a file must have.</param>
/// <param name="Duplicate">Something stands twice.</param>
public sealed record YamlCodes(string Syntax, string Type, string UnknownKey, string MissingKey, string Duplicate);

/// <summary>A closed group of keys in a YAML file: knows which keys there may be, and complains with file, line and the nearest known word.</summary>
/// <remarks>Everything but <see cref="Read"/> throws a <see cref="RecordingException"/> where something is wrong; <see cref="Read"/> turns that into a
/// <see cref="Result{T}"/>.</remarks>
public sealed class YamlGroup
{
    readonly string _path;
    readonly string _what;
    readonly YamlCodes _codes;
    readonly Dictionary<string, YamlTree> _values = new(StringComparer.Ordinal);

    YamlGroup(YamlTree tree, string path, string what, YamlCodes codes, IReadOnlyCollection<string> known)
    {
        (_path, _what, _codes) = (path, what, codes);
        Line = tree.Line;
        if (tree is not YamlTree.Mapping mapping)
        {
            throw RecordingException.Of(codes.Type, $"{path}:{tree.Line}", $"{what} is {tree.Kind}, expected the keys {string.Join(", ", known)}");
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (!known.Contains(key.Value, StringComparer.Ordinal))
            {
                throw RecordingException.Of(codes.UnknownKey, $"{path}:{key.Line}", $"{what} has no key {key.Kind}, {Nearest.Hint(key.Value, known)}");
            }

            if (!_values.TryAdd(key.Value, value))
            {
                throw RecordingException.Of(codes.Duplicate, $"{path}:{key.Line}", $"the key {key.Kind} stands twice in {what}, expected once");
            }
        }
    }

    /// <summary>Where the group begins, from 1.</summary>
    public int Line { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="what">What the file describes, for messages, as <c>the store</c>.</param>
    /// <param name="codes">Of its faults.</param>
    /// <param name="known">The keys at the top.</param>
    /// <param name="read">Makes the value of the group at the top.</param>
    public static Result<T> Read<T>(string text, string path, string what, YamlCodes codes, IReadOnlyCollection<string> known, Func<YamlGroup, T> read) =>
        FileSafety.Guard(path, () => read(Root(text, path, what, codes, known)));

    /// <summary>A fault at a key, or at the group where the key is not there.</summary>
    public RecordingException Wrong(string key, string found, string expected) =>
        RecordingException.Of(_codes.Type, Where(key), $"'{key}' of {_what} is {found}, expected {expected}");

    /// <summary>File and line of a key; those of the group where the key is not there.</summary>
    public string Where(string key) => $"{_path}:{(_values.TryGetValue(key, out var value) ? value.Line : Line)}";

    /// <summary>True where the key is there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>A number; none where the key is not there.</summary>
    public double? Real(string key) => Find(key) is { } value ? Real(key, value) : null;

    /// <summary>Yes or no; none where the key is not there.</summary>
    public bool? Truth(string key) => Find(key) switch
    {
        null => null,
        YamlTree.Text { Value: "true", IsPlain: true } => true,
        YamlTree.Text { Value: "false", IsPlain: true } => false,
        var other => throw Wrong(key, other.Kind, "true or false"),
    };

    /// <summary>One of some words; none where the key is not there.</summary>
    public string? Choice(string key, IReadOnlyCollection<string> known) => Find(key) is { } value ? Choice(key, value, known) : null;

    /// <summary>A list of such words, each at most once; empty where the key is not there.</summary>
    public IReadOnlyList<string> Choices(string key, IReadOnlyCollection<string> known)
    {
        var words = Items(key).Select(item => Choice(key, item, known)).ToArray();
        return words.GroupBy(word => word).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw RecordingException.Of(_codes.Duplicate, Where(key), $"'{twice.Key}' stands twice in '{key}' of {_what}, expected once")
            : words;
    }

    /// <summary>A list of such words that may repeat; empty where the key is not there.</summary>
    public IReadOnlyList<string> Words(string key, IReadOnlyCollection<string> known) => [.. Items(key).Select(item => Choice(key, item, known))];

    /// <summary>A list of texts; empty where the key is not there.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(item => item is YamlTree.Text { Value.Length: > 0 } text ? text.Value : throw Wrong(key, item.Kind, "a list of texts"))];

    /// <summary>Some text; none where the key is not there.</summary>
    public string? OptionalText(string key) => Find(key) is { } value
        ? value is YamlTree.Text { Value.Length: > 0 } text ? text.Value : throw Wrong(key, value.Kind, "some text")
        : null;

    /// <summary>A group inside this one; none where the key is not there.</summary>
    public YamlGroup? Group(string key, string what, IReadOnlyCollection<string> known) => Find(key) switch
    {
        null or YamlTree.Text { Value: "", IsPlain: true } => null,
        var tree => new(tree, _path, what, _codes, known),
    };

    internal static YamlGroup Root(string text, string path, string what, YamlCodes codes, IReadOnlyCollection<string> known) =>
        new(YamlTree.Parse(text, path, codes), path, what, codes, known);

    /// <summary>A fault for a key that must be there.</summary>
    public RecordingException Missing(string key) =>
        RecordingException.Of(_codes.MissingKey, $"{_path}:{Line}", $"{_what} lacks the key '{key}'");

    /// <summary>Some text that must be there.</summary>
    public string Text(string key) => OptionalText(key) ?? throw Missing(key);

    internal int Number(string key)
    {
        var value = Find(key) ?? throw Missing(key);
        return value is YamlTree.Text text && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(key, value.Kind, "a whole number of zero or more");
    }

    internal double? Positive(string key) => Real(key) is { } value
        ? value > 0 ? value : throw Wrong(key, value.ToString(CultureInfo.InvariantCulture), "a number above zero")
        : null;

    internal Point3? Triple(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value is YamlTree.Sequence { Items: [var x, var y, var z] }
            ? new Point3(Metres(key, x), Metres(key, y), Metres(key, z))
            : throw Wrong(key, value.Kind, "three numbers as [x, y, z]");
    }

    internal (double First, double Second)? Pair(string key) => Reals(key, 2, 2) is { } two ? (two[0], two[1]) : null;

    internal double[]? Reals(string key, int fewest, int most)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value is YamlTree.Sequence list && list.Items.Count >= fewest && list.Items.Count <= most
            ? [.. list.Items.Select(item => Real(key, item))]
            : throw Wrong(key, value.Kind, fewest == most ? $"{most} numbers as [a, b]" : $"{fewest} to {most} numbers as [a, b]");
    }

    internal List<(double X, double Y)>? Pairs(string key) => Find(key) switch
    {
        null => null,
        YamlTree.Sequence list => [.. list.Items.Select(item => item is YamlTree.Sequence { Items: [var x, var y] } ? (Real(key, x), Real(key, y)) : throw Wrong(key, item.Kind, "pairs as [x, y]"))],
        var other => throw Wrong(key, other.Kind, "a list of pairs as [x, y]"),
    };

    /// <summary>The groups of a list; none where the key is not there.</summary>
    public IEnumerable<YamlGroup> Groups(string key, string what, string[] known) =>
        Items(key).Select(item => new YamlGroup(item, _path, what, _codes, known));

    YamlTree? Find(string key) => _values.GetValueOrDefault(key);

    // A key without a value, as `gates:`, means none of them.
    List<YamlTree> Items(string key) => Find(key) switch
    {
        null or YamlTree.Text { Value: "", IsPlain: true } => [],
        YamlTree.Sequence list => list.Items,
        var other => throw Wrong(key, other.Kind, "a list"),
    };

    string Choice(string key, YamlTree value, IReadOnlyCollection<string> known) => value is YamlTree.Text text
        ? known.FirstOrDefault(word => word == text.Value)
            ?? throw RecordingException.Of(_codes.Type, $"{_path}:{value.Line}", $"'{key}' of {_what} knows no {value.Kind}, {Nearest.Hint(text.Value, known)}")
        : throw Wrong(key, value.Kind, "a word");

    double Metres(string key, YamlTree value)
    {
        var metres = Real(key, value);
        return Math.Abs(metres) <= StoreYaml.LimitMetres
            ? metres
            : throw Wrong(key, metres.ToString(CultureInfo.InvariantCulture), $"metres within {StoreYaml.LimitMetres}");
    }

    double Real(string key, YamlTree value) =>
        value is YamlTree.Text text
        && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw Wrong(key, value.Kind, "a number");
}
