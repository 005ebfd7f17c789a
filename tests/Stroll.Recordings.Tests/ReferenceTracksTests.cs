using Stroll.Recordings.MotChallenge;
using Stroll.Tracking.Evaluation;
using Stroll.Units;

namespace Stroll.Tests;

/// <summary>Scores of two public trackers' stored results.</summary>
/// <remarks>
/// The expected figures come from a second implementation of the published formulas (numpy, assignment of scipy), run over the same files.
/// The stored results for MOT17 are those of every sixth frame, numbered anew, though the figures stored beside them are those of all frames; where the
/// two belong together (OC-SORT on dancetrack0004: misses, inventions and IDF1) they agree.
/// </remarks>
public class ReferenceTracksTests
{
    [Theory]
    [InlineData("bytetrack", "MOT17-04", 6, 77.26, 76.61, 78.546, 89.575, 88.996, 18, 138, 291)]
    [InlineData("bytetrack", "MOT17-05", 6, 41.739, 49.918, 35.427, 47.57, 53.763, 57, 26, 175)]
    [InlineData("bytetrack", "MOT17-10", 6, 37.95, 47.187, 30.875, 45.057, 51.748, 84, 33, 366)]
    [InlineData("bytetrack", "MOT17-13", 6, 18.404, 32.537, 10.8, 23.238, 15.009, 137, 8, 308)]
    [InlineData("bytetrack", "dancetrack0004", 1, 31.901, 57.964, 17.599, 32.835, 73.485, 30, 88, 1098)]
    [InlineData("bytetrack", "dancetrack0014", 1, 28.106, 55.256, 14.332, 31.4, 70.202, 133, 75, 3563)]
    [InlineData("ocsort", "MOT17-04", 6, 77.743, 75.598, 80.291, 89.728, 85.943, 23, 67, 481)]
    [InlineData("ocsort", "MOT17-05", 6, 31.469, 33.412, 29.82, 37.28, 35.663, 33, 2, 324)]
    [InlineData("ocsort", "MOT17-10", 6, 34.585, 36.309, 33.274, 38.272, 40.46, 48, 2, 546)]
    [InlineData("ocsort", "MOT17-13", 6, 17.663, 16.1, 19.983, 24.765, 14.634, 23, 2, 430)]
    [InlineData("ocsort", "dancetrack0004", 1, 37.535, 59.653, 23.631, 41.742, 62.669, 24, 0, 1688)]
    [InlineData("ocsort", "dancetrack0014", 1, 28.71, 48.28, 17.083, 31.414, 51.482, 89, 0, 6051)]
    public void Figures_are_those_of_a_second_implementation(
        string tracker, string name, int every, double hota, double detA, double assA, double idf1, double mota, int switches, int invented, int missed)
    {
        var score = Score(tracker, name, every);

        Assert.Equal(hota, 100 * score.Hota, 0.002);
        Assert.Equal(detA, 100 * score.DetA, 0.002);
        Assert.Equal(assA, 100 * score.AssA, 0.002);
        Assert.Equal(idf1, 100 * score.Idf1, 0.002);
        Assert.Equal(mota, 100 * score.Mota, 0.002);
        Assert.Equal((switches, invented, missed), ((int)score.Switches, (int)score.Invented, (int)score.Missed));
    }

    static TrackingScore Score(string tracker, string name, int every)
    {
        var folder = TestPlaces.Data("mot", name.StartsWith("MOT17", StringComparison.Ordinal) ? "mot17-val-half" : "dancetrack-val", name);
        var truth = Read(Path.Combine(folder, "gt", "gt.txt"));
        var tracks = Read(TestPlaces.Data("mot", "reference-tracks", tracker, $"{name}.txt"));
        var sequence = new ScoredSequence();
        for (var (frame, number) = (1, 1); frame <= truth.LastFrame || number <= tracks.LastFrame; frame += every, number++)
        {
            BoxEvaluation.Add(
                sequence,
                [.. truth.Of(frame).ToArray().Select(row => new TruthBox(row.Id, row.Box, MotSequence.RoleOf(row)))],
                [.. tracks.Of(number).ToArray().Select(row => new SaidBox(row.Id, row.Box))]);
        }

        return Scoring.Of(sequence);
    }

    static MotFile Read(string path) => Assert.IsType<Result<MotFile>.Good>(MotReader.Read(path, hasIds: true)).Value;
}
