using System.Collections.Immutable;
using Stroll.Cli.Live;
using Stroll.Host.Database;
using Stroll.Host.Evidence;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>Pictures for the desk of a simulated store.</summary>
public sealed class DrawnFootageTests
{
    static readonly Instant Noon = Instant.FromUnixSeconds(1_790_000_000);

    [Fact]
    public void A_case_of_a_simulated_store_has_three_clips_with_covered_heads_and_the_times_of_their_pictures()
    {
        Assert.SkipUnless(Ffmpeg.Find() is not null, "needs: ffmpeg");
        using var folder = new TempFolder();
        using var database = SqliteDatabase.Open(folder["store.db"], Schema.Store);
        var model = new Simulation(new Scenario { Seed = 5, Visits = 2 }).Model;
        var clips = DrawnFootage.ClipsOf(database, model, folder.Root)!;
        var queue = new ReviewQueue(database, model.Catalogue, ReviewRules.Default, new(new byte[32]));
        Keep(database, model);

        var held = queue.Pull("ada", isSenior: false, Noon)!;
        var clip = Assert.IsType<Result<Clip>.Good>(clips.Give(held, "ada", "", Noon, TestContext.Current.CancellationToken)).Value;

        Assert.Equal((ClipAudience.Reviewer, 3), (clip.Audience, clip.Cameras.Length));
        Assert.All(clip.Cameras, camera =>
        {
            Assert.True(new FileInfo(Path.Combine(clip.Folder, camera.Video)).Length > 5000);
            Assert.InRange(camera.Frames.Length, 60, 100);
            Assert.All(camera.Frames, frame => Assert.InRange((frame.At - Noon).TotalSeconds, -6.2, 6.2));
        });
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } pictures)
        {
            File.Copy(Path.Combine(clip.Folder, clip.Cameras[0].Poster), Path.Combine(pictures, "drawn-clip.jpg"), overwrite: true);
        }
    }

    /// <summary>One case with a scene: somebody walks up to a shelf and reaches into it.</summary>
    static void Keep(IDatabase database, StoreModel model)
    {
        var shelf = model.Store.Shelves.First(one => one.Body is not null);
        var front = shelf.Body!.Value.Placement.ToOuter(new(shelf.Body.Value.Size.X / 2, -0.6, 0));
        var hand = shelf.Body.Value.Placement.ToOuter(new(shelf.Body.Value.Size.X / 2, 0.1, 0.15));
        ImmutableArray<ScenePlace> places =
        [
            .. Enumerable.Range(0, 60).Select(i => new ScenePlace(
                i * 200, (float)front.X, (float)front.Y, null, i is > 20 and < 40 ? [(float)hand.X, (float)hand.Y, (float)hand.Z] : null)),
        ];
        database.Write(transaction =>
        {
            SceneTable.Keep(transaction, new("c1", shelf.Id, Noon - 6.Seconds, Noon + 6.Seconds, Noon, [], [new(3, null, places)]));
            transaction.Execute(
                """
                INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status)
                VALUES ('c1', 'routed', 'c1', @at, @at, @due, 1, 'r', 1, 1, 'd', '', '[[]]', '[]', 0.5, 'open')
                """,
                new { at = Noon.Nanoseconds, due = (Noon + 600.Seconds).Nanoseconds });
        });
    }
}
