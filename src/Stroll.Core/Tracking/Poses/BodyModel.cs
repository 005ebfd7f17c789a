using Stroll.Observations;

namespace Stroll.Tracking.Poses;

/// <summary>What is known of bodies before anybody was seen: how high joints are, how far apart, how free.</summary>
/// <remarks>Segment lengths as shares of the body height: R. Drillis and R. Contini, "Body segment parameters", 1966, as in D. A. Winter,
/// Biomechanics and Motor Control of Human Movement, 4th ed. 2009, figure 4.1. Pose models put joints some centimetres off the anatomical
/// ones, which <see cref="BoneSd"/> covers.</remarks>
public static class BodyModel
{
    /// <summary>Body height of adults of both sexes, metres.</summary>
    public const double MeanHeight = 1.70;

    /// <summary>How much adults and older children differ, metres.</summary>
    public const double HeightSd = 0.14;

    /// <summary>How much one bone's length differs from its share of the height: standard deviation as a share of the length.</summary>
    public const double BoneSd = 0.12;

    /// <summary>How much the two sides of one body differ: standard deviation as a share of the length. Pose models add more than nature.</summary>
    public const double SideSd = 0.05;

    static readonly double[] Shares = [0.94, 0.85, 0.82, 0.82, 0.63, 0.63, 0.48, 0.48, 0.53, 0.53, 0.285, 0.285, 0.04, 0.04];

    static readonly double[] AsideSds = [0.09, 0.07, 0.16, 0.16, 0, 0, 0, 0, 0.13, 0.13, 0.17, 0.17, 0.22, 0.22];

    static readonly (Joint Inner, Joint Outer, double Share)[] AllBones =
    [
        (Joint.Neck, Joint.Head, 0.12),
        (Joint.Neck, Joint.LeftShoulder, 0.115), (Joint.Neck, Joint.RightShoulder, 0.115),
        (Joint.LeftShoulder, Joint.LeftElbow, 0.172), (Joint.RightShoulder, Joint.RightElbow, 0.172),
        (Joint.LeftElbow, Joint.LeftWrist, 0.157), (Joint.RightElbow, Joint.RightWrist, 0.157),
        (Joint.Neck, Joint.LeftHip, 0.33), (Joint.Neck, Joint.RightHip, 0.33),
        (Joint.LeftHip, Joint.LeftKnee, 0.245), (Joint.RightHip, Joint.RightKnee, 0.245),
        (Joint.LeftKnee, Joint.LeftAnkle, 0.246), (Joint.RightKnee, Joint.RightAnkle, 0.246),
    ];

    /// <summary>Bones from the trunk outwards: each inner joint is the neck or the outer joint of an earlier bone. Share: of the body height.</summary>
    public static ReadOnlySpan<(Joint Inner, Joint Outer, double Share)> Bones => AllBones;

    /// <summary>The same bone of the other side; the bone itself where it has none.</summary>
    public static int OtherSide(int bone) => bone == 0 ? 0 : bone % 2 == 1 ? bone + 1 : bone - 1;

    /// <summary>How high a joint of somebody upright is, as a share of the body height.</summary>
    public static double HeightShare(Joint joint) => Shares[(int)joint];

    /// <summary>How far aside of the body's axis a joint may be, metres; 0 for arms, which say nothing of where the body is.</summary>
    public static double AsideSd(Joint joint) => AsideSds[(int)joint];

    /// <summary>How fast a joint may leave its place on the body: the density of its random velocity, square metres a second.</summary>
    public static double Restlessness(Joint joint) => joint switch
    {
        Joint.LeftWrist or Joint.RightWrist => 0.30,
        Joint.LeftElbow or Joint.RightElbow => 0.10,
        Joint.LeftAnkle or Joint.RightAnkle => 0.20,
        Joint.LeftKnee or Joint.RightKnee => 0.06,
        _ => 0.02,
    };
}
