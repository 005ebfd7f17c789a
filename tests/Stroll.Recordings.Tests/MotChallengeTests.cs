using System.Text;
using CsCheck;
using Stroll.Geometry;
using Stroll.Recordings.MotChallenge;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Tests;

public class MotChallengeTests
{
    [Fact]
    public void Detections_come_by_frame_in_the_order_of_the_file()
    {
        var file = Good("2,-1,1,2,3,4,0.5,-1,-1,-1\n1,-1,10,20,30,40,0.9\n2,-1,5,6,7,8,0.25,-1,-1,-1\n");

        Assert.Equal([10, 1, 5], file.Rows.Select(row => row.Box.Left));
        Assert.Equal([0.5, 0.25], file.Of(2).ToArray().Select(row => row.Score));
        Assert.Equal((1, 2, 0), (file.OutOfOrder, file.LastFrame, file.Skipped));
        Assert.Empty(file.Of(3).ToArray());
    }

    [Fact]
    public void Boxes_that_are_none_are_left_out_and_counted()
    {
        var file = Good("1,-1,1,2,3,4,0.5\n1,-1,nan,2,3,4,0.5\n1,-1,1,2,0,4,0.5\n1,-1,1,2,3,-4,0.5\n1,-1,1,2,3,4,NaN\n1,-1,inf,2,3,4,1\n\n");

        Assert.Equal((1, 5), (file.Rows.Length, file.Skipped));
    }

    [Theory]
    [InlineData("1,-1,1,2,3,4,0.5\n1,-1,1,2\n", ":2: 4 fields")]
    [InlineData("1,-1,1,2,3,wide,0.5\n", ":1: field 6 is 'wide'")]
    [InlineData("0,-1,1,2,3,4,0.5\n", ":1: the frame is 0")]
    [InlineData("1.5,-1,1,2,3,4,0.5\n", ":1: the frame is 1.5")]
    [InlineData("1,-1,1,2,3,,0.5\n", ":1: field 6 is ''")]
    [InlineData("nan,-1,1,2,3,4,0.5\n", ":1: the frame is NaN")]
    [InlineData("99999999999,-1,1,2,3,4,0.5\n", ":1: the frame is")]
    public void A_line_that_is_none_is_named(string text, string says) => Assert.Contains(says, Bad(text).ToString(), StringComparison.Ordinal);

    [Fact]
    public void In_tracks_an_id_stands_once_in_a_frame_and_is_never_missing()
    {
        Assert.Contains(":3: id 7 stands in frame 1 already, in line 1", Bad("1,7,1,2,3,4,1\n2,7,1,2,3,4,1\n1,7,5,2,3,4,1\n", hasIds: true).ToString(), StringComparison.Ordinal);
        Assert.Contains("the id is -1", Bad("1,-1,1,2,3,4,1\n", hasIds: true).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,3,1,2,3,4,1,1,0.5", TruthRole.Person)]
    [InlineData("1,3,1,2,3,4,0,1,0.5", TruthRole.Ignored)]
    [InlineData("1,3,1,2,3,4,1,7,0.5", TruthRole.Distractor)]
    [InlineData("1,3,1,2,3,4,0,8,0.5", TruthRole.Distractor)]
    [InlineData("1,3,1,2,3,4,1,3,0.5", TruthRole.Ignored)]
    [InlineData("1,3,1,2,3,4,1,-1,-1,-1", TruthRole.Person)]
    [InlineData("1,3,1,2,3,4", TruthRole.Person)]
    public void The_class_of_a_truth_says_what_it_is_for_the_score(string line, TruthRole role) =>
        Assert.Equal(role, MotSequence.RoleOf(Assert.Single(Good(line, hasIds: true).Rows)));

    [Fact]
    public void Bytes_of_any_kind_give_rows_or_one_fault() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        using var stream = new MemoryStream(bytes);
        _ = MotReader.Read(stream, "x", hasIds: false);
    });

    [Fact]
    public void What_was_written_reads_back_to_a_hundredth_of_a_pixel() => Gen.Select(Gen.Double[-100, 3000], Gen.Double[0.1, 500], Gen.Int[1, 100], Gen.Int[1, 1000]).Sample((place, size, frame, id) =>
    {
        using var text = new StringWriter { NewLine = "\n" };
        MotWriter.Write(text, frame, id, new(place, -place, size, 2 * size), 0.5);
        var row = Assert.Single(Good(text.ToString(), hasIds: true).Rows);
        Assert.Equal((frame, (long)id), (row.Frame, row.Id));
        Assert.Equal(place, row.Box.Left, 0.0051);
        Assert.Equal(2 * size, row.Box.Height, 0.0051);
    });

    [Fact]
    public void Motions_of_frames_that_were_left_out_are_put_together()
    {
        var motions = Motions("0\t1\t0\t5\t0\t1\t0\n1 1 0 1 0 1 2\n2 1 0 10 0 1 20\n");

        Assert.Equal(new PictureMotion(1, 0, 11, 0, 1, 22), motions.Between(1, 3));
        Assert.Equal(PictureMotion.None, motions.Between(3, 9));
    }

    [Theory]
    [InlineData("1 1 0 1 0 1\n", ":1:")]
    [InlineData("1 1 0 1 0 1 2\n1 1 0 1 0 1 2\n", ":2: index 1 stands twice")]
    [InlineData("1 0 0 1 0 0 2\n", "singular")]
    [InlineData("1 1 0 nan 0 1 2\n", "not finite")]
    [InlineData("-1 1 0 1 0 1 2\n", "from 0")]
    public void A_motion_that_is_none_is_named(string text, string says)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["gmc.txt"], text);
        var bad = Assert.IsType<Result<MotMotions>.Bad>(MotMotions.Read(folder["gmc.txt"]));
        Assert.Contains(says, bad.Fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_in_millimetres_puts_the_camera_where_it_hangs()
    {
        // 3 m up, looking along y, level.
        var camera = Camera("RotationMatrices\n1 0 0\n0 0 -1\n0 1 0\n\nTranslationVectors\n0 3000 0\n\nIntrinsicMatrix\n1000 0 960\n0 1000 540\n0 0 1\n");

        var good = Assert.IsType<Result<PinholeCamera>.Good>(camera).Value;
        Assert.Equal(3, good.Pose.Origin.Z, 9);
        Assert.True(good.TryToHeight(new(960, 840), 0, out var place));
        Assert.Equal(0, place.DistanceTo(new(0, 10, 0)), 9);
    }

    [Theory]
    [InlineData("RotationMatrices\n1 0 0\n1 0 0\n0 1 0\nTranslationVectors\n0 0 0\nIntrinsicMatrix\n1000 0 960\n0 1000 540\n0 0 1\n", "singular")]
    [InlineData("RotationMatrices\n1 0 0\n0 0 -1\n0 1 0\nTranslationVectors\n0 0 0\nIntrinsicMatrix\n0 0 960\n0 0 540\n0 0 1\n", "focal")]
    [InlineData("RotationMatrices\n1 0 0\n0 0 -1\nTranslationVectors\n0 0 0\n", "'TranslationVectors', expected a number")]
    [InlineData("RotationMatrices\n1 0 0\n0 0 -1\n0 1 0\n", "no line 'TranslationVectors'")]
    [InlineData("", "no line 'RotationMatrices'")]
    public void A_calibration_that_is_none_is_named(string text, string says) =>
        Assert.Contains(says, Assert.IsType<Result<PinholeCamera>.Bad>(Camera(text)).Fault.ToString(), StringComparison.Ordinal);

    static Result<PinholeCamera> Camera(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["cam_para.txt"], text);
        return MotCamera.Read(folder["cam_para.txt"], 1920, 1080);
    }

    static MotMotions Motions(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["gmc.txt"], text);
        return Assert.IsType<Result<MotMotions>.Good>(MotMotions.Read(folder["gmc.txt"])).Value;
    }

    static MotFile Good(string text, bool hasIds = false) => Assert.IsType<Result<MotFile>.Good>(Read(text, hasIds)).Value;

    static Fault Bad(string text, bool hasIds = false) => Assert.IsType<Result<MotFile>.Bad>(Read(text, hasIds)).Fault;

    static Result<MotFile> Read(string text, bool hasIds)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return MotReader.Read(stream, "det.txt", hasIds);
    }
}
