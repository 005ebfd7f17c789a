namespace Stroll.Units;

/// <summary>What is wrong with settings, text or bytes that came from outside.</summary>
/// <param name="Code">Stable and searchable, as <c>store.unknown-key</c>; docs/faults.md lists them all.</param>
/// <param name="Where">A path, line or byte offset that a person can go to.</param>
/// <param name="Found">What stood there, and what was expected.</param>
public sealed record Fault(string Code, string Where, string Found)
{
    /// <summary>One line: where, what, code.</summary>
    public override string ToString() => $"{Where}: {Found} [{Code}]";
}

/// <summary>A value that was read from outside, or the fault met instead. Exactly two cases.</summary>
public abstract record Result<T>
{
    private Result()
    {
    }

    /// <summary>The value; every rule that its type promises holds.</summary>
    public sealed record Good(T Value) : Result<T>;

    /// <summary>No value, and why.</summary>
    public sealed record Bad(Fault Fault) : Result<T>;
}
