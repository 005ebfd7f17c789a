using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>When a plate moves, when it rests, and what change of its level counts. One set serves every store and rate.</summary>
/// <remarks>
/// Readings are averaged over blocks of 50 ms. The <i>spread</i> of a plate is the standard deviation of its last seven 0.2 s
/// means; its <i>own noise</i> is the median of that spread while it rests. Reasons and measurements: docs/stages/interaction.md.
/// </remarks>
public sealed record MassChangeRules
{
    /// <summary>The rules that fit the shelves measured so far.</summary>
    public static MassChangeRules Default { get; } = new();

    /// <summary>A spread up to this is rest on any plate. Good plates have 0.1 g; half the lightest step worth seeing.</summary>
    public Grams SpreadFloor { get; init; } = new(1.5);

    /// <summary>A spread beyond this many times the plate's own noise is movement. Plates differ in noise by twenty times.</summary>
    public double SpreadFactor { get; init; } = 4;

    /// <summary>
    /// A 0.5 s mean this far from the resting level is movement too, however slowly it got there: what a slow hand takes.
    /// Half of <see cref="LeastChange"/>, so that two plates that share a light item are both seen.
    /// </summary>
    public Grams DepartureFloor { get; init; } = new(6);

    /// <summary>The same in multiples of the plate's usual distance from its level.</summary>
    public double DepartureFactor { get; init; } = 6;

    /// <summary>How fast a resting level may be followed, grams a second: six times the worst drift measured (1 g a minute).</summary>
    public double DriftGramsPerSecond { get; init; } = 0.1;

    /// <summary>A plate takes part in a change from here on. Below are settling and hands on the frame.</summary>
    public Grams LeastOnPlate { get; init; } = new(3);

    /// <summary>A plate takes part in a change only beyond this many of its own standard deviations.</summary>
    public double LeastSds { get; init; } = 3;

    /// <summary>A change smaller than this over all its plates is not published: creep reaches 10 g, few goods are lighter.</summary>
    public Grams LeastChange { get; init; } = new(15);

    /// <summary>A plate that moves by less than this share of a neighbour follows it through the frame; 1 to 2 % is usual.</summary>
    public double CrosstalkShare { get; init; } = 0.03;

    /// <summary>So many plates on either side can belong to one item: the next, or the one after an idle plate.</summary>
    public int ReachPlates { get; init; } = 2;

    /// <summary>A shorter rest is a step inside one change; a hand that rests before it takes does so for 0.5 to 2 s.</summary>
    public TimeSpan StepRest { get; init; } = TimeSpan.FromSeconds(1.6);

    /// <summary>A plate that rested above its level for longer, and then went back to it, held goods and not a hand that leaned: hands lean for
    /// up to two seconds, of which the plate needs a part to come to rest.</summary>
    public TimeSpan GoodsRest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A plate that stands at the end of its range is at rest only after this long: a hand can hold it there.</summary>
    public TimeSpan SaturatedRest { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The same after up to <see cref="HandAtMost"/> were put: that may be a hand, and hands rest for up to 2 s. Only light
    /// put-backs become known later for it.
    /// </summary>
    public TimeSpan HandRest { get; init; } = TimeSpan.FromSeconds(2.4);

    /// <summary>Levels are measured over up to this much rest: longer adds drift, shorter adds noise.</summary>
    public TimeSpan LevelSpan { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>A change waits this long for a neighbour that still moves, then it is published without it.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A slow change up to this share of the movement before it is that movement's settling.</summary>
    public double SettlingShare { get; init; } = 0.1;

    /// <summary>Without a usable reading for this long a plate is silent; ten periods at the slowest rate.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After a silence this long a level says nothing about the one before: controllers restart and set zero anew.</summary>
    public TimeSpan ForgetAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A value that has been exactly the same for this long is stuck; a live cell changes its last digit within a second.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A plate whose own noise, or usual distance from its level, is beyond this is noisy. White noise of 24 g a reading, which is
    /// still usable, gives 6.
    /// </summary>
    public Grams NoisyAbove { get; init; } = new(8);

    /// <summary>A plate that moved for more than this share of the last 20 s is noisy: nobody shops that long in one place.</summary>
    public double NoisyShare { get; init; } = 0.6;

    /// <summary>A first step up to this mass, against the direction of the next, can be a hand that rested. 20 to 120 g were measured.</summary>
    public Grams HandAtMost { get; init; } = new(150);

    /// <summary>And it is up to this share of the other step: a lighter item beside a heavier one would be more.</summary>
    public double HandShare { get; init; } = 0.5;
}
