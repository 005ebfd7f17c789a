using Stroll.Units;

namespace Stroll.Tests.Recordings;

static class Results
{
    internal static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new InvalidOperationException($"expected a value, found {bad.Fault}"),
        _ => throw new InvalidOperationException(),
    };

    internal static Fault Bad<T>(Result<T> result) => Assert.IsType<Result<T>.Bad>(result).Fault;
}
