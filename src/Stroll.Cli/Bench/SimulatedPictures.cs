using Stroll.Cli.Scenarios;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;
using Picture = Stroll.Devices.Models.Frame;

namespace Stroll.Cli.Bench;

/// <summary>Pictures of a simulated lunch rush, to measure models where no video is at hand.</summary>
internal static class SimulatedPictures
{
    const int Width = 640;

    /// <summary>Of the first camera.</summary>
    internal static List<Picture> Of(int count)
    {
        var simulation = new Simulation(ScenarioLibrary.Find("lunch-rush")!.Scenario with { Seed = 1 });
        var from = simulation.Begin + 30.Seconds;
        var picture = new CameraPicture(simulation.Model.Store, SceneVideo.CamerasOf(simulation.Model.Store)[0], Width);
        return [.. simulation.PlayScene(5, from, from + (count / 5.0).Seconds).Take(count).Select(scene =>
        {
            picture.Draw(scene);
            return new Picture(picture.Width, picture.Height, Packed(picture.Bytes));
        })];
    }

    // Without the fourth byte of each pixel.
    static byte[] Packed(ReadOnlySpan<byte> pixels)
    {
        var packed = new byte[pixels.Length / 4 * 3];
        for (var i = 0; i < packed.Length / 3; i++)
        {
            pixels.Slice(4 * i, 3).CopyTo(packed.AsSpan(3 * i));
        }

        return packed;
    }
}
