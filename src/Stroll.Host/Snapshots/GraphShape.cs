using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Stroll.Units;

namespace Stroll.Host.Snapshots;

/// <summary>How the objects of one type are written.</summary>
enum Writing
{
    /// <summary>Its bytes as they lie in memory: no references inside.</summary>
    Raw,

    /// <summary>Text.</summary>
    Text,

    /// <summary>An array, element by element.</summary>
    Array,

    /// <summary>A part of an array, as a copy.</summary>
    Memory,

    /// <summary>A collection whose inside is nobody's business: its elements, in its own order, and its comparer's kind.</summary>
    Elements,

    /// <summary>A comparer: only which one it is.</summary>
    Comparer,

    /// <summary>Field by field.</summary>
    Fields,
}

/// <summary>Looks at types once: what of them is written, and what may not be.</summary>
/// <remarks>Only data is allowed: types of Core and of the run loop, and the collections of the runtime. A thread, a stream or a delegate in the graph is a bug of ours.</remarks>
static class GraphShape
{
    static readonly ConcurrentDictionary<Type, Writing> Writings = [];
    static readonly ConcurrentDictionary<Type, ImmutableArray<FieldInfo>> Fields = [];
    static readonly ConcurrentDictionary<Type, bool> Raws = [];

    static readonly HashSet<Type> Rebuilt =
    [
        typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(SortedSet<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableDictionary<,>), typeof(ImmutableList<>), typeof(ImmutableSortedSet<>), typeof(ImmutableHashSet<>),
    ];

    /// <summary>How objects of exactly this type are written.</summary>
    internal static Writing Of(Type type) => Writings.GetOrAdd(type, Look);

    /// <summary>The instance fields of a type and its bases, bases first, in the order of their declaration.</summary>
    internal static ImmutableArray<FieldInfo> FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
        [
            .. type.BaseType is { } under && under != typeof(object) && under != typeof(ValueType) ? FieldsOf(under) : [],
            .. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .OrderBy(field => field.MetadataToken),
        ]);

    /// <summary>True for a struct without references: its bytes say all.</summary>
    internal static bool IsRaw(Type type) => Raws.GetOrAdd(type, static type =>
        type.IsValueType && !(bool)typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(type).Invoke(null, null)!);

    static Writing Look(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return type == typeof(string) ? Writing.Text
            : type.IsArray ? Writing.Array
            : open == typeof(ReadOnlyMemory<>) ? Writing.Memory
            : Rebuilt.Contains(open) ? Writing.Elements
            : IsRaw(type) ? Writing.Raw
            : IsComparer(type) ? Writing.Comparer
            : IsAllowed(type) ? Writing.Fields
            : throw new InvariantException($"a snapshot can hold data only, and {type} is none");
    }

    static bool IsComparer(Type type) => type.Assembly == typeof(object).Assembly
        && (typeof(System.Collections.IComparer).IsAssignableFrom(type) || typeof(System.Collections.IEqualityComparer).IsAssignableFrom(type)
            || type.GetInterfaces().Any(face => face.IsGenericType && (face.GetGenericTypeDefinition() == typeof(IComparer<>) || face.GetGenericTypeDefinition() == typeof(IEqualityComparer<>))))
        && !type.IsValueType && type.Name.Contains("Compar", StringComparison.Ordinal);

    static bool IsAllowed(Type type) =>
        !typeof(Delegate).IsAssignableFrom(type) && !type.IsPointer
        && (type.Assembly == typeof(Pipeline).Assembly
            || (type.Namespace is "Stroll.Host.Stores" or "Stroll.Host.Stores.Running")
            || (type.Namespace is "System.Collections.Generic" or "System.Collections.Immutable")
            || (type.Namespace == "System" && (type.IsValueType || type == typeof(object))));
}
