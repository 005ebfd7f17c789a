using System.Collections.Immutable;
using System.CommandLine;
using Stroll.Cli.Frame;
using Stroll.Cli.Perception;
using Stroll.Devices.Evidence;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Cli.Commands;

/// <summary>The part of <c>stroll clip</c> that cuts evidence: the best cameras side by side, for those who decide or for staff.</summary>
internal sealed class ClipEvidence
{
    const string Purpose = "case";

    readonly Option<string?> _audience = new("--for") { HelpName = "WHO", Description = "Cut evidence from the best three cameras into a folder: reviewer (heads and masks covered, always) or staff (the cameras' own pictures, not encoded again)." };

    readonly Option<string?> _masks = new("--masks") { HelpName = "F", Description = "With --for reviewer: parts of the pictures that nobody sees, as YAML: masks, each with camera and pixels." };

    readonly Option<string?> _store = new("--store") { HelpName = "F", Description = "With --for, where the source is a folder of evidence: the store.yaml with its calibrated cameras." };

    readonly Option<string> _models = ModelOptions.FolderOption();

    internal Symbol[] All => [_audience, _masks, _store, _models];

    /// <summary>For whom; none where no evidence is asked for.</summary>
    internal ClipAudience? AudienceOf(ParseResult typed) => typed.GetValue(_audience) switch
    {
        null => null,
        "reviewer" => ClipAudience.Reviewer,
        "staff" => ClipAudience.Staff,
        var other => throw new Refusal(new("clip.value", "--for", $"'{other}', expected reviewer or staff")),
    };

    /// <summary>Cuts out of the ring of a folder of evidence.</summary>
    internal int FromRing(Terminal terminal, ParseResult typed, string source, ClipWindow wanted)
    {
        var store = typed.GetValue(_store) is { } file ? Refusal.Unless(StoreYaml.Read(Refusal.Unless(InputFile.Text(file, "a store.yaml")), file)) : null;
        var folder = new EvidenceFolder(source);
        return Cut(terminal, typed, new(folder.Ring, store?.Cameras ?? [], Solid(store), []), wanted, new(wanted.Target), null, null);
    }

    /// <summary>Cuts out of the videos of a recording.</summary>
    internal int FromRecording(Terminal terminal, ParseResult typed, Recording recording, ClipWindow wanted, Point3? place, Point3? front)
    {
        var known = HeadModels.Of(recording, wanted.Begin, wanted.End);
        var store = recording.Model.Store;
        return Cut(terminal, typed, new(new RecordedFootage(recording), SceneVideo.CamerasOf(store), Solid(store), known is null ? [] : [known]), wanted, new(wanted.Target), place, front);
    }

    int Cut(Terminal terminal, ParseResult typed, Sources sources, ClipWindow wanted, EvidenceFolder target, Point3? place, Point3? front)
    {
        var audience = AudienceOf(typed)!.Value;
        var masks = typed.GetValue(_masks) is { } file ? Refusal.Unless(PrivacyMasks.Read(Refusal.Unless(InputFile.Text(file, "privacy masks as YAML")), file)) : PrivacyMasks.None;
        using var models = audience == ClipAudience.Reviewer ? HeadModels.In(typed.GetValue(_models)!) : null;
        var cutter = new ClipCutter(
            target, sources.Footage, sources.Cameras, sources.Solid, models is null ? sources.Heads : [.. sources.Heads, models], masks, EvidenceRules.Default, TimeProvider.System);
        var clip = Refusal.Unless(cutter.Cut(
            new(Purpose, $"{wanted.At.Nanoseconds}", wanted.At, wanted.Begin, wanted.End, place, front, wanted.Camera is { } only ? [only] : [], audience), terminal.Stop));
        foreach (var camera in clip.Cameras)
        {
            terminal.Output.WriteLine($"{Terminal.OneLine(camera.Camera)}: {camera.Frames.Length} frames from {camera.Frames[0].At} to {camera.Frames[^1].At}");
        }

        terminal.Output.WriteLine($"{(audience == ClipAudience.Reviewer ? "heads are covered" : "heads are to be seen: for staff only")}; to be deleted after {clip.DeleteAfter}. Written to {Path.GetFullPath(clip.Folder)}");
        return ExitCode.Good;
    }

    static ImmutableArray<Box> Solid(Store? store) => [.. store?.Gondolas.Select(gondola => gondola.Body).OfType<Box>() ?? []];

    sealed record Sources(IFootage Footage, ImmutableArray<StoreCamera> Cameras, ImmutableArray<Box> Solid, IReadOnlyList<IHeadFinder> Heads);
}

/// <summary>Which seconds are wanted.</summary>
/// <param name="At">The moment.</param>
/// <param name="Begin">From when.</param>
/// <param name="End">To when.</param>
/// <param name="Target">The folder of evidence that it goes to.</param>
/// <param name="Camera">Only this one.</param>
internal sealed record ClipWindow(Instant At, Instant Begin, Instant End, string Target, string? Camera);
