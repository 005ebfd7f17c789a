using System.Security.Cryptography;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Rendering;

public class CameraPictureTests
{
    const int Width = 480;

    static readonly Scenario Day = new() { Seed = 6, Visits = 2, Size = StoreSize.StadiumStand };

    static readonly Point3 Above = new(0, 0, 1);

    [Fact]
    public void The_same_frames_give_the_same_bytes()
    {
        var frames = Frames(2);
        Assert.Equal(Digest(frames), Digest(frames));
        Assert.NotEqual(Digest(frames), Digest(frames.Take(frames.Length / 2)));

        // And what was drawn before leaves no trace.
        var simulation = new Simulation(Day);
        var (after, fresh) = (Picture(simulation.Model.Store), Picture(simulation.Model.Store));
        foreach (var frame in frames)
        {
            after.Draw(frame);
        }

        fresh.Draw(frames[^1]);
        Assert.True(after.Bytes.SequenceEqual(fresh.Bytes));
    }

    [Fact]
    public void What_is_taken_is_gone_from_the_picture_and_the_hand_was_there()
    {
        var simulation = new Simulation(Day);
        var frames = simulation.PlayScene(20, simulation.Begin, Instant.Latest).ToArray();
        var pick = simulation.Truth.Movements.First(m => m.Quantity == 1);
        var (before, after) = (frames.Last(f => f.At < pick.At), frames.First(f => f.At >= pick.At));
        var good = before.Goods.Except(after.Goods).Single();
        var middle = good.Placement.ToOuter(0.5 * good.Look.Size);
        var view = LookAt(simulation.Model.Store, middle);
        view.View.TryProject(middle, out var pixel);
        var (picture, scale) = (new CameraPicture(simulation.Model.Store, view, Width), Width / (double)view.View.Lens.WidthPixels);

        // Nobody before the shelf: the shelf alone tells.
        picture.Draw(before with { People = [] });
        var there = Region(picture, scale * pixel.Right, scale * pixel.Down, 4);
        picture.Draw(after with { People = [] });
        var gone = Region(picture, scale * pixel.Right, scale * pixel.Down, 4);
        Assert.True(there.Zip(gone).Count(pair => pair.First != pair.Second) > there.Length / 2);

        // The wrist stands near what is taken, in the store and so in the picture.
        var person = after.People.Single(p => p.Id == pick.Shopper);
        var wrists = new[] { Joint.LeftWrist, Joint.RightWrist }.Select(j => Seen(view, person.Joints[(int)j]));
        Assert.True(wrists.Min(wrist => wrist.DistanceTo(pixel)) < 0.15 * view.View.Lens.WidthPixels);

        // And the person changes the picture there.
        picture.Draw(after);
        Assert.NotEqual(gone, Region(picture, scale * pixel.Right, scale * pixel.Down, 60));
    }

    [Fact]
    public void Who_stands_behind_a_shelf_is_hidden_and_who_stands_before_it_is_not()
    {
        var (gondola, plate) = (new Box(new(new(2, 2, 0), 0), new(2, 0.5, 1.9)), new Box(new(new(2, 2, 1), 0), new(2, 0.4, 0)));
        var store = Store.Build(
            "wall", [new(1, gondola)], [], [(new(1, 1, 1), plate, 20_000.Grams)], [new("door", new(3, -2, 0), 1)], []);
        var camera = new StoreCamera(new(0), "c", new(new(new(3, -2, 1.5), 0, 0.1), CameraLens.Plain(640, 360, 1.2)));
        byte[] Shot(double? y)
        {
            var picture = new CameraPicture(store, camera, Width);
            picture.Draw(new(new(0), y is { } at ? [Standing(new(3, at, 0))] : [], [], 1));
            return picture.Bytes.ToArray();
        }

        var empty = Shot(null);
        Assert.NotEqual(empty, Shot(1));
        Assert.Equal(empty, Shot(3.2));
    }

    [Fact]
    public void Nearer_hides_farther_whatever_is_drawn_first()
    {
        var camera = new PinholeCamera(new(new(0, 0, 1), 0, 0), CameraLens.Plain(200, 100, 1));
        var (red, blue) = (new Tint(1, 0, 0), new Tint(0, 0, 1));
        foreach (var isRedFirst in (bool[])[true, false])
        {
            var canvas = new Canvas(200, 100);
            var pencil = new Pencil(canvas, camera);
            var (near, far) = ((Action)(() => pencil.Ball(red, new(0, 2, 1), 0.2)), (Action)(() => pencil.Ball(blue, new(0, 4, 1), 0.8)));
            (isRedFirst ? near : far)();
            (isRedFirst ? far : near)();

            Assert.True((canvas.Row(50)[100] & 0xFF) < 40, "red in the middle");
            Assert.True((canvas.Row(50)[100 + 28] & 0xFF) > 90, "blue beside it");
        }
    }

    [Fact]
    public void A_point_is_drawn_where_the_camera_model_has_it()
    {
        var lens = new CameraLens(400, 300, 260, 255, new(190, 160), Radial2: -0.12, Radial4: 0.01);
        var camera = new PinholeCamera(new(new(1, -2, 2), 0.4, 0.5), lens);
        var canvas = new Canvas(400, 300);
        var point = new Point3(0.2, 0.9, 0.4);
        new Pencil(canvas, camera).Ball(new(1, 1, 1), point, 0.03);
        Assert.True(camera.TryProject(point, out var pixel));

        var (x, y) = ((canvas.Touched.Left + canvas.Touched.Right) / 2.0, (canvas.Touched.Top + canvas.Touched.Bottom) / 2.0);
        Assert.Equal(pixel.Right, x, 1.0);
        Assert.Equal(pixel.Down, y, 1.0);
    }

    [Theory]
    [InlineData(1_767_603_612_340_000_000, "2026-01-05 09:00:12.3 UTC")]
    [InlineData(1_767_603_612_000_000_000, "2026-01-05 09:00:12.0 UTC")]
    [InlineData(1_767_603_599_999_999_999, "2026-01-05 08:59:59.9 UTC")]
    public void The_time_is_burnt_in(long nanoseconds, string text)
    {
        Assert.Equal(text, Caption.TimeText(new(nanoseconds)));

        var picture = Picture(new Simulation(Day).Model.Store);
        var frame = Frames(2)[0];
        picture.Draw(frame with { At = new(nanoseconds) });
        var one = picture.Bytes.ToArray();
        picture.Draw(frame with { At = new(nanoseconds + 100_000_000) });
        var changed = Enumerable.Range(0, one.Length).Where(i => one[i] != picture.Bytes[i]).Select(i => i / 4 / Width).ToArray();
        Assert.NotEmpty(changed);
        Assert.True(changed.Max() < picture.Height / 10, "only the caption changes");
    }

    [Fact]
    public void A_store_without_cameras_is_seen_from_its_corners()
    {
        var bare = new Simulation(Day).Model.Store.With([]);
        var corners = SceneVideo.CamerasOf(bare);
        Assert.Equal(["corner-1", "corner-2", "corner-3", "corner-4"], corners.Select(c => c.Name));
        Assert.All(bare.Gondolas, gondola => Assert.Contains(
            corners, camera => camera.View.TryProject(gondola.Body!.Value.Centre, out var pixel) && camera.View.Shows(pixel)));
    }

    static SceneFrame[] Frames(double rate)
    {
        var simulation = new Simulation(Day);
        return [.. simulation.PlayScene(rate, simulation.Begin, simulation.Begin + 30.Seconds)];
    }

    static CameraPicture Picture(Store store) => new(store, SceneVideo.CamerasOf(store)[0], Width);

    static string Digest(IEnumerable<SceneFrame> frames)
    {
        var picture = Picture(new Simulation(Day).Model.Store);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var frame in frames)
        {
            picture.Draw(frame);
            hash.AppendData(picture.Bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>A camera two metres before a shelf, at the height of what it looks at.</summary>
    static StoreCamera LookAt(Store store, Point3 point)
    {
        var turn = store.Gondolas.Select(g => g.Body!.Value).MinBy(body => body.DistanceTo(point)).Placement.TurnRadians;
        var ahead = new Point3(-Math.Sin(turn), Math.Cos(turn), 0);
        return new(new(0), "test", new(new(point + (-1.6 * ahead) + (0.25 * Above), turn, 0.15), CameraLens.Plain(640, 360, 1.1)));
    }

    static Pixel Seen(StoreCamera camera, Point3 point) => camera.View.TryProject(point, out var pixel) ? pixel : Pixel.Unknown;

    static uint[] Region(CameraPicture picture, double right, double down, int half)
    {
        var bytes = picture.Bytes.ToArray();
        return
        [
            .. from y in Enumerable.Range((int)down - half, 2 * half)
               from x in Enumerable.Range((int)right - half, 2 * half)
               where x >= 0 && x < picture.Width && y >= 0 && y < picture.Height
               select BitConverter.ToUInt32(bytes, 4 * ((y * picture.Width) + x)),
        ];
    }

    static ShownPerson Standing(Point3 at)
    {
        var joints = new Point3[Body.JointCount];
        for (var joint = 0; joint < joints.Length; joint++)
        {
            joints[joint] = at + new Point3(0, 0, 0.1 + (1.5 * (1 - (joint / (double)joints.Length))));
        }

        return new(1, "p", VisitRole.Staff, 1.7, new(0, 1, 0), [.. joints], [], []);
    }
}
