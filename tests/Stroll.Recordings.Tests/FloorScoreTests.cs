using System.Formats.Tar;
using System.IO.Compression;
using Stroll.Observations;
using Stroll.Recordings.ShelfPoses;
using Stroll.Recordings.Wildtrack;
using Stroll.Tracking.Evaluation;
using Stroll.Tracking.Fusion;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

public class FloorScoreTests
{
    [Fact]
    public void On_Shelf_bodies_and_hands_are_found_through_five_cameras()
    {
        var folder = TestPlaces.Data("mot", "shelf");
        var scene = Good(ShelfScene.Read(folder));
        var truth = Good(ShelfTruth.Read(Path.Combine(folder, "gt.txt")));
        var fusion = new FloorFusion(scene.Store, FusionRules.Default);
        var evaluation = new PoseEvaluation();
        foreach (var (frame, index) in scene.Frames.GroupBy(f => f.At).Select((f, i) => (f, i)))
        {
            foreach (var picture in frame)
            {
                fusion.Step(picture);
            }

            fusion.Finish();
            evaluation.Add(truth[index], [.. fusion.Tracks.Where(fusion.IsShown).Select(track => new Body([.. Enum.GetValues<Joint>().Select(j => track[j])]))]);
        }

        Assert.True(evaluation.Scores[0].Pcp >= 0.996);
        Assert.True(evaluation.Scores[1].Pcp >= 0.914);
        Assert.True(evaluation.Scores[2].Pcp >= 0.980);
        double[] wrists = [.. evaluation.Scores.SelectMany(s => PoseEvaluation.Wrists.SelectMany(j => s.JointErrors[j])).Order()];
        Assert.True(wrists[wrists.Length / 2] <= 0.06);
    }

    [Fact]
    public void On_worse_Wildtrack_boxes_people_are_found_and_followed()
    {
        var archive = Directory.EnumerateFiles(TestPlaces.Data("wildtrack"), "*.tar.gz").First();
        var folder = Directory.CreateTempSubdirectory("stroll-wildtrack-");
        try
        {
            using (var plain = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            {
                TarFile.ExtractToDirectory(plain, folder.FullName, overwriteFiles: false);
            }

            var scene = Good(WildtrackScene.Read(folder.FullName));
            Assert.Equal(360, scene.Moments.Length);
            var evaluation = new FloorEvaluation();
            var fusion = new FloorFusion(scene.Store, FusionRules.Default);
            foreach (var (moment, index) in WorseBoxes.Of(scene, 21).GroupBy(f => f.At).Select((f, i) => (f, i)))
            {
                foreach (var picture in moment)
                {
                    fusion.Step(picture);
                }

                fusion.Finish();
                evaluation.Add(
                    scene.Moments[index].Places.AsSpan(),
                    [.. fusion.Tracks.Where(fusion.IsShown).Select(track => new FloorPlace(track.Number, track.Place.X, track.Place.Y))]);
            }

            Assert.True(evaluation.Score(0.5).Moda >= 0.88);
            Assert.True(evaluation.Score(1).Idf1 >= 0.895);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Broken_files_are_refused_with_their_line()
    {
        var folder = Directory.CreateTempSubdirectory("stroll-shelf-");
        try
        {
            var path = Path.Combine(folder.FullName, "gt.txt");
            File.WriteAllText(path, "15 2\n1\n0\n1 2 three");
            Assert.Equal("import.value", Bad(ShelfTruth.Read(path)).Code);
            Assert.EndsWith(":4", Bad(ShelfTruth.Read(path)).Where, StringComparison.Ordinal);
            File.WriteAllText(path, "15 2\n1\n0\n1 2 3");
            Assert.Equal("import.truncated", Bad(ShelfTruth.Read(path)).Code);
            File.WriteAllText(path, "14 2\n");
            Assert.Equal("import.value", Bad(ShelfTruth.Read(path)).Code);
            Assert.Equal("file.missing", Bad(ShelfScene.Read(folder.FullName)).Code);
            Assert.Equal("file.missing", Bad(WildtrackScene.Read(folder.FullName)).Code);
            File.WriteAllText(
                Path.Combine(folder.FullName, "calibration.json"), """{"0": {"K": [1,0,0,0,1,0,0,0,1], "RT": [0,0,0,0,0,0,0,0,0,0,0,0], "imgSize": [10, 10]}}""");
            Assert.Equal("camera.calibration", Bad(ShelfScene.Read(folder.FullName)).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static T Good<T>(Result<T> result) => Assert.IsType<Result<T>.Good>(result).Value;

    static Fault Bad<T>(Result<T> result) => Assert.IsType<Result<T>.Bad>(result).Fault;
}
