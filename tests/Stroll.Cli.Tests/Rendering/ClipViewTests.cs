using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Rendering;

namespace Stroll.Tests.Rendering;

public class ClipViewTests
{
    static readonly Point3 Hand = new(0, 3, 1);

    // A shelf along x at y = 3 whose front looks to smaller y.
    static readonly Point3 Front = new(0, -1, 0);

    [Fact]
    public void Before_the_shelf_is_better_than_behind_it_and_near_better_than_far()
    {
        var (near, far, behind) = (Camera("near", new(0, 0.5, 1), 0), Camera("far", new(0, -2, 1), 0), Camera("behind", new(0, 5, 1), Math.PI));
        Assert.Equal("near", Best([far, behind, near]));
        Assert.Equal("far", Best([behind, far]));
    }

    [Fact]
    public void Who_stands_in_between_spoils_a_view()
    {
        var (straight, aside) = (Camera("straight", new(0, 0, 1.2), 0), Camera("aside", new(-3, 0.6, 1.2), -0.9));
        Assert.Equal("straight", Best([straight, aside]));
        Assert.Equal("aside", Best([straight, aside], Standing(new(0, 1.5, 0))));
        Assert.Equal("straight", Best([straight, aside], Standing(new(2, 1.5, 0))));
    }

    [Fact]
    public void A_fixture_in_between_hides()
    {
        var (straight, aside) = (Camera("straight", new(0, 0, 1.2), 0), Camera("aside", new(-3, 0.6, 1.2), -0.9));
        var gondola = new Box(new(new(-0.5, 1, 0), 0), new(1, 0.5, 1.9));
        Assert.Equal("aside", ClipView.Best([straight, aside], Hand, Front, [], [gondola], 2)!.Camera.Name);
    }

    [Fact]
    public void What_no_camera_shows_has_no_view_and_the_window_stays_in_the_picture()
    {
        Assert.Null(ClipView.Best([Camera("away", new(0, 0, 1), Math.PI)], Hand, Front, [], [], 2));
        for (var x = -1.4; x <= 1.4; x += 0.2)
        {
            var view = ClipView.Of(Camera("c", new(0, 0, 1.4), 0), Hand with { X = x, Z = 1 + (x / 2) }, Front, [], [], 2)!;
            Assert.True(view.Window.Left >= 0 && view.Window.Top >= 0 && view.Window.Right <= 640.001 && view.Window.Bottom <= 360.001);
            Assert.True(view.Camera.View.TryProject(Hand with { X = x, Z = 1 + (x / 2) }, out var pixel) && view.Window.Holds(pixel));
        }
    }

    static string Best(IEnumerable<StoreCamera> cameras, params Body[] people) =>
        ClipView.Best(cameras, Hand, Front, people.Length > 0 ? [people] : [], [], 2)!.Camera.Name;

    static StoreCamera Camera(string name, Point3 at, double turn) => new(new(0), name, new(new(at, turn, 0), CameraLens.Plain(640, 360, 1.2)));

    static Body Standing(Point3 at)
    {
        var joints = new JointEstimate[Body.JointCount];
        for (var joint = 0; joint < joints.Length; joint++)
        {
            joints[joint] = new(at + new Point3(0, 0, (Joint)joint switch { Joint.Head => 1.65, Joint.Neck => 1.5, Joint.LeftHip or Joint.RightHip => 0.9, _ => 0.5 }), 1);
        }

        return new([.. joints]);
    }
}
