using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What is played: how large the store is, who comes, and how well the sensors see. The seed decides the rest.</summary>
public sealed record Scenario
{
    /// <summary>The same seed plays the same day, byte for byte.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many people come in. One or more.</summary>
    public int Visits { get; init; } = 8;

    /// <summary>When the sensors start; people come a few seconds later.</summary>
    public Instant Start { get; init; } = new(1_767_603_600_000_000_000);

    /// <summary>The walls, the fixtures and the goods.</summary>
    public StoreSize Size { get; init; } = new();

    /// <summary>What people do.</summary>
    public Habits Habits { get; init; } = new();

    /// <summary>How the scales err.</summary>
    public ScaleNoise Scales { get; init; } = new();

    /// <summary>How the tracker of people errs.</summary>
    public TrackerNoise Tracker { get; init; } = new();
}

/// <summary>How large a store is.</summary>
/// <param name="Gondolas">One or more; they stand along the walls.</param>
/// <param name="ShelvesPerGondola">One to five.</param>
/// <param name="PlatesPerShelf">One or more, 0.12 m each.</param>
/// <param name="Products">At most as many as the assortment has names and the shelves have plates.</param>
public sealed record StoreSize(int Gondolas = 3, int ShelvesPerGondola = 4, int PlatesPerShelf = 8, int Products = 40);

/// <summary>What people do, as chances and lengths of time.</summary>
/// <param name="SecondsBetweenArrivals">Mean of an exponential wait; 1.5 s at the least.</param>
/// <param name="FewestStops">Stops at a shelf in one visit.</param>
/// <param name="MostStops">Not below <paramref name="FewestStops"/>.</param>
/// <param name="OnlyLooks">Chance that a stop is a look without a touch.</param>
/// <param name="Leans">Chance that a hand presses on the shelf and takes nothing.</param>
/// <param name="PutsBack">Chance that something held is put back at the next stop instead of taking more.</param>
/// <param name="PutsElsewhere">Of the put-backs, how many end at another product's place.</param>
/// <param name="TakesTwo">Chance that two pieces are taken in one reach.</param>
/// <param name="SpillsOver">Chance that a piece stands half a plate beside its facing.</param>
public sealed record Habits(
    double SecondsBetweenArrivals = 7,
    int FewestStops = 2,
    int MostStops = 5,
    double OnlyLooks = 0.12,
    double Leans = 0.08,
    double PutsBack = 0.2,
    double PutsElsewhere = 0.1,
    double TakesTwo = 0.2,
    double SpillsOver = 0.05);

/// <summary>How scales err.</summary>
/// <param name="Hertz">Samples a second.</param>
/// <param name="Batch">Samples in one message.</param>
/// <param name="QuietLow">White noise of the best plate, sd in grams.</param>
/// <param name="QuietHigh">White noise of the worst plate, sd in grams.</param>
/// <param name="ShakeSameShelf">Common vibration of a shelf's plates while a hand works on it, sd in grams a plate.</param>
/// <param name="ShakeSameGondola">The same, on the other shelves of the gondola.</param>
/// <param name="DriftPerMinute">Largest slope of the slow drift, grams.</param>
/// <param name="SettleSeconds">Time constant with which a plate follows a new load.</param>
public sealed record ScaleNoise(
    int Hertz = 60,
    int Batch = 12,
    double QuietLow = 0.8,
    double QuietHigh = 2.0,
    double ShakeSameShelf = 4,
    double ShakeSameGondola = 1.2,
    double DriftPerMinute = 0.8,
    double SettleSeconds = 0.12);

/// <summary>How the tracker of people errs.</summary>
/// <param name="Hertz">Moments a second.</param>
/// <param name="JointMetres">White noise of each coordinate of a joint, sd.</param>
/// <param name="Missing">Chance that a joint is not seen at a moment.</param>
public sealed record TrackerNoise(int Hertz = 15, double JointMetres = 0.02, double Missing = 0.02);
