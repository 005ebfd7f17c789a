using System.Globalization;
using Stroll.Geometry;

namespace Stroll.Recordings;

/// <summary>A closed group of keys: knows which keys there may be, and complains with the line.</summary>
sealed class YamlGroup
{
    readonly string _path;
    readonly string _what;
    readonly Dictionary<string, YamlTree> _values = new(StringComparer.Ordinal);

    internal YamlGroup(YamlTree tree, string path, string what, string[] known)
    {
        _path = path;
        _what = what;
        Line = tree.Line;
        if (tree is not YamlTree.Mapping mapping)
        {
            throw RecordingException.Of("store.type", $"{path}:{tree.Line}", $"{what} is {tree.Kind}, expected the keys {string.Join(", ", known)}");
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (!known.Contains(key.Value, StringComparer.Ordinal))
            {
                throw RecordingException.Of("store.unknown-key", $"{path}:{key.Line}", $"{what} has no key {key.Kind}, {Nearest.Hint(key.Value, known)}");
            }

            if (!_values.TryAdd(key.Value, value))
            {
                throw RecordingException.Of("store.duplicate", $"{path}:{key.Line}", $"the key {key.Kind} stands twice in {what}, expected once");
            }
        }
    }

    internal int Line { get; }

    internal RecordingException Missing(string key) =>
        RecordingException.Of("store.missing-key", $"{_path}:{Line}", $"{_what} lacks the key '{key}'");

    internal RecordingException Wrong(string key, string found, string expected) =>
        RecordingException.Of("store.type", $"{_path}:{(_values.TryGetValue(key, out var value) ? value.Line : Line)}", $"'{key}' of {_what} is {found}, expected {expected}");

    internal string Text(string key) => Find(key) is { } value
        ? value is YamlTree.Text { Value.Length: > 0 } text ? text.Value : throw Wrong(key, value.Kind, "some text")
        : throw Missing(key);

    internal int Number(string key)
    {
        var value = Find(key) ?? throw Missing(key);
        return value is YamlTree.Text text && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(key, value.Kind, "a whole number of zero or more");
    }

    internal double? Real(string key) => Find(key) is { } value ? Real(key, value) : null;

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

    internal IEnumerable<YamlGroup> Groups(string key, string what, string[] known)
    {
        // A key without a value, as `gates:`, means none of them.
        return Find(key) switch
        {
            null or YamlTree.Text { Value: "", IsPlain: true } => [],
            YamlTree.Sequence list => list.Items.Select(item => new YamlGroup(item, _path, what, known)),
            var other => throw Wrong(key, other.Kind, "a list"),
        };
    }

    YamlTree? Find(string key) => _values.GetValueOrDefault(key);

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
