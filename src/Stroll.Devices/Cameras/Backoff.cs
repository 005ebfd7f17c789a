namespace Stroll.Devices.Cameras;

/// <summary>How long to wait before the next try: longer each time, never long.</summary>
/// <param name="First">Before the second try.</param>
/// <param name="Most">However often it failed. A camera that returns is to be seen again within seconds.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Most)
{
    /// <summary>The defaults: 0.25 s, doubling up to 2 s.</summary>
    public static Backoff Default => new(TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(2));

    /// <summary>The wait after so many failures in a row; at least one.</summary>
    public TimeSpan After(int failures) => TimeSpan.FromTicks(Math.Min(Most.Ticks, First.Ticks << Math.Min(failures - 1, 20)));
}
