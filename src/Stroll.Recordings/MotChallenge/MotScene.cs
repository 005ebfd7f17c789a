using System.Globalization;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Recordings.MotChallenge;

/// <summary>A sequence of the MOTChallenge form as a store with one camera: what its detector saw, and where people truly were.</summary>
/// <param name="Store">One camera, named after the folder; no gondolas and no gates.</param>
/// <param name="Detections">The detector's boxes.</param>
/// <param name="Truth">The annotated boxes; none where the folder has no <c>gt/gt.txt</c>.</param>
/// <param name="Rate">Frames a second: frame 1 is at 0.</param>
public sealed record MotScene(Store Store, MotFile Detections, MotFile? Truth, double Rate)
{
    const double UsualRate = 30;

    /// <summary>What the camera saw, frame by frame from the first with a line to the last; frames without a line are empty.</summary>
    public IEnumerable<Observation.PeopleSighted> Frames()
    {
        for (var frame = Detections.Rows.Length == 0 ? 1 : Detections.Rows[0].Frame; frame <= Detections.LastFrame; frame++)
        {
            yield return new(At(frame), new(0), [.. Detections.Of(frame).ToArray().Select(row => new Sighting(row.Box, Math.Clamp(row.Score, 0, 1), []))]);
        }
    }

    /// <summary>Where people truly stood: the middles of the lower edges of their boxes, on the floor of the calibration. Boxes that do not stand on it are left out.</summary>
    public IEnumerable<Observation.PeopleSeen> Paths()
    {
        for (var frame = 1; Truth is not null && frame <= Truth.LastFrame; frame++)
        {
            var people = Truth.Of(frame).ToArray().Where(row => MotSequence.RoleOf(row) == TruthRole.Person).Select(Person).OfType<TrackedPerson>();
            yield return new(At(frame), [.. people]);
        }
    }

    /// <summary>Reads a sequence.</summary>
    /// <param name="folder">With <c>det/det.txt</c>, and <c>seqinfo.ini</c> and <c>gt/gt.txt</c> where they are known.</param>
    /// <param name="camera">The calibration; <c>cam_para.txt</c> of the folder where none is said.</param>
    /// <param name="rate">Frames a second; otherwise what the sequence says, or 30.</param>
    /// <param name="stop">Asked while reading.</param>
    /// <returns>Bad (<c>file.missing</c>, <c>mot.*</c>, <c>camera.calibration</c>) with file and line.</returns>
    public static Result<MotScene> Read(string folder, string? camera, double? rate, CancellationToken stop) => FileSafety.Guard(folder, () =>
    {
        var sequence = Good(MotSequence.Read(folder));
        var view = Good(MotCamera.Read(camera ?? Path.Combine(folder, "cam_para.txt"), sequence.Width, sequence.Height));
        var detections = Good(MotReader.Read(Path.Combine(folder, "det", "det.txt"), hasIds: false, stop));
        var truth = Path.Combine(folder, "gt", "gt.txt");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new MotScene(
            Store.Build(name, [], [], [], [], [(name, view)]), detections, File.Exists(truth) ? Good(MotReader.Read(truth, hasIds: true, stop)) : null,
            rate ?? sequence.Rate ?? UsualRate);
    });

    TrackedPerson? Person(MotRow row) =>
        Store.Cameras[0].View.TryToHeight(new(row.Box.Left + (0.5 * row.Box.Width), row.Box.Bottom), 0, out var foot)
            ? new(row.Id.ToString(CultureInfo.InvariantCulture), PeopleFile.Standing(foot, 1))
            : null;

    Instant At(int frame) => new((long)Math.Round((frame - 1) / Rate * 1e9));

    static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new RecordingException(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
