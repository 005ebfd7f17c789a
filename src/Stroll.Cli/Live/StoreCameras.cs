using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Cli.Perception;
using Stroll.Devices.Cameras;
using Stroll.Devices.Evidence;
using Stroll.Geometry;
using Stroll.Host;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>The cameras of a running store whose pictures are kept for a while: they fill the ring, clips for the desk are cut out of it, and what is too old is deleted.</summary>
/// <remarks>Models do not run on these pictures: people come from a tracker or as sightings (docs/cameras.md).</remarks>
internal sealed class StoreCameras : IDisposable
{
    // Enough to see that a camera is black, frozen or turned away; what is kept stays as the camera sent it.
    const int Width = 320;
    const int UsualHeight = 180;
    const double FramesPerSecond = 5;

    static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly StoreKey _store;
    readonly ImmutableArray<CameraSettings> _settings;
    readonly EvidenceSweep _sweep;
    readonly ModelHeads? _heads;
    readonly TimeProvider _time;
    readonly Action<string> _say;
    readonly CancellationTokenSource _stop = new();
    ImmutableArray<CameraFeed> _feeds = [];
    Task _work = Task.CompletedTask;

    StoreCameras(StoreKey store, ImmutableArray<CameraSettings> settings, EvidenceSweep sweep, ModelHeads? heads, CaseClips clips, TimeProvider time, Action<string> say) =>
        (_store, _settings, _sweep, _heads, Clips, _time, _say) = (store, settings, sweep, heads, clips, time, say);

    /// <summary>The way from the desk to the pictures.</summary>
    internal CaseClips Clips { get; }

    /// <summary>What the folder of a store says of its cameras; none where it says nothing.</summary>
    /// <exception cref="Refusal">With the line of the first thing that is wrong.</exception>
    internal static EvidenceSettings? SettingsOf(string from)
    {
        var path = Path.Combine(from, EvidenceYaml.FileName);
        return from.Length > 0 && File.Exists(path) ? Refusal.Unless(EvidenceYaml.Read(Refusal.Unless(InputFile.Text(path, "what is kept of cameras (YAML)")), path)) : null;
    }

    /// <summary>Gets everything ready; no camera is asked yet.</summary>
    /// <param name="store">Which.</param>
    /// <param name="from">The folder with its settings.</param>
    /// <param name="model">With its calibrated cameras and its fixtures.</param>
    /// <param name="rows">Its database.</param>
    /// <param name="folder">Where it keeps things.</param>
    /// <param name="models">The folder of the models that find heads; without them reviewers get no pictures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="say">Takes one line for the operator.</param>
    /// <returns>None where no pictures are kept.</returns>
    /// <exception cref="Refusal">The settings are wrong, or a variable that holds an address is not set.</exception>
    internal static StoreCameras? Of(StoreKey store, string from, StoreModel model, IDatabase rows, string folder, string models, TimeProvider time, Action<string> say)
    {
        if (SettingsOf(from) is not { Cameras.IsEmpty: false } wanted)
        {
            return null;
        }

        var evidence = new EvidenceFolder(Path.Combine(folder, "evidence"));
        var masks = wanted.Masks.Length == 0 ? PrivacyMasks.None
            : Refusal.Unless(PrivacyMasks.Read(Refusal.Unless(InputFile.Text(Path.Combine(from, wanted.Masks), "privacy masks as YAML")), wanted.Masks));
        var settings = wanted.Cameras.Select(camera => Settings(camera, model.Store, evidence)).ToImmutableArray();
        var heads = HeadModels.In(models);
        if (heads is null)
        {
            say($"{store} keeps pictures, and no model here finds heads to cover: reviewers get no clips until 'stroll models fetch yolox-nano'");
        }

        var cutter = new ClipCutter(
            evidence, evidence.Ring, model.Store.Cameras, [.. model.Store.Gondolas.Select(gondola => gondola.Body).OfType<Box>()], heads is null ? [] : [heads], masks, wanted.Rules, time);
        return new(store, settings, new(evidence, wanted.Rules), heads, new(rows, cutter, model), time, say);
    }

    /// <summary>Begins to keep what the cameras send.</summary>
    internal void Start()
    {
        _feeds = [.. _settings.Select(camera => new CameraFeed(camera, _time))];
        _work = Task.Run(Work);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        Task.WaitAll([.. _feeds.Select(feed => feed.DisposeAsync().AsTask())]);
        _heads?.Dispose();
        _stop.Dispose();
    }

    static CameraSettings Settings(EvidenceCamera camera, Store store, EvidenceFolder evidence)
    {
        var address = camera.Address ?? Refusal.Unless(CameraAddress.Parse(Secrets.From(camera.AddressFrom), camera.AddressFrom));
        var lens = store.Cameras.FirstOrDefault(one => one.Name == camera.Name)?.View.Lens;
        var height = lens is { } known ? Math.Max(2, (int)Math.Round((double)Width * known.HeightPixels / known.WidthPixels)) : UsualHeight;
        return new(camera.Name, address, Width, height, FramesPerSecond, camera.IsUdp, camera.Decoder, evidence.Ring.FolderOf(camera.Name))
        {
            Size = lens is { } calibrated ? (calibrated.WidthPixels, calibrated.HeightPixels) : null,
        };
    }

    async Task Work()
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        var troubles = _feeds.Select(_ => CameraTrouble.None).ToArray();
        Instant? swept = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var now = Instants.Of(_time);
                if (swept is not { } last || now - last >= SweepEvery)
                {
                    // Also at the start: what a killed program left may be too old by now.
                    swept = now;
                    _sweep.Run(now);
                }

                SayTroubles(troubles);
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                _say($"{_store} cannot tidy its evidence: {trouble.Message}");
            }
        }
    }

    void SayTroubles(CameraTrouble[] before)
    {
        for (var i = 0; i < _feeds.Length; i++)
        {
            var state = _feeds[i].State;
            // A camera that was just asked has said nothing yet, which is no trouble.
            if (state.Trouble != before[i] && (state.Pictures > 0 || state.Restarts > 0))
            {
                before[i] = state.Trouble;
                _say($"{_store} camera {_settings[i].Name}: {(state.Trouble == CameraTrouble.None ? "sees again" : state.Trouble.ToString().ToLowerInvariant())}{(state.Words.Length > 0 ? $" ({state.Words})" : "")}");
            }
        }
    }
}
