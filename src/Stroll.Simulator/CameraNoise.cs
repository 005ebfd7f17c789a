namespace Stroll.Simulator;

/// <summary>How cameras, the detector behind them and its pose model err.</summary>
/// <param name="Hertz">Pictures a second of each camera.</param>
/// <param name="SharedMetres">How far off the model has a joint in whatever view, sd of each coordinate: clothes, a hand for a wrist. Stays for 0.4 s or so.</param>
/// <param name="OwnMetres">How far off it has it in one view more, sd across the view, at the joint; new in every picture.</param>
/// <param name="OwnPixels">What the picture and the model cannot tell apart, sd. With the distance it becomes more and more metres.</param>
/// <param name="FarOff">Share of joints and time in which the shared error is twice as large.</param>
/// <param name="Hidden">How much larger the own error is where nearly all of the body is hidden: 1 + this.</param>
/// <param name="Missing">Chance that a joint in plain sight is not found.</param>
/// <param name="Guesses">Chance that a hidden joint is guessed, with a low score.</param>
/// <param name="GuessMetres">Error of a guess, sd across the view.</param>
/// <param name="Misses">Chance that somebody in plain sight is not detected.</param>
/// <param name="LuckSeconds">For how long on average somebody stays missed.</param>
/// <param name="BoxShare">Error of each edge of a box, sd as a share of its height; a pixel comes on top.</param>
/// <param name="LeastPixels">Who is smaller is not detected.</param>
/// <param name="Dropped">Chance that a picture is lost; bursts come on top.</param>
/// <param name="ClockSeconds">A camera's clock is off by up to this, for good.</param>
/// <param name="MergesPerSecond">How often two who stand before each other become one, where they do.</param>
/// <param name="MirrorDetects">Share of the time in which somebody in the mirror is taken for a person.</param>
/// <param name="JacketSeconds">How long somebody is hidden by their own jacket.</param>
/// <param name="ClothHides">Chance that a joint from the head to the wrists is not found meanwhile.</param>
/// <param name="SeesThrough">True for cameras from which nothing hides anything: to tell what hiding costs, and what it does to a tracker.</param>
public sealed record CameraNoise(
    int Hertz = 10,
    double SharedMetres = 0.0145,
    double OwnMetres = 0.0115,
    double OwnPixels = 1,
    double FarOff = 0,
    double Hidden = 1.5,
    double Missing = 0.02,
    double Guesses = 0.35,
    double GuessMetres = 0.15,
    double Misses = 0.02,
    double LuckSeconds = 0.5,
    double BoxShare = 0.015,
    double LeastPixels = 24,
    double Dropped = 0.02,
    double ClockSeconds = 0.03,
    double MergesPerSecond = 0.6,
    double MirrorDetects = 0.7,
    double JacketSeconds = 1.5,
    double ClothHides = 0.7,
    bool SeesThrough = false)
{
    /// <summary>Wrists 3 cm off at the median after all views are joined, 2 % of joints missing.</summary>
    public static CameraNoise Quiet => new();

    /// <summary>Wrists 8 cm off at the median and 15 cm in the worst tenth, 8 % of joints missing.</summary>
    public static CameraNoise Rush => new(SharedMetres: 0.038, OwnMetres: 0.029, FarOff: 0.13, Missing: 0.08, Misses: 0.06);
}
