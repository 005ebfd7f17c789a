using Stroll.Devices.Models;
using Stroll.Devices.Perception;
using Stroll.Devices.Video;
using Stroll.Observations;
using Stroll.Rendering;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices;

public class PerceptionTests
{
    [Fact]
    public void A_still_scene_closes_the_gate_and_whoever_moves_opens_it()
    {
        var gate = new MotionGate(MotionRules.Default);
        var open = new List<bool>();
        for (var i = 0; i < 30; i++)
        {
            open.Add(gate.IsOpen(Scene(i >= 25 ? 10 + i : -1), TimeSpan.FromSeconds(0.1 * i)));
            gate.Saw(i >= 25);
        }

        Assert.Equal([0, 20, 25, 26, 27, 28, 29], open.Select((isOpen, i) => isOpen ? i : -1).Where(i => i >= 0));
    }

    [Fact]
    public void Who_stands_still_is_not_lost()
    {
        var gate = new MotionGate(MotionRules.Default);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(gate.IsOpen(Scene(12), TimeSpan.FromSeconds(0.1 * i)));
            gate.Saw(true);
        }
    }

    [Fact]
    public void In_the_real_store_the_shopper_is_found_with_a_hand_at_the_shelf()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        var folder = new ModelFolder(TestPlaces.Data("models"));
        using var finder = new PersonFinder(new(Open(folder, "yolox-nano"), 0.3f), new(Open(folder, "efficientpose-i"), 0.05));
        using var reader = Good(VideoReader.Open(TestPlaces.Data("aifi-cps-test-01", "cps-test-01-cam3.mp4"), 1280));
        while (reader.Next() is { } frame)
        {
            if (frame.Index == 107)
            {
                // Somebody stands upright beside the shelf, which is at the right edge from 420 pixels on, and reaches into it.
                var person = Assert.Single(finder.Find(frame.Frame, box => box.Foot.Right > 300));
                var wrist = person.Joints[(int)Joint.RightWrist];
                Assert.True(wrist.At.Right > 440 && wrist.At.Down is > 130 and < 230, $"{wrist.At}");
                Assert.InRange(person.Box.Height, 200, 300);
                return;
            }
        }

        Assert.Fail("the clip ended early");
    }

    static ModelSession Open(ModelFolder folder, string name) => Good(ModelSession.Open(Known(name), Good(folder.Load(Known(name)))));

    // A grey room; somebody is a light bar.
    static Frame Scene(int person)
    {
        const int width = 160, height = 96;
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var column = i / 3 % width / 4;
            pixels[i] = (byte)(person >= 0 && Math.Abs(column - person) < 5 ? 200 : 90);
        }

        return new(width, height, pixels);
    }
}
