using Stroll.Recordings.MotChallenge;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

public sealed class MotSceneTests : IDisposable
{
    // Looks straight down from 3 m: the pixel right of the middle is right of the camera.
    const string Calibration = "RotationMatrices\n1 0 0\n0 -1 0\n0 0 -1\nTranslationVectors\n0 0 3000\nIntrinsicMatrix\n100 0 50\n0 100 50\n0 0 1\n";

    readonly string _folder = Directory.CreateTempSubdirectory("stroll-mot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sequence_becomes_frames_and_true_places_in_metres()
    {
        Write("seqinfo.ini", "[Sequence]\nframeRate=10\nimWidth=100\nimHeight=100\n");
        Write("cam_para.txt", Calibration);
        Write("det/det.txt", "1,-1,10,10,20,40,0.9\n3,-1,30,10,20,40,1.7\n");
        Write("gt/gt.txt", "2,7,40,10,20,40,1,1,1\n");

        var scene = Good(MotScene.Read(_folder, null, null, CancellationToken.None));
        var frames = scene.Frames().ToArray();
        Assert.Equal([0, 100_000_000, 200_000_000], frames.Select(frame => frame.At.Nanoseconds));
        Assert.Equal([1, 0, 1], frames.Select(frame => frame.People.Length));
        Assert.Equal(1, frames[2].People[0].Score);
        var person = Assert.Single(scene.Paths().Last().People);
        Assert.Equal("7", person.Person);
        var foot = person.Body[Stroll.Observations.Joint.LeftAnkle].Position;
        Assert.Equal((0, 0, 0), (Math.Round(foot.X, 9), Math.Round(foot.Y, 9), Math.Round(foot.Z, 9)));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Write("det/det.txt", "1,-1,10,10,20,40,0.9\n");
        Assert.EndsWith("cam_para.txt", Bad(MotScene.Read(_folder, null, null, CancellationToken.None)).Where, StringComparison.Ordinal);
        Write("cam_para.txt", "nothing");
        Assert.Equal("mot.camera", Bad(MotScene.Read(_folder, null, null, CancellationToken.None)).Code);
        Write("cam_para.txt", Calibration);
        Write("det/det.txt", "1,-1,10,ten\n");
        Assert.EndsWith("det.txt:1", Bad(MotScene.Read(_folder, null, null, CancellationToken.None)).Where, StringComparison.Ordinal);
    }

    void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    static T Good<T>(Result<T> result) => Assert.IsType<Result<T>.Good>(result).Value;

    static Fault Bad<T>(Result<T> result) => Assert.IsType<Result<T>.Bad>(result).Fault;
}
