using Stroll.Devices.Models;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Tracking.OneCamera;

namespace Stroll.Tests.Devices;

public class DecodingTests
{
    [Fact]
    public void A_cell_of_yolox_is_an_offset_and_a_logarithm_of_a_size()
    {
        var model = Model("yolox-nano") with { Strides = [8], Classes = 2, Person = 1, Input = Model("yolox-nano").Input with { Width = 16, Height = 16 } };
        var output = new float[4 * 7];
        // The last of four cells: half a cell on, 16 pixels wide and 8 high; sure of a thing, and that it is of the second kind.
        new float[] { 0.5f, 0.5f, MathF.Log(2), 0, 0.9f, 0.1f, 0.5f }.CopyTo(output.AsSpan(21));
        var found = new List<ScoredBox>();

        YoloxDecoding.Decode(model, output, 0.3f, found);

        var box = Assert.Single(found);
        Assert.Equal(0.45, box.Score, 5);
        Near(new(4, 8, 16, 8), box.Box);
    }

    [Fact]
    public void An_edge_of_nanodet_is_the_mean_of_its_distribution()
    {
        var model = Model("nanodet-m") with { Classes = 1, Person = 0, Input = Model("nanodet-m").Input with { Width = 16, Height = 8 } };
        var distances = new float[2 * NanoDetDecoding.Numbers];
        foreach (var (edge, cells) in new[] { (0, 1), (1, 0), (2, 2), (3, 1) })
        {
            distances[NanoDetDecoding.Numbers + (edge * NanoDetDecoding.Bins) + cells] = 50;
        }

        var found = new List<ScoredBox>();
        NanoDetDecoding.Decode(model, 8, [0.2f, 0.8f], distances, 0.3f, found);

        Near(new(4, 4, 24, 8), Assert.Single(found).Box);
        Assert.Equal(3.5, NanoDetDecoding.Mean(new float[8]), 6);
    }

    [Fact]
    public void A_cell_of_fastestdet_has_a_size_as_a_share_of_the_picture()
    {
        var model = Model("fastestdet") with { Classes = 1, Person = 0, Input = Model("fastestdet").Input with { Width = 32, Height = 16 } };
        var output = new float[6 * 2];
        (output[1], output[11]) = (1, 1);
        var found = new List<ScoredBox>();

        FastestDetDecoding.Decode(model, output, 0.3f, found);

        // Offsets of tanh(0) and sizes of sigmoid(0): the corner of the second cell, half the picture.
        Near(new(8, -4, 16, 8), Assert.Single(found).Box);
    }

    [Fact]
    public void Yunet_has_as_many_anchors_as_its_model_gives_rows() => Assert.Equal(1076, YunetDecoding.Anchors(Model("yunet-face").Input).Length);

    [Fact]
    public void A_box_that_is_no_box_is_left_out()
    {
        var found = new List<ScoredBox>();
        BoxDecoding.Add(found, 0, 0, double.NaN, 1, 1);
        BoxDecoding.Add(found, 0, 0, double.PositiveInfinity, 1, 1);
        BoxDecoding.Add(found, 5, 5, 4, 6, 1);
        BoxDecoding.Add(found, 0, 0, 1, 1, double.NaN);
        Assert.Empty(found);
    }

    [Fact]
    public void Of_boxes_of_one_thing_the_strongest_stays_and_of_two_things_both()
    {
        ScoredBox weak = new(new(1, 0, 10, 20), 0.5), strong = new(new(0, 0, 10, 20), 0.9), other = new(new(30, 0, 10, 20), 0.4);
        Assert.Equal([strong, other], BoxDecoding.Strongest([weak, other, strong], 0.5));
    }

    [Fact]
    public void A_box_within_a_box_is_the_same_person()
    {
        var body = new ScoredBox(new(411, 0, 99, 134), 0.73);
        var withArm = new ScoredBox(new(405, 0, 200, 137), 0.42);

        Assert.Equal([body], BoxDecoding.Strongest([withArm, body], 0.5));
    }

    [Fact]
    public void The_peak_of_a_map_is_the_joint_and_leans_to_its_higher_neighbour()
    {
        var input = Model("efficientpose-i").Input with { Width = 32, Height = 32 };
        var map = new float[64];
        (map[(3 * 8) + 5], map[(3 * 8) + 6], map[(2 * 8) + 5]) = (0.8f, 0.3f, 0.2f);
        var points = new MarkedPoint[1];

        HeatmapDecoding.Decode(input, map, points);

        Assert.Equal(0.8, points[0].Score, 6);
        Assert.Equal(new Pixel(4 * 5.75, 4 * 3.25), points[0].At);
    }

    [Fact]
    public void Simcc_reads_a_row_across_and_a_row_down()
    {
        var input = Model("efficientpose-i").Input with { Width = 8, Height = 4 };
        var (across, down) = (new float[16], new float[8]);
        (across[10], down[4]) = (0.9f, 0.6f);
        var points = new MarkedPoint[1];

        SimccDecoding.Decode(input, across, down, points);

        Assert.Equal(new Pixel(5.25, 2.25), points[0].At);
        Assert.Equal(0.6, points[0].Score, 6);
    }

    [Fact]
    public void The_head_lies_between_its_top_and_the_neck()
    {
        var joints = BodyJoints.Of([ModelJoint.HeadTop, ModelJoint.Neck, ModelJoint.RightWrist], [new(new(10, 0), 0.9), new(new(12, 10), 0.8), new(new(40, 50), 0.01)], 0.05);

        Assert.Equal(Body.JointCount, joints.Length);
        Assert.Equal(new Pixel(11, 5), joints[(int)Joint.Head].At);
        Assert.Equal(0.8, joints[(int)Joint.Neck].Score);
        Assert.False(joints[(int)Joint.RightWrist].IsSeen);
    }

    [Fact]
    public void An_embedding_has_length_one_or_says_nothing()
    {
        Assert.Equal([0.6f, 0.8f], Embedder.Normalised([3, 4]));
        Assert.Equal([0f, 0f], Embedder.Normalised([0, 0]));
        Assert.Equal([0f, 0f], Embedder.Normalised([float.NaN, 1]));
    }

    [Fact]
    public void A_picture_that_is_fitted_keeps_its_shape_and_comes_back_to_its_pixels()
    {
        var input = new ModelInput(8, 8, IsPlanar: true, IsRedFirst: true, KeepsShape: true, 114, [0, 0, 0], [1, 1, 1]);
        var pixels = new byte[3 * 16 * 8];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (10, 20, 30);
        }

        var fit = new PictureFit(input);
        var numbers = new float[3 * 64];
        fit.Fill(new(16, 8, pixels), new(0, 0, 16, 8), numbers);

        Assert.Equal([30f, 20f, 10f], [numbers[0], numbers[64], numbers[128]]);
        Assert.All(numbers[32..64], number => Assert.Equal(114, number));
        Assert.Equal(new Pixel(16, 8), fit.ToPicture(8, 4));
        // A crop past the edge is filled there.
        fit.Fill(new(16, 8, pixels), new(-8, 0, 16, 8), numbers);
        Assert.Equal(114, numbers[0]);
        Assert.Equal(30, numbers[7]);
    }

    static ModelDescriptor Model(string name) => ModelFolder.Known.Single(model => model.Name == name);

    static void Near(PixelBox expected, PixelBox found)
    {
        foreach (var (a, b) in new[] { (expected.Left, found.Left), (expected.Top, found.Top), (expected.Width, found.Width), (expected.Height, found.Height) })
        {
            Assert.Equal(a, b, 3);
        }
    }
}
