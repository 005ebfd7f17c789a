using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What is played: how large the store is, who comes, and how well the sensors see. The seed decides the rest.</summary>
public sealed record Scenario
{
    /// <summary>For people.</summary>
    public string Name { get; init; } = "day";

    /// <summary>The same seed plays the same day, byte for byte.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many visits there are, children and companions included, staff not. 0 is a closed store and needs a length.</summary>
    public int Visits { get; init; } = 8;

    /// <summary>How long people may come in and the sensors run at the least; none for "until the last visit has ended". At the end of
    /// it the store closes: nobody comes in any more, and who is inside goes to the door.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>When the sensors start; people come a few seconds later.</summary>
    public Instant Start { get; init; } = new(1_767_603_600_000_000_000);

    /// <summary>The walls, the fixtures and how many products there are.</summary>
    public StoreSize Size { get; init; } = new();

    /// <summary>A store with its goods that somebody else has described, in place of a drawn one.</summary>
    public StoreModel? Given { get; init; }

    /// <summary>What people do, act by act, in place of what habits and chance would have them do. Needs a store that is given.</summary>
    public Script? Script { get; init; }

    /// <summary>How alike the goods are.</summary>
    public Goods Goods { get; init; } = new();

    /// <summary>What people do.</summary>
    public Habits Habits { get; init; } = new();

    /// <summary>How the scales err.</summary>
    public ScaleNoise Scales { get; init; } = new();

    /// <summary>How the tracker of people errs.</summary>
    public TrackerNoise Tracker { get; init; } = new();

    /// <summary>How people come into the log.</summary>
    public PeopleEntry People { get; init; }

    /// <summary>How the cameras err, where people come in through them.</summary>
    public CameraNoise Cameras { get; init; } = new();

    /// <summary>Switched on whatever the seed says; so is what they need.</summary>
    public ImmutableHashSet<Feature> Force { get; init; } = [];

    /// <summary>Switched off whatever the seed says; so is what needs them.</summary>
    public ImmutableHashSet<Feature> Forbid { get; init; } = [];

    /// <summary>Chance with which the seed switches each feature on. None: the everyday ones are on and the others are off.</summary>
    public double? Swarm { get; init; }

    /// <summary>What contradicts itself or lies out of range; none when it can be played, unless the store turns out to be impossible.</summary>
    public Fault? Fault() => Switches.Check(this);
}

/// <summary>How people come into the log.</summary>
public enum PeopleEntry
{
    /// <summary>From an assumed tracker that already knows who is who.</summary>
    Tracked,

    /// <summary>From raw cameras: boxes and joints in pictures, who is who unknown.</summary>
    Sightings,
}

/// <summary>What kind of store is drawn.</summary>
public enum StoreKind
{
    /// <summary>Gondolas along the walls of one room.</summary>
    Corner,

    /// <summary>One long counter with a narrow floor before it.</summary>
    Stand,

    /// <summary>Gondolas back to back in rows with aisles between them.</summary>
    Supermarket,
}

/// <summary>How large a store is.</summary>
/// <param name="Gondolas">One or more.</param>
/// <param name="ShelvesPerGondola">One to five.</param>
/// <param name="PlatesPerShelf">One or more, 0.12 m each.</param>
/// <param name="Products">At most as many as the assortment has names and the shelves have plates.</param>
/// <param name="Kind">Where the gondolas stand.</param>
/// <param name="Cameras">How many hang under its ceiling, calibrated. They speak only where people come in as sightings.</param>
public sealed record StoreSize(
    int Gondolas = 3, int ShelvesPerGondola = 4, int PlatesPerShelf = 8, int Products = 40, StoreKind Kind = StoreKind.Corner, int Cameras = 6)
{
    /// <summary>A corner store of 96 plates.</summary>
    public static StoreSize CornerStore => new();

    /// <summary>A stadium's stand: few products, 60 plates, everybody at one counter.</summary>
    public static StoreSize StadiumStand => new(Gondolas: 2, ShelvesPerGondola: 3, PlatesPerShelf: 10, Products: 16, StoreKind.Stand, Cameras: 4);

    /// <summary>A small supermarket of 1,000 plates.</summary>
    public static StoreSize SmallSupermarket => new(Gondolas: 20, ShelvesPerGondola: 5, PlatesPerShelf: 10, Products: 400, StoreKind.Supermarket, Cameras: 20);
}

/// <summary>How alike the goods are.</summary>
/// <param name="WithNeighbour">Share of products that another product comes within <paramref name="NeighbourGrams"/> of. 74 of 83 were measured.</param>
/// <param name="NeighbourGrams">What counts as alike.</param>
/// <param name="BesideEachOther">True to put products of like weight side by side.</param>
/// <param name="Soft">Share of products in soft packs.</param>
/// <param name="Bulk">Share of products sold by weight.</param>
/// <param name="WrongPlaces">How many pairs of facings the planogram confuses.</param>
/// <param name="WrongWeights">How many products have a wrong weight in the catalogue.</param>
public sealed record Goods(
    double WithNeighbour = 0.89, double NeighbourGrams = 10, bool BesideEachOther = false, double Soft = 0.15, double Bulk = 0.1,
    int WrongPlaces = 3, int WrongWeights = 3);

/// <summary>What people do, as chances and lengths of time. A chance counts only where its feature is on.</summary>
/// <param name="SecondsBetweenArrivals">Mean of an exponential wait between parties; 1.5 s at the least.</param>
/// <param name="FewestStops">Stops at a shelf in one visit.</param>
/// <param name="MostStops">Not below <paramref name="FewestStops"/>.</param>
/// <param name="OnlyLooks">Chance that a stop is a look without a touch.</param>
/// <param name="Leans">Chance that a hand presses on the shelf and takes nothing.</param>
/// <param name="Hesitates">Chance that a piece is lifted and set down again.</param>
/// <param name="PutsBack">Chance that something held is put back at the next stop instead of taking more.</param>
/// <param name="PutsElsewhere">Of the put-backs, how many end at another product's place.</param>
/// <param name="TakesTwo">Chance that several pieces are taken in one reach.</param>
/// <param name="MostAtOnce">The most pieces in one reach.</param>
/// <param name="SpillsOver">Chance that a piece stands half a plate beside its facing.</param>
/// <param name="Straddles">Chance that a piece which would fit on one plate stands on two.</param>
/// <param name="RestsHand">Chance that a take begins with a hand at rest on the plate: 20 to 120 g for 0.5 to 2 s.</param>
/// <param name="HoldsLong">Chance that a take begins with 3 to 8 s of holding.</param>
/// <param name="SeeksOthers">Chance that somebody goes to a shelf where another person is.</param>
/// <param name="ComesInGroup">Chance that who comes is a group of two to four.</param>
/// <param name="IsChild">Chance that a companion is a child.</param>
/// <param name="HandsOver">Chance, after each stop, of a hand-over to somebody who stands near.</param>
/// <param name="Rarely">Chance, after each take or at each stop, of each of the rare things: swap, eat, hide, drop, leave a foreign thing, rest a bag.</param>
/// <param name="ComesBack">Chance that who leaves comes in again.</param>
/// <param name="SecondsBetweenStaff">Mean time between two visits of staff.</param>
/// <param name="Tailgates">Chance that a single person slips in behind another.</param>
/// <param name="IsBystander">Chance that a person takes nothing at all.</param>
public sealed record Habits(
    double SecondsBetweenArrivals = 7,
    int FewestStops = 2,
    int MostStops = 5,
    double OnlyLooks = 0.12,
    double Leans = 0.08,
    double Hesitates = 0.08,
    double PutsBack = 0.36,
    double PutsElsewhere = 0.1,
    double TakesTwo = 0.2,
    int MostAtOnce = 2,
    double SpillsOver = 0.05,
    double Straddles = 0.08,
    double RestsHand = 0.1,
    double HoldsLong = 0.05,
    double SeeksOthers = 0.3,
    double ComesInGroup = 0.25,
    double IsChild = 0.3,
    double HandsOver = 0.0025,
    double Rarely = 0.05,
    double ComesBack = 0.1,
    double SecondsBetweenStaff = 120,
    double Tailgates = 0.1,
    double IsBystander = 0.1);

/// <summary>How scales err.</summary>
/// <param name="Hertz">Samples a second.</param>
/// <param name="Batch">Samples in one message.</param>
/// <param name="QuietLow">White noise of the best plate, sd in grams.</param>
/// <param name="QuietHigh">White noise of the worst ordinary plate, sd in grams.</param>
/// <param name="NoisyHigh">White noise of the worst plate of all, sd in grams.</param>
/// <param name="NoisyPlates">Share of plates between <paramref name="QuietHigh"/> and <paramref name="NoisyHigh"/>.</param>
/// <param name="ShakeLow">Common vibration of a shelf while somebody touches the gondola: sd of the sum of its plates, grams, at the least.</param>
/// <param name="ShakeHigh">The same, at the most.</param>
/// <param name="Knocks">Chance that a touch begins with a knock of 60 to 240 g on the sum of a shelf.</param>
/// <param name="PerDegree">How far a plate goes with a degree of the room, sd in grams.</param>
/// <param name="DriftPerMinute">Largest slope of the slow drift of the electronics, grams.</param>
/// <param name="SettleSeconds">Time constant with which a typical plate follows a new load.</param>
/// <param name="CreepShare">By how much of a new load a plate goes on giving way, at the most.</param>
/// <param name="Faulty">Share of plates that are stuck, and of those that are dead, where such faults are on.</param>
/// <param name="SecondsBetweenSpikes">Mean time between two senseless samples of one plate.</param>
/// <param name="SwayShare">How far a peg swings after a piece was hung on it or taken off, as a share of the piece's mass.</param>
/// <param name="SwayHertz">How often a second.</param>
/// <param name="SwaySeconds">After so long it swings a third as far.</param>
/// <param name="SecondsBetweenRumbles">Mean time between two shakes of one gondola by something outside; as strong as a hand's.</param>
/// <param name="FilledSecondsBefore">How long before the sensors start the shelves were filled: plates that creep still give way under
/// those goods. A day by default: they have come to an end.</param>
/// <param name="GainShare">By how much of any load a plate says too much or too little, sd.</param>
public sealed record ScaleNoise(
    int Hertz = 60,
    int Batch = 12,
    double QuietLow = 0.3,
    double QuietHigh = 3,
    double NoisyHigh = 24,
    double NoisyPlates = 0.03,
    double ShakeLow = 3,
    double ShakeHigh = 25,
    double Knocks = 0.03,
    double PerDegree = 1.5,
    double DriftPerMinute = 0.3,
    double SettleSeconds = 0.1,
    double CreepShare = 0.002,
    double Faulty = 0.03,
    double SecondsBetweenSpikes = 600,
    double SwayShare = 0.25,
    double SwayHertz = 2.2,
    double SwaySeconds = 0.6,
    double SecondsBetweenRumbles = 600,
    double FilledSecondsBefore = 86_400,
    double GainShare = 0);

/// <summary>How the tracker of people errs.</summary>
/// <param name="Hertz">Moments a second.</param>
/// <param name="JointMetres">White noise of each coordinate of a joint, sd.</param>
/// <param name="Missing">Chance that a joint is not seen at a moment.</param>
/// <param name="FarOff">Chance that the noise of a joint is twice as large.</param>
/// <param name="LosesInReach">Chance that somebody is lost for 0.5 to 2 s in a reach.</param>
/// <param name="ChangesId">Chance that somebody who was lost has another id afterwards.</param>
/// <param name="SwapsPerSecond">How often two people within 0.8 m exchange ids.</param>
/// <param name="EmptyFrames">Chance that a frame shows nobody.</param>
/// <param name="SecondsBetweenOutages">Mean time from the end of one camera's outage to the next.</param>
/// <param name="OutageSeconds">How long a camera is dark on average.</param>
/// <param name="OutageMetres">Radius of the floor that no other camera sees meanwhile.</param>
public sealed record TrackerNoise(
    int Hertz = 15, double JointMetres = 0.0195, double Missing = 0.02, double FarOff = 0, double LosesInReach = 0.25, double ChangesId = 0.5,
    double SwapsPerSecond = 0.03, double EmptyFrames = 0.01, double SecondsBetweenOutages = 60, double OutageSeconds = 20, double OutageMetres = 1.2)
{
    /// <summary>Wrists 3 cm off at the median, 2 % of joints missing.</summary>
    public static TrackerNoise Quiet => new();

    /// <summary>Wrists 8 cm off at the median and 15 cm in the worst tenth, 8 % of joints missing.</summary>
    public static TrackerNoise Rush => new(JointMetres: 0.0485, Missing: 0.08, FarOff: 0.13);
}
