using Stroll.Rendering;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench;

/// <summary>What the bench of pictures found.</summary>
/// <param name="Width">Of the pictures, pixels.</param>
/// <param name="Frames">Drawn and measured.</param>
/// <param name="FramesPerSecond">For each second of processor time, without encoding.</param>
/// <param name="People">In the store, on average.</param>
/// <param name="Goods">On the shelves at the beginning.</param>
internal sealed record VideoBenchResult(int Width, int Frames, double FramesPerSecond, double People, int Goods);

/// <summary>Draws what one camera after the other shows of half a minute of a lunch rush, on one core.</summary>
internal static class VideoBench
{
    const double Seconds = 30;
    const double Rate = 5;

    /// <summary>Draws and measures.</summary>
    /// <param name="width">Of the pictures.</param>
    internal static VideoBenchResult Run(int width)
    {
        var simulation = new Simulation(ScenarioLibrary.Find("lunch-rush")!.Scenario with { Seed = 1 });
        var from = simulation.Begin + 30.Seconds;
        var frames = simulation.PlayScene(Rate, from, from + Seconds.Seconds).ToArray();
        var (drawn, taken) = (0, TimeSpan.Zero);
        foreach (var camera in SceneVideo.CamerasOf(simulation.Model.Store))
        {
            var picture = new CameraPicture(simulation.Model.Store, camera, width);
            // The first frame draws every piece of goods: once a video.
            picture.Draw(frames[0]);
            var began = Environment.CpuUsage.TotalTime;
            foreach (var frame in frames.AsSpan(1))
            {
                picture.Draw(frame);
            }

            taken += Environment.CpuUsage.TotalTime - began;
            drawn += frames.Length - 1;
        }

        return new(width, drawn, drawn / taken.TotalSeconds, frames.Average(frame => frame.People.Length), frames[0].Goods.Length);
    }
}
