using Stroll.Cli.Frame;
using Stroll.Devices.Evidence;
using Stroll.Devices.Models;
using Stroll.Devices.Perception;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Cli.Perception;

/// <summary>What finds heads here: models where they are, and people whose places a recording knows.</summary>
internal static class HeadModels
{
    // Trackers speak ten times a second and more.
    static readonly TimeSpan Near = TimeSpan.FromSeconds(0.25);

    /// <summary>The published models of people, joints and faces that lie in a folder; none where there is not even one of people.</summary>
    /// <exception cref="Refusal">A file is there and is another than the pinned one.</exception>
    internal static ModelHeads? In(string path)
    {
        var folder = new ModelFolder(path);
        ModelSession? Open(string name) => Refusal.Unless(folder.Find(name)) is var model && File.Exists(folder.PathOf(model))
            ? Refusal.Unless(ModelSession.Open(model, Refusal.Unless(folder.Load(model))))
            : null;
        return Open("yolox-nano") is { } people
            ? new(
                new(new(people, ModelHeads.LeastPerson), Open("efficientpose-i") is { } pose ? new(pose, 0.05) : null),
                Open("yunet-face") is { } faces ? new(faces, ModelHeads.LeastFace) : null)
            : null;
    }

    /// <summary>The heads of tracked people, or of the true paths of a simulated day, from one moment to another.</summary>
    /// <returns>None where the recording knows no heads.</returns>
    internal static KnownHeads? Of(Recording recording, Instant from, Instant to)
    {
        var moments = (recording.HasPaths ? recording.ReadPaths() : recording.ReadPeople())
            .SkipWhile(moment => moment.At < from - Near).TakeWhile(moment => moment.At <= to + Near)
            .Select(moment => (moment.At, Heads: moment.People.Select(person => person.Body[Joint.Head]).Where(head => head.IsSeen).Select(head => head.Position).ToArray())).ToArray();
        var views = Rendering.SceneVideo.CamerasOf(recording.Model.Store).ToDictionary(camera => camera.Name, camera => camera.View);
        return moments.Any(moment => moment.Heads.Length > 0)
            ? new(name => views.GetValueOrDefault(name), at => moments.MinBy(moment => (moment.At - at).Duration()) is var nearest && (nearest.At - at).Duration() <= Near ? nearest.Heads : [])
            : null;
    }
}
