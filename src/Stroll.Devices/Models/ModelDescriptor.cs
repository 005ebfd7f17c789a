using System.Collections.Immutable;
using Stroll.Observations;

namespace Stroll.Devices.Models;

/// <summary>What a model is for.</summary>
public enum ModelTask
{
    /// <summary>Boxes around people.</summary>
    Detector,

    /// <summary>Joints of one person in a crop.</summary>
    Pose,

    /// <summary>Boxes around faces, to be blurred; never to tell who somebody is.</summary>
    Faces,

    /// <summary>A direction in which alike pictures are near each other.</summary>
    Embedding,
}

/// <summary>How the numbers that a model gives become boxes, joints or directions.</summary>
public enum ModelDecoding
{
    /// <summary>Rows of centre, size, objectness and class scores on a grid (YOLOX).</summary>
    Yolox,

    /// <summary>Distances to the four edges as distributions, and class scores, one pair of outputs a stride (NanoDet).</summary>
    NanoDet,

    /// <summary>One map with objectness, box and classes for each cell (FastestDet).</summary>
    FastestDet,

    /// <summary>One map a joint; the joint is at its peak.</summary>
    Heatmap,

    /// <summary>Two rows of bins a joint, one across and one down (SimCC).</summary>
    Simcc,

    /// <summary>Boxes against fixed anchors (YuNet).</summary>
    Yunet,

    /// <summary>The numbers themselves, brought to length 1.</summary>
    Embedding,
}

/// <summary>How a picture becomes the numbers that a model takes.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="IsPlanar">True for colour after colour, false for pixel after pixel.</param>
/// <param name="IsRedFirst">True for red, green, blue; false for blue, green, red.</param>
/// <param name="KeepsShape">True when the picture keeps its shape and what is left over is filled with <paramref name="Pad"/>; false when it is stretched.</param>
/// <param name="Pad">0 to 255.</param>
/// <param name="Mean">Taken from each colour of 0 to 255, in the order of the colours.</param>
/// <param name="Divide">What is left is divided by this, in the same order; above 0.</param>
public sealed record ModelInput(
    int Width, int Height, bool IsPlanar, bool IsRedFirst, bool KeepsShape, byte Pad, ImmutableArray<float> Mean, ImmutableArray<float> Divide);

/// <summary>What has to be known of a model file to use it: the content of the YAML beside it.</summary>
/// <param name="Name">Unique among the models known.</param>
/// <param name="Task">What it is for.</param>
/// <param name="File">Its name in the folder of models.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hex digits. A file with another is refused.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Licence">As its source states it.</param>
/// <param name="Source">A page about it.</param>
/// <param name="Url">Where it is published; none where it has no address of its own.</param>
/// <param name="Input">What it takes.</param>
/// <param name="Decoding">What its numbers mean.</param>
/// <param name="Output">The name of the output that is read, where it has several.</param>
/// <param name="Strides">Pixels of the input for each cell of each grid, in the order of the outputs.</param>
/// <param name="Classes">How many kinds of things a detector knows.</param>
/// <param name="Person">Which of them is a person.</param>
/// <param name="Joints">What each channel of a pose model marks.</param>
public sealed record ModelDescriptor(
    string Name,
    ModelTask Task,
    string File,
    string Sha256,
    long Bytes,
    string Licence,
    string Source,
    Uri? Url,
    ModelInput Input,
    ModelDecoding Decoding,
    string? Output,
    ImmutableArray<int> Strides,
    int Classes,
    int Person,
    ImmutableArray<ModelJoint> Joints);

/// <summary>What one channel of a pose model marks.</summary>
public enum ModelJoint
{
    /// <summary>Nothing that is used here.</summary>
    Other,

    /// <summary>The top of the head: with the neck it gives the middle of the head.</summary>
    HeadTop,

    /// <summary>The nose or the middle of the face: taken as the middle of the head where no top is known.</summary>
    Nose,

    /// <summary><see cref="Joint.Neck"/></summary>
    Neck,

    /// <summary><see cref="Joint.LeftShoulder"/></summary>
    LeftShoulder,

    /// <summary><see cref="Joint.RightShoulder"/></summary>
    RightShoulder,

    /// <summary><see cref="Joint.LeftElbow"/></summary>
    LeftElbow,

    /// <summary><see cref="Joint.RightElbow"/></summary>
    RightElbow,

    /// <summary><see cref="Joint.LeftWrist"/></summary>
    LeftWrist,

    /// <summary><see cref="Joint.RightWrist"/></summary>
    RightWrist,

    /// <summary><see cref="Joint.LeftHip"/></summary>
    LeftHip,

    /// <summary><see cref="Joint.RightHip"/></summary>
    RightHip,

    /// <summary><see cref="Joint.LeftKnee"/></summary>
    LeftKnee,

    /// <summary><see cref="Joint.RightKnee"/></summary>
    RightKnee,

    /// <summary><see cref="Joint.LeftAnkle"/></summary>
    LeftAnkle,

    /// <summary><see cref="Joint.RightAnkle"/></summary>
    RightAnkle,
}
