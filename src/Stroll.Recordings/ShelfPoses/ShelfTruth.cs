using Stroll.Geometry;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Recordings.ShelfPoses;

/// <summary>True poses of the Shelf data set: <c>gt.txt</c>.</summary>
/// <remarks>First the number of joints (15) and of frames; for each frame the number of people; for each of them an id, the x, y, z of all joints
/// (metres) and for each joint whether it is known. Joints: right ankle, knee, hip, left hip, knee, ankle, right wrist, elbow, shoulder, left
/// shoulder, elbow, wrist, lower end of the head, top of the forehead, middle of the hips.</remarks>
public static class ShelfTruth
{
    const int Joints = 15;

    /// <summary>Reads the true poses.</summary>
    /// <returns>For each frame the people in it; bad with the line of what is malformed.</returns>
    public static Result<TruePose[][]> Read(string path) => FileSafety.Guard(path, () =>
    {
        var words = new Words(FileSafety.ReadText(path), path);
        if (words.Whole() is var joints && joints != Joints)
        {
            throw words.Wrong($"poses of {joints} joints, expected {Joints}");
        }

        var frames = new TruePose[words.Count(1_000_000)][];
        for (var frame = 0; frame < frames.Length; frame++)
        {
            frames[frame] = new TruePose[words.Count(1000)];
            for (var person = 0; person < frames[frame].Length; person++)
            {
                var id = words.Whole();
                var numbers = new double[4 * Joints];
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = words.Real();
                }

                var points = new Point3[Joints];
                for (var joint = 0; joint < Joints; joint++)
                {
                    points[joint] = numbers[(3 * Joints) + joint] > 0
                        ? new(numbers[joint], numbers[Joints + joint], numbers[(2 * Joints) + joint])
                        : Point3.Unknown;
                }

                frames[frame][person] = new(id, points);
            }
        }

        return frames;
    });
}
