using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Stroll.Host.Snapshots;

/// <summary>Writes everything that can be reached from one object, each object once.</summary>
/// <param name="output">Where to.</param>
/// <param name="known">Objects that the reader has anyway, as the layout of the store: only their place in this list is written.</param>
sealed class GraphWriter(BinaryWriter output, IReadOnlyList<object> known)
{
    internal const int Null = -1;
    internal const int New = -2;

    readonly Dictionary<object, int> _written = Known(known);
    readonly Dictionary<Type, int> _types = [];

    /// <summary>Writes a reference: to what was written before, or with all that it leads to.</summary>
    internal void Write(object? value)
    {
        if (value is null)
        {
            output.Write(Null);
        }
        else if (_written.TryGetValue(value, out var number))
        {
            output.Write(number);
        }
        else
        {
            output.Write(New);
            if (!value.GetType().IsValueType)
            {
                _written.Add(value, _written.Count);
            }

            WriteType(value.GetType());
            WriteContent(value, value.GetType());
        }
    }

    static Dictionary<object, int> Known(IReadOnlyList<object> known)
    {
        var written = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (var value in known)
        {
            written.Add(value, written.Count);
        }

        return written;
    }

    void WriteType(Type type)
    {
        if (_types.TryGetValue(type, out var number))
        {
            output.Write(number);
            return;
        }

        output.Write(_types.Count);
        output.Write(type.AssemblyQualifiedName!);
        _types.Add(type, _types.Count);
    }

    void WriteContent(object value, Type type)
    {
        switch (GraphShape.Of(type))
        {
            case Writing.Raw:
                RawOf(type)(output, value);
                break;
            case Writing.Text:
                output.Write((string)value);
                break;
            case Writing.Array:
                WriteArray((Array)value, type.GetElementType()!);
                break;
            case Writing.Memory:
                WriteArray((Array)type.GetMethod("ToArray")!.Invoke(value, null)!, type.GetGenericArguments()[0]);
                break;
            case Writing.Elements:
                WriteElements((IEnumerable)value);
                break;
            case Writing.Comparer:
                break;
            case Writing.Fields:
                WriteFields(value, type);
                break;
        }
    }

    void WriteFields(object value, Type type)
    {
        foreach (var field in GraphShape.FieldsOf(type))
        {
            WriteSlot(field.GetValue(value), field.FieldType);
        }
    }

    /// <summary>A value where its type is known from its place: structs in place, everything else as a reference.</summary>
    void WriteSlot(object? value, Type type)
    {
        if (!type.IsValueType)
        {
            Write(value);
        }
        else if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            output.Write(value is not null);
            if (value is not null)
            {
                WriteContent(value, inner);
            }
        }
        else
        {
            WriteContent(value!, type);
        }
    }

    void WriteArray(Array array, Type element)
    {
        output.Write(array.Length);
        if (GraphShape.IsRaw(element))
        {
            WriteRaws.MakeGenericMethod(element).Invoke(null, [output, array]);
            return;
        }

        foreach (var value in array)
        {
            WriteSlot(value, element);
        }
    }

    void WriteElements(IEnumerable collection)
    {
        var elements = collection.Cast<object>().ToArray();
        output.Write(elements.Length);
        foreach (var element in elements)
        {
            WriteSlot(element, element.GetType());
        }
    }

    static readonly ConcurrentDictionary<Type, Action<BinaryWriter, object>> RawWriters = [];

    static Action<BinaryWriter, object> RawOf(Type type) =>
        RawWriters.GetOrAdd(type, static type => WriteRaw.MakeGenericMethod(type).CreateDelegate<Action<BinaryWriter, object>>());

    static readonly MethodInfo WriteRaw = typeof(GraphWriter).GetMethod(nameof(Raw), BindingFlags.Static | BindingFlags.NonPublic)!;
    static readonly MethodInfo WriteRaws = typeof(GraphWriter).GetMethod(nameof(Raws), BindingFlags.Static | BindingFlags.NonPublic)!;

    static void Raw<T>(BinaryWriter output, object boxed)
        where T : unmanaged
    {
        var value = (T)boxed;
        output.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
    }

    static void Raws<T>(BinaryWriter output, T[] values)
        where T : unmanaged => output.Write(MemoryMarshal.AsBytes<T>(values));
}
