using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>How sightings of several cameras become people on the floor.</summary>
/// <param name="Window">Pictures taken within this time are weighed together. Shorter than the time between two pictures of one camera;
/// in it a walker moves less than a foot's length.</param>
/// <param name="JointPixels">How far a pose model puts a joint off, as a standard deviation per axis.</param>
/// <param name="BoxPixels">How far a detector puts an edge of a box off, as a standard deviation.</param>
/// <param name="JointMetres">How far the joint of one view is from that of another: pose models mark the surface that they see.</param>
/// <param name="MatchMetres">The same when sightings are compared: where a joint is half hidden, and between pictures that were not taken at once.</param>
/// <param name="SwayMetres">How far a whole body leans off its axis from one round to the next; also errors of the calibration.</param>
/// <param name="BoxSwayMetres">The same of people who are seen as boxes alone: the middle of a lower edge is not where somebody stands.</param>
/// <param name="Density">People for each square metre where somebody else could be. Merging asks for more than chance gives.</param>
/// <param name="NewDensity">People or false sightings for each square metre that were not there a moment ago.</param>
/// <param name="Acceleration">Density of the random acceleration of walkers, square metres a second³.</param>
/// <param name="BoxAcceleration">The same of people who are seen as boxes alone: what boxes do is less what people do.</param>
/// <param name="StopsAfter">Somebody out of sight goes on for about this long.</param>
/// <param name="Outlier">Share of joints that a pose model puts onto somebody or something else.</param>
/// <param name="SeenShare">How often a camera sees somebody in full view.</param>
/// <param name="HiddenShare">How often it sees somebody of whom another covers most.</param>
/// <param name="FalseShare">How often something that is nobody is seen at a given place by one camera in one frame.</param>
/// <param name="SeenAlone">Log odds that a sighting by one camera alone adds.</param>
/// <param name="Confirmed">Log odds at which a track counts as a person: false ones are one in a thousand.</param>
/// <param name="Sure">Log odds that no track exceeds, so that it can be lost again.</param>
/// <param name="Dropped">Log odds at which an unconfirmed track is given up.</param>
/// <param name="TentativeRounds">An unconfirmed track that nobody saw for more rounds is given up.</param>
/// <param name="Shown">Log odds from which a confirmed track is said to be there while nobody sees it.</param>
/// <param name="ShownFor">But not longer than this.</param>
/// <param name="LeavesAfter">Where gates are not declared: how long somebody unseen is still there on average.</param>
/// <param name="LostFor">Where gates are not declared: somebody unseen for this long is gone.</param>
/// <param name="TwinMetres">Two tracks nearer than this may be one person.</param>
/// <param name="TwinRounds">They are after so many rounds in which both were seen but not by one camera; each round in which one camera
/// saw both takes back as many.</param>
/// <param name="TwinApart">A track beside another counts as a person only after one camera saw both in so many rounds.</param>
/// <param name="JointWeight">How much the joints of one sighting say of who it is: errors of one body's joints hang together.</param>
/// <param name="LeastJoints">With fewer joints in common than this a sighting is not compared with a body.</param>
/// <param name="Tentative">What speaks against a track that is not confirmed yet, where a confirmed one could be meant. Log likelihood.</param>
/// <param name="GateMetres">How far off the axis a sighting may have somebody who bends, as a standard deviation.</param>
/// <param name="HeightDrift">How much a body's seen height changes: bending and straightening. Standard deviation after a second, metres.</param>
/// <param name="Bending">How fast head and shoulders leave their place on the body: the density of their random velocity, square metres a second.</param>
/// <param name="BesideMetres">How far a joint of a known body moves beside its axis from one round to the next, as a standard deviation.</param>
/// <param name="BesideWeight">How much of what the joints of one sighting say is independent of each other.</param>
/// <param name="AxisWeight">How much of what bodies in general say still counts where the body is known.</param>
/// <param name="LeastOdds">Log odds that no confirmed track falls below, so that it can be found again.</param>
/// <param name="MostSightings">Sightings of one frame beyond this number, the weakest, are counted and left out.</param>
public sealed record FusionRules(
    TimeSpan Window,
    double JointPixels,
    double BoxPixels,
    double JointMetres,
    double MatchMetres,
    double SwayMetres,
    double BoxSwayMetres,
    double Density,
    double NewDensity,
    double Acceleration,
    double BoxAcceleration,
    TimeSpan StopsAfter,
    double Outlier,
    double SeenShare,
    double HiddenShare,
    double FalseShare,
    double SeenAlone,
    double Confirmed,
    double Sure,
    double Dropped,
    int TentativeRounds,
    double Shown,
    TimeSpan ShownFor,
    TimeSpan LeavesAfter,
    TimeSpan LostFor,
    double TwinMetres,
    int TwinRounds,
    int TwinApart,
    double JointWeight,
    int LeastJoints,
    double GateMetres,
    double HeightDrift,
    double Bending,
    double BesideMetres,
    double BesideWeight,
    double AxisWeight,
    double Tentative,
    double LeastOdds,
    int MostSightings)
{
    /// <summary>Rules for cameras with 2 to 30 pictures a second. Pixels are those of detectors and pose models on pictures of about
    /// a million pixels; the rest is what walkers do.</summary>
    public static FusionRules Default => new(
        Window: 60.Milliseconds,
        JointPixels: 5,
        BoxPixels: 5,
        JointMetres: 0.03,
        MatchMetres: 0.08,
        SwayMetres: 0.06,
        BoxSwayMetres: 0.15,
        Density: 0.02,
        NewDensity: 0.01,
        Acceleration: 0.8,
        BoxAcceleration: 0.25,
        StopsAfter: 1.Seconds,
        Outlier: 0.2,
        SeenShare: 0.9,
        HiddenShare: 0.4,
        FalseShare: 0.02,
        SeenAlone: 0.7,
        Confirmed: 3.5,
        Sure: 6,
        Dropped: -1,
        TentativeRounds: 4,
        Shown: 4.5,
        ShownFor: 1.Seconds,
        LeavesAfter: 3.Seconds,
        LostFor: 4.Seconds,
        TwinMetres: 0.6,
        TwinRounds: 6,
        TwinApart: 1,
        JointWeight: 3,
        LeastJoints: 2,
        GateMetres: 0.2,
        HeightDrift: 0.02,
        Bending: 0.05,
        BesideMetres: 0.06,
        BesideWeight: 0.5,
        AxisWeight: 0.1,
        Tentative: 2,
        LeastOdds: -4,
        MostSightings: 300);

    /// <summary>How far a body leans off its axis, as a covariance of (x, y, height).</summary>
    internal Spread3 Sway(bool hasJoints)
    {
        var metres = hasJoints ? SwayMetres : BoxSwayMetres;
        return Spread3.Diagonal(metres * metres, metres * metres, 0.0025);
    }
}
