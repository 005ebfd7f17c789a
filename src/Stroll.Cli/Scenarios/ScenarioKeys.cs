using System.Collections.Immutable;
using System.Globalization;
using Stroll.Recordings;
using Stroll.Simulator;

namespace Stroll.Cli.Scenarios;

/// <summary>A number in a scenario file.</summary>
/// <param name="Name">The key; ends in its unit where it has one.</param>
/// <param name="Kind">What kind of number.</param>
/// <param name="Least">The lowest that is accepted.</param>
/// <param name="Most">The highest.</param>
/// <param name="Words">What it means, for docs/scenarios.md and the schema.</param>
/// <param name="Get">Its value; 0 or 1 for a switch.</param>
/// <param name="With">The same record with another value.</param>
internal sealed record ScenarioKey<T>(
    string Name, KeyKind Kind, double Least, double Most, string Words, Func<T, double> Get, Func<T, double, T> With);

/// <summary>Kinds of numbers in a scenario file.</summary>
internal enum KeyKind
{
    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Any number.</summary>
    Real,

    /// <summary>A number from 0 to 1: how likely, or how large a part.</summary>
    Share,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,
}

/// <summary>Every number of a scenario file, once: reader, schema and documentation are made of these.</summary>
internal static class ScenarioKeys
{
    const double Day = 86_400;

    /// <summary>At the top.</summary>
    internal static ImmutableArray<ScenarioKey<Scenario>> Top { get; } =
    [
        Count<Scenario>("visits", 0, 1_000_000, "how many people come in, children and companions included; 0 is a closed store and needs a length", s => s.Visits, (s, v) => s with { Visits = (int)v }),
        Real<Scenario>("length_seconds", 0, 31 * Day, "how long people may come in, and the sensors run at the least; then the store closes. Left out: until the last visit has ended", s => s.Length?.TotalSeconds ?? double.NaN, (s, v) => s with { Length = TimeSpan.FromSeconds(v) }),
        Share<Scenario>("swarm", "chance with which the seed switches each feature on. Left out: the everyday ones are on and the others are off", s => s.Swarm ?? double.NaN, (s, v) => s with { Swarm = v }),
    ];

    /// <summary>Under <c>store</c>.</summary>
    internal static ImmutableArray<ScenarioKey<StoreSize>> Store { get; } =
    [
        Count<StoreSize>("gondolas", 1, 200, "fixtures", s => s.Gondolas, (s, v) => s with { Gondolas = (int)v }),
        Count<StoreSize>("shelves_per_gondola", 1, 5, "boards of each", s => s.ShelvesPerGondola, (s, v) => s with { ShelvesPerGondola = (int)v }),
        Count<StoreSize>("plates_per_shelf", 1, 40, "weighing plates of each board, 0.12 m wide", s => s.PlatesPerShelf, (s, v) => s with { PlatesPerShelf = (int)v }),
        Count<StoreSize>("products", 1, Assortment.Size, "articles; at most as many as there are plates", s => s.Products, (s, v) => s with { Products = (int)v }),
        Count<StoreSize>("cameras", 0, 200, "how many cameras such a store would have", s => s.Cameras, (s, v) => s with { Cameras = (int)v }),
    ];

    /// <summary>Under <c>goods</c>.</summary>
    internal static ImmutableArray<ScenarioKey<Goods>> Goods { get; } =
    [
        Share<Goods>("with_neighbour", "share of products that another comes within `neighbour_grams` of", g => g.WithNeighbour, (g, v) => g with { WithNeighbour = v }),
        Real<Goods>("neighbour_grams", 1, 100, "what counts as alike", g => g.NeighbourGrams, (g, v) => g with { NeighbourGrams = v }),
        Switch<Goods>("beside_each_other", "products of like weight stand side by side", g => g.BesideEachOther, (g, v) => g with { BesideEachOther = v }),
        Share<Goods>("soft", "share of products in soft packs, where `soft-packs` is on", g => g.Soft, (g, v) => g with { Soft = v }),
        Share<Goods>("bulk", "share of products sold by weight, where `bulk` is on", g => g.Bulk, (g, v) => g with { Bulk = v }),
        Count<Goods>("wrong_places", 0, 1000, "pairs of facings that the planogram confuses, where `wrong-planogram` is on", g => g.WrongPlaces, (g, v) => g with { WrongPlaces = (int)v }),
        Count<Goods>("wrong_weights", 0, 1000, "products with a wrong weight in the catalogue, where `wrong-weight` is on", g => g.WrongWeights, (g, v) => g with { WrongWeights = (int)v }),
    ];

    /// <summary>Under <c>habits</c>.</summary>
    internal static ImmutableArray<ScenarioKey<Habits>> Habits { get; } =
    [
        Real<Habits>("seconds_between_arrivals", 0.1, Day, "mean wait between parties; never under 1.5 s", h => h.SecondsBetweenArrivals, (h, v) => h with { SecondsBetweenArrivals = v }),
        Count<Habits>("fewest_stops", 0, 1000, "stops at a shelf in one visit", h => h.FewestStops, (h, v) => h with { FewestStops = (int)v }),
        Count<Habits>("most_stops", 0, 1000, "not below `fewest_stops`", h => h.MostStops, (h, v) => h with { MostStops = (int)v }),
        Share<Habits>("only_looks", "that a stop is a look without a touch (`looking`)", h => h.OnlyLooks, (h, v) => h with { OnlyLooks = v }),
        Share<Habits>("leans", "that a hand presses on the shelf and takes nothing (`leaning`)", h => h.Leans, (h, v) => h with { Leans = v }),
        Share<Habits>("hesitates", "that a piece is lifted and set down again (`hesitating`)", h => h.Hesitates, (h, v) => h with { Hesitates = v }),
        Share<Habits>("puts_back", "that something held is put back at the next stop instead of taking more (`put-backs`)", h => h.PutsBack, (h, v) => h with { PutsBack = v }),
        Share<Habits>("puts_elsewhere", "of the put-backs: that it ends at another product's place (`misplacing`)", h => h.PutsElsewhere, (h, v) => h with { PutsElsewhere = v }),
        Share<Habits>("takes_two", "that several pieces are taken in one reach (`taking-several`)", h => h.TakesTwo, (h, v) => h with { TakesTwo = v }),
        Count<Habits>("most_at_once", 2, 20, "the most pieces in one reach", h => h.MostAtOnce, (h, v) => h with { MostAtOnce = (int)v }),
        Share<Habits>("spills_over", "that a piece stands half a plate beside its facing", h => h.SpillsOver, (h, v) => h with { SpillsOver = v }),
        Share<Habits>("straddles", "that a piece which would fit on one plate stands on two", h => h.Straddles, (h, v) => h with { Straddles = v }),
        Share<Habits>("rests_hand", "that a take begins with a hand at rest on the plate (`resting-hand`)", h => h.RestsHand, (h, v) => h with { RestsHand = v }),
        Share<Habits>("holds_long", "that a take begins with 3 to 8 s of holding (`slow-hold`)", h => h.HoldsLong, (h, v) => h with { HoldsLong = v }),
        Share<Habits>("seeks_others", "that somebody goes to a shelf where another person is (`crowding`)", h => h.SeeksOthers, (h, v) => h with { SeeksOthers = v }),
        Share<Habits>("comes_in_group", "that who comes is a group of two to four (`groups`)", h => h.ComesInGroup, (h, v) => h with { ComesInGroup = v }),
        Share<Habits>("is_child", "that a companion is a child (`children`)", h => h.IsChild, (h, v) => h with { IsChild = v }),
        Share<Habits>("hands_over", "after each stop: that something goes to somebody who stands near (`hand-overs`)", h => h.HandsOver, (h, v) => h with { HandsOver = v }),
        Share<Habits>("rarely", "of each of the rare things, at each stop: `swapping`, `eating`, `hiding`, `dropping`, `foreign-things`, `bags`, `jacket-change`", h => h.Rarely, (h, v) => h with { Rarely = v }),
        Share<Habits>("comes_back", "that who leaves comes in again (`coming-back`)", h => h.ComesBack, (h, v) => h with { ComesBack = v }),
        Real<Habits>("seconds_between_staff", 1, Day, "mean time between two visits of staff (`restocking`)", h => h.SecondsBetweenStaff, (h, v) => h with { SecondsBetweenStaff = v }),
        Share<Habits>("tailgates", "that a single person slips in behind another (`tailgating`)", h => h.Tailgates, (h, v) => h with { Tailgates = v }),
        Share<Habits>("is_bystander", "that a person takes nothing at all (`bystanders`)", h => h.IsBystander, (h, v) => h with { IsBystander = v }),
    ];

    /// <summary>Under <c>scales</c>.</summary>
    internal static ImmutableArray<ScenarioKey<ScaleNoise>> Scales { get; } =
    [
        Count<ScaleNoise>("hertz", 1, 1000, "samples a second", s => s.Hertz, (s, v) => s with { Hertz = (int)v }),
        Count<ScaleNoise>("batch", 1, 1000, "samples in one message; at most 1.5 s of them", s => s.Batch, (s, v) => s with { Batch = (int)v }),
        Real<ScaleNoise>("quiet_low_grams", 0.001, 1000, "white noise of the best plate, sd", s => s.QuietLow, (s, v) => s with { QuietLow = v }),
        Real<ScaleNoise>("quiet_high_grams", 0.001, 1000, "white noise of the worst ordinary plate, sd", s => s.QuietHigh, (s, v) => s with { QuietHigh = v }),
        Real<ScaleNoise>("noisy_high_grams", 0.001, 1000, "white noise of the worst plate of all, sd", s => s.NoisyHigh, (s, v) => s with { NoisyHigh = v }),
        Share<ScaleNoise>("noisy_plates", "share of plates between `quiet_high_grams` and `noisy_high_grams` (`noisy-plates`)", s => s.NoisyPlates, (s, v) => s with { NoisyPlates = v }),
        Real<ScaleNoise>("shake_low_grams", 0.001, 1000, "common vibration of a shelf while somebody touches the gondola: sd of the sum of its plates, at the least", s => s.ShakeLow, (s, v) => s with { ShakeLow = v }),
        Real<ScaleNoise>("shake_high_grams", 0.001, 1000, "the same, at the most", s => s.ShakeHigh, (s, v) => s with { ShakeHigh = v }),
        Share<ScaleNoise>("knocks", "chance that a touch begins with a knock of 60 to 240 g on the sum of a shelf", s => s.Knocks, (s, v) => s with { Knocks = v }),
        Real<ScaleNoise>("grams_per_degree", 0, 1000, "how far a plate goes with a degree of the room, sd (`drift`)", s => s.PerDegree, (s, v) => s with { PerDegree = v }),
        Real<ScaleNoise>("drift_grams_per_minute", 0, 1000, "largest slope of the slow drift of the electronics (`drift`)", s => s.DriftPerMinute, (s, v) => s with { DriftPerMinute = v }),
        Real<ScaleNoise>("settle_seconds", 0.001, 5, "time constant with which a typical plate follows a new load", s => s.SettleSeconds, (s, v) => s with { SettleSeconds = v }),
        Share<ScaleNoise>("creep_share", "by how much of a new load a plate goes on giving way, at the most (`creep`)", s => s.CreepShare, (s, v) => s with { CreepShare = v }),
        Share<ScaleNoise>("faulty", "share of plates that are stuck, and of those that are dead (`stuck-plates`, `dead-plates`)", s => s.Faulty, (s, v) => s with { Faulty = v }),
        Real<ScaleNoise>("seconds_between_spikes", 1, 1e9, "mean time between two senseless samples of one plate (`spikes`)", s => s.SecondsBetweenSpikes, (s, v) => s with { SecondsBetweenSpikes = v }),
        Share<ScaleNoise>("sway_share", "how far a peg swings after a piece was hung on it or taken off, as a share of the piece's mass (`hanging-pegs`)", s => s.SwayShare, (s, v) => s with { SwayShare = v }),
        Real<ScaleNoise>("sway_hertz", 0.1, 20, "how often a second it swings", s => s.SwayHertz, (s, v) => s with { SwayHertz = v }),
        Real<ScaleNoise>("sway_seconds", 0.01, 60, "after so long it swings a third as far", s => s.SwaySeconds, (s, v) => s with { SwaySeconds = v }),
        Real<ScaleNoise>("seconds_between_rumbles", 1, 1e9, "mean time between two shakes of one gondola by something outside (`rumbling`)", s => s.SecondsBetweenRumbles, (s, v) => s with { SecondsBetweenRumbles = v }),
        Real<ScaleNoise>("filled_seconds_before", 0, 1e9, "how long before the sensors start the shelves were filled: plates that creep still give way under those goods", s => s.FilledSecondsBefore, (s, v) => s with { FilledSecondsBefore = v }),
        Share<ScaleNoise>("gain_share", "by how much of any load a plate says too much or too little, sd", s => s.GainShare, (s, v) => s with { GainShare = v }),
    ];

    /// <summary>Under <c>tracker</c>.</summary>
    internal static ImmutableArray<ScenarioKey<TrackerNoise>> Tracker { get; } =
    [
        Count<TrackerNoise>("hertz", 1, 200, "moments a second", t => t.Hertz, (t, v) => t with { Hertz = (int)v }),
        Real<TrackerNoise>("joint_metres", 0, 5, "white noise of each coordinate of a joint, sd", t => t.JointMetres, (t, v) => t with { JointMetres = v }),
        Share<TrackerNoise>("missing", "chance that a joint is not seen at a moment", t => t.Missing, (t, v) => t with { Missing = v }),
        Share<TrackerNoise>("far_off", "chance that the noise of a joint is twice as large", t => t.FarOff, (t, v) => t with { FarOff = v }),
        Share<TrackerNoise>("loses_in_reach", "chance that somebody is lost for 0.5 to 2 s in a reach (`track-losses`)", t => t.LosesInReach, (t, v) => t with { LosesInReach = v }),
        Share<TrackerNoise>("changes_id", "chance that somebody who was lost has another id afterwards (`id-changes`, `jacket-change`, `camera-outages`)", t => t.ChangesId, (t, v) => t with { ChangesId = v }),
        Real<TrackerNoise>("swaps_per_second", 0, 10, "how often two people within 0.8 m exchange ids (`id-swaps`)", t => t.SwapsPerSecond, (t, v) => t with { SwapsPerSecond = v }),
        Share<TrackerNoise>("empty_frames", "chance that a frame shows nobody (`empty-frames`)", t => t.EmptyFrames, (t, v) => t with { EmptyFrames = v }),
        Real<TrackerNoise>("seconds_between_outages", 1, 1e9, "mean time from the end of one camera's outage to the next (`camera-outages`)", t => t.SecondsBetweenOutages, (t, v) => t with { SecondsBetweenOutages = v }),
        Real<TrackerNoise>("outage_seconds", 1, Day, "how long a camera is dark, on average", t => t.OutageSeconds, (t, v) => t with { OutageSeconds = v }),
        Real<TrackerNoise>("outage_metres", 0.1, 100, "radius of the floor that no other camera sees meanwhile", t => t.OutageMetres, (t, v) => t with { OutageMetres = v }),
    ];

    /// <summary>Under <c>cameras</c>; for people who come in as sightings of raw cameras.</summary>
    internal static ImmutableArray<ScenarioKey<CameraNoise>> Cameras { get; } =
    [
        Count<CameraNoise>("hertz", 1, 200, "pictures a second of each camera", c => c.Hertz, (c, v) => c with { Hertz = (int)v }),
        Real<CameraNoise>("shared_metres", 0, 5, "how far off a joint is in whatever view, sd of each coordinate; stays for 0.4 s or so", c => c.SharedMetres, (c, v) => c with { SharedMetres = v }),
        Real<CameraNoise>("own_metres", 0, 5, "how far off it is in one view more, sd across the view; new in every picture", c => c.OwnMetres, (c, v) => c with { OwnMetres = v }),
        Real<CameraNoise>("own_pixels", 0, 1000, "what the picture and the model cannot tell apart, sd", c => c.OwnPixels, (c, v) => c with { OwnPixels = v }),
        Share<CameraNoise>("far_off", "share of joints and time in which the shared error is twice as large", c => c.FarOff, (c, v) => c with { FarOff = v }),
        Real<CameraNoise>("hidden", 0, 100, "how much larger the own error is where nearly all of the body is hidden: 1 + this", c => c.Hidden, (c, v) => c with { Hidden = v }),
        Share<CameraNoise>("missing", "chance that a joint in plain sight is not found", c => c.Missing, (c, v) => c with { Missing = v }),
        Share<CameraNoise>("guesses", "chance that a hidden joint is guessed, with a low score", c => c.Guesses, (c, v) => c with { Guesses = v }),
        Real<CameraNoise>("guess_metres", 0, 5, "error of a guess, sd across the view", c => c.GuessMetres, (c, v) => c with { GuessMetres = v }),
        Share<CameraNoise>("misses", "chance that somebody in plain sight is not detected (`camera-misses`)", c => c.Misses, (c, v) => c with { Misses = v }),
        Real<CameraNoise>("luck_seconds", 0.01, 60, "for how long on average somebody stays missed", c => c.LuckSeconds, (c, v) => c with { LuckSeconds = v }),
        Share<CameraNoise>("box_share", "error of each edge of a box, sd as a share of its height; a pixel comes on top", c => c.BoxShare, (c, v) => c with { BoxShare = v }),
        Real<CameraNoise>("least_pixels", 0, 10000, "who is smaller is not detected", c => c.LeastPixels, (c, v) => c with { LeastPixels = v }),
        Share<CameraNoise>("dropped", "chance that a picture is lost (`frame-drops`)", c => c.Dropped, (c, v) => c with { Dropped = v }),
        Real<CameraNoise>("clock_seconds", 0, 10, "a camera's clock is off by up to this, for good (`camera-clocks`)", c => c.ClockSeconds, (c, v) => c with { ClockSeconds = v }),
        Real<CameraNoise>("merges_per_second", 0, 100, "how often two who stand before each other become one, where they do (`merged-people`)", c => c.MergesPerSecond, (c, v) => c with { MergesPerSecond = v }),
        Share<CameraNoise>("mirror_detects", "share of the time in which somebody in the mirror is taken for a person (`mirror-images`)", c => c.MirrorDetects, (c, v) => c with { MirrorDetects = v }),
        Real<CameraNoise>("jacket_seconds", 0.01, 60, "how long somebody is hidden by their own jacket (`jacket-change`)", c => c.JacketSeconds, (c, v) => c with { JacketSeconds = v }),
        Share<CameraNoise>("cloth_hides", "chance that a joint from the head to the wrists is not found meanwhile", c => c.ClothHides, (c, v) => c with { ClothHides = v }),
        Switch<CameraNoise>("sees_through", "nothing hides anything: to tell what hiding costs", c => c.SeesThrough, (c, v) => c with { SeesThrough = v }),
    ];

    /// <summary>How a number is written in a file.</summary>
    internal static string Written<T>(ScenarioKey<T> key, double value) => key.Kind == KeyKind.Switch ? (value != 0 ? "true" : "false")
        : double.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a key accepts, in words.</summary>
    internal static string Range<T>(ScenarioKey<T> key) => key.Kind switch
    {
        KeyKind.Switch => "true or false",
        KeyKind.Count => string.Create(CultureInfo.InvariantCulture, $"whole, {key.Least} to {key.Most}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{key.Least} to {key.Most}"),
    };

    /// <summary>Reads the numbers that stand in a group.</summary>
    /// <exception cref="RecordingException">One of them is out of range.</exception>
    internal static T Read<T>(T defaults, YamlGroup group, ImmutableArray<ScenarioKey<T>> keys)
    {
        foreach (var key in keys)
        {
            if (key.Kind == KeyKind.Switch)
            {
                defaults = group.Truth(key.Name) is { } isOn ? key.With(defaults, isOn ? 1 : 0) : defaults;
            }
            else if (group.Real(key.Name) is { } value)
            {
                defaults = value >= key.Least && value <= key.Most && (key.Kind != KeyKind.Count || value == Math.Floor(value))
                    ? key.With(defaults, value)
                    : throw group.Wrong(key.Name, Written(key, value), Range(key));
            }
        }

        return defaults;
    }

    static ScenarioKey<T> Count<T>(string name, double least, double most, string words, Func<T, double> get, Func<T, double, T> with) =>
        new(name, KeyKind.Count, least, most, words, get, with);

    static ScenarioKey<T> Real<T>(string name, double least, double most, string words, Func<T, double> get, Func<T, double, T> with) =>
        new(name, KeyKind.Real, least, most, words, get, with);

    static ScenarioKey<T> Share<T>(string name, string words, Func<T, double> get, Func<T, double, T> with) =>
        new(name, KeyKind.Share, 0, 1, words, get, with);

    static ScenarioKey<T> Switch<T>(string name, string words, Func<T, bool> get, Func<T, bool, T> with) =>
        new(name, KeyKind.Switch, 0, 1, words, value => get(value) ? 1 : 0, (value, isOn) => with(value, isOn != 0));
}
