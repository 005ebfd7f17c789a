using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Stroll.Units;

namespace Stroll.Host.Snapshots;

/// <summary>Reads what <see cref="GraphWriter"/> wrote; the bytes have passed their checksum.</summary>
/// <param name="input">Where from.</param>
/// <param name="known">The same objects in the same order as when it was written.</param>
sealed class GraphReader(BinaryReader input, IReadOnlyList<object> known)
{
    readonly List<object?> _read = [.. known];
    readonly List<Type> _types = [];

    /// <summary>Reads a reference and all that it leads to.</summary>
    internal object? Read()
    {
        var number = input.ReadInt32();
        if (number == GraphWriter.Null)
        {
            return null;
        }

        if (number != GraphWriter.New)
        {
            return _read[number] ?? throw new InvariantException("a snapshot refers to an object that contains itself as an element");
        }

        var type = ReadType();
        if (type.IsValueType)
        {
            return ReadContent(type);
        }

        var place = _read.Count;
        _read.Add(null);
        if (GraphShape.Of(type) != Writing.Fields)
        {
            return _read[place] = ReadContent(type, place);
        }

        var value = RuntimeHelpers.GetUninitializedObject(type);
        _read[place] = value;
        ReadFields(value, type);
        return value;
    }

    Type ReadType()
    {
        var number = input.ReadInt32();
        if (number == _types.Count)
        {
            _types.Add(Type.GetType(input.ReadString(), throwOnError: true)!);
        }

        return _types[number];
    }

    object ReadContent(Type type, int place = -1)
    {
        switch (GraphShape.Of(type))
        {
            case Writing.Raw:
                return RawOf(type)(input);
            case Writing.Text:
                return input.ReadString();
            case Writing.Array:
                return ReadArray(type.GetElementType()!, place);
            case Writing.Memory:
                return Activator.CreateInstance(type, ReadArray(type.GetGenericArguments()[0], -1))!;
            case Writing.Elements:
                return ReadElements(type);
            case Writing.Comparer:
                return ComparerOf(type);
            default:
                var value = RuntimeHelpers.GetUninitializedObject(type);
                ReadFields(value, type);
                return value;
        }
    }

    void ReadFields(object value, Type type)
    {
        foreach (var field in GraphShape.FieldsOf(type))
        {
            field.SetValue(value, ReadSlot(field.FieldType));
        }
    }

    object? ReadSlot(Type type) =>
        !type.IsValueType ? Read()
        : Nullable.GetUnderlyingType(type) is { } inner ? input.ReadBoolean() ? ReadContent(inner) : null
        : ReadContent(type);

    Array ReadArray(Type element, int place)
    {
        var array = Array.CreateInstance(element, input.ReadInt32());
        if (place >= 0)
        {
            _read[place] = array;
        }

        if (GraphShape.IsRaw(element))
        {
            ReadRaws.MakeGenericMethod(element).Invoke(null, [input, array]);
            return array;
        }

        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(ReadSlot(element), i);
        }

        return array;
    }

    object ReadElements(Type type)
    {
        var arguments = type.GetGenericArguments();
        var element = arguments.Length == 2 ? typeof(KeyValuePair<,>).MakeGenericType(arguments) : arguments[0];
        var elements = Array.CreateInstance(element, input.ReadInt32());
        for (var i = 0; i < elements.Length; i++)
        {
            elements.SetValue(ReadElement(element), i);
        }

        return Rebuild(type, elements, arguments[0]);
    }

    // Elements stand without a reference of their own; those of reference types with one inside a pair.
    object? ReadElement(Type element) => element.IsValueType ? ReadContent(element) : Read();

    static object Rebuild(Type type, Array elements, Type key)
    {
        var open = type.GetGenericTypeDefinition();
        if (type.Namespace == "System.Collections.Immutable")
        {
            var factory = open == typeof(ImmutableSortedDictionary<,>) ? typeof(ImmutableSortedDictionary)
                : open == typeof(ImmutableDictionary<,>) ? typeof(ImmutableDictionary)
                : open == typeof(ImmutableList<>) ? typeof(ImmutableList)
                : open == typeof(ImmutableSortedSet<>) ? typeof(ImmutableSortedSet)
                : typeof(ImmutableHashSet);
            return factory.GetMethods()
                .Single(method => method.Name == "CreateRange" && method.GetParameters() is [{ ParameterType.Name: "IEnumerable`1" }])
                .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [elements])!;
        }

        // Words are compared by their letters everywhere in what is written; numbers and ids as they are.
        var collection = key == typeof(string) ? Activator.CreateInstance(type, StringComparer.Ordinal)! : Activator.CreateInstance(type)!;
        if (collection is IDictionary dictionary)
        {
            foreach (var pair in elements)
            {
                dictionary.Add(pair.GetType().GetProperty("Key")!.GetValue(pair)!, pair.GetType().GetProperty("Value")!.GetValue(pair));
            }
        }
        else
        {
            var add = type.GetMethod("Add", [key])!;
            foreach (var value in elements)
            {
                add.Invoke(collection, [value]);
            }
        }

        return collection;
    }

    static object ComparerOf(Type type) =>
        type.IsAssignableFrom(StringComparer.Ordinal.GetType()) ? StringComparer.Ordinal
        : type.IsGenericType && type.Name.Contains("Equality", StringComparison.Ordinal)
            ? typeof(EqualityComparer<>).MakeGenericType(type.GetGenericArguments()[0]).GetProperty("Default")!.GetValue(null)!
        : type.IsGenericType ? typeof(Comparer<>).MakeGenericType(type.GetGenericArguments()[0]).GetProperty("Default")!.GetValue(null)!
        : throw new InvariantException($"a snapshot holds a comparer that nobody knows: {type}");

    static readonly ConcurrentDictionary<Type, Func<BinaryReader, object>> RawReaders = [];

    static Func<BinaryReader, object> RawOf(Type type) =>
        RawReaders.GetOrAdd(type, static type => ReadRaw.MakeGenericMethod(type).CreateDelegate<Func<BinaryReader, object>>());

    static readonly MethodInfo ReadRaw = typeof(GraphReader).GetMethod(nameof(Raw), BindingFlags.Static | BindingFlags.NonPublic)!;
    static readonly MethodInfo ReadRaws = typeof(GraphReader).GetMethod(nameof(Raws), BindingFlags.Static | BindingFlags.NonPublic)!;

    static object Raw<T>(BinaryReader input)
        where T : unmanaged
    {
        T value = default;
        input.BaseStream.ReadExactly(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    static void Raws<T>(BinaryReader input, T[] values)
        where T : unmanaged => input.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
}
