using System.Collections.Immutable;
using CsCheck;
using Stroll.Geometry;
using Stroll.Host.Database;
using Stroll.Host.Evidence;
using Stroll.Host.Review;
using Stroll.Layout;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>What a reviewer can get of the pictures: nothing outside the case in hand, and no head that two people did not agree to see.</summary>
public sealed class CaseClipsTests : IDisposable
{
    static readonly Instant Noon = Desk.Noon;
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static readonly string[] People = ["ada", "bob", "sue"];

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly Desk _desk;
    readonly Shelf _evidence;
    readonly CaseClips _clips;

    public CaseClipsTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _desk = new(_database, Desk.Rules);
        _evidence = new(_folder["evidence"]);
        _clips = new(_database, _evidence, new(Store.Build("test", [], [], [], []), Desk.Catalogue, new(Store.Build("test", [], [], [], []), [])));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_holder_gets_the_moment_from_the_best_cameras_with_heads_covered_and_each_look_is_written_down()
    {
        _desk.Ask("c1");
        var held = _desk.Pull("ada");

        var clip = Good(_clips.Give(held, "ada", "", Noon, Stop));

        Assert.Equal((ClipAudience.Reviewer, 3), (clip.Audience, clip.Cameras.Length));
        Assert.Equal(10.Seconds, _evidence.Orders[^1].End - _evidence.Orders[^1].Begin);
        Assert.Equal(["aisle", "door", "till"], new ViewLog(_database).OfCase("c1").Select(look => look.Camera).Order());
        Assert.EndsWith("aisle.reviewer.mp4", _clips.FileOf(held, "ada", "aisle", isStill: false, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_never_given_cannot_be_fetched()
    {
        _desk.Ask("c1");
        var held = _desk.Pull("ada");
        Assert.Null(_clips.FileOf(held, "ada", "aisle", isStill: false, Stop));

        Good(_clips.Give(held, "ada", "", Noon, Stop));
        Assert.Null(_clips.FileOf(held, "bob", "aisle", isStill: false, Stop));
        Assert.Null(_clips.FileOf(held, "ada", "cellar", isStill: false, Stop));
        Assert.Null(_clips.FileOf(held, "ada", "../../store.db", isStill: false, Stop));
    }

    [Fact]
    public void More_context_needs_a_reason_and_is_another_clip()
    {
        _desk.Ask("c1");
        var held = _desk.Pull("ada");
        Good(_clips.Give(held, "ada", "who stood behind?", Noon, Stop));
        Assert.Equal((16.Seconds, "c1-more"), (_evidence.Orders[^1].End - _evidence.Orders[^1].Begin, _evidence.Orders[^1].Subject));
        Assert.Contains("more context: who stood behind?", new ViewLog(_database).OfCase("c1").Select(look => look.Why));

        Good(_clips.Give(held, "ada", "", Noon, Stop));
        Assert.Equal((10.Seconds, "c1"), (_evidence.Orders[^1].End - _evidence.Orders[^1].Begin, _evidence.Orders[^1].Subject));
    }

    [Fact]
    public void Who_lost_the_case_gets_nothing_and_nothing_is_written_down()
    {
        _desk.Ask("c1");
        var held = _desk.Pull("ada");
        _desk.Queue.Release("c1", "ada", held.Token);

        Assert.Equal("review.not-held", Assert.IsType<Result<Clip>.Bad>(_clips.Give(held, "ada", "", Noon, Stop)).Fault.Code);
        Assert.Empty(_evidence.Orders);
        Assert.Empty(new ViewLog(_database).OfCase("c1"));
    }

    [Fact]
    public void Whatever_people_do_no_clip_shows_heads_before_two_of_them_agreed() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 40].Sample(
            acts =>
            {
                var (agreed, asked, unblurring) = (new HashSet<string>(), new Dictionary<long, (string Case, string Who)>(), new Unblurring(_database));
                _evidence.Orders.Clear();
                _database.Write(t => t.Execute("DELETE FROM review_case; DELETE FROM review_seen; DELETE FROM review_unblur; DELETE FROM review_look"));
                for (var i = 0; i < 4; i++)
                {
                    _desk.Ask($"c{i}");
                }

                foreach (var (act, who, which) in acts)
                {
                    var (person, subject) = (People[who], $"c{which}");
                    switch (act)
                    {
                        case 0 or 1 when _desk.Queue.Pull(person, isSenior: true, Noon) is { } held:
                            var clip = _clips.Give(held, person, act == 0 ? "" : "why", Noon, Stop);
                            var audience = Assert.IsType<Result<Clip>.Good>(clip).Value.Audience;
                            Assert.Equal(agreed.Contains(held.Id) ? ClipAudience.Staff : ClipAudience.Reviewer, audience);
                            var file = _clips.FileOf(held, person, "aisle", isStill: false, Stop)!;
                            Assert.EndsWith(agreed.Contains(held.Id) ? ".staff.mp4" : ".reviewer.mp4", file, StringComparison.Ordinal);
                            break;
                        case 2 when _desk.Queue.InHand(person, Noon) is [var held, ..]:
                            _desk.Queue.Release(held.Id, person, held.Token);
                            break;
                        case 3:
                            asked[unblurring.Ask(subject, person, "to see", Noon)] = (subject, person);
                            break;
                        case 4 or 5 when asked.Count > 0:
                            var number = asked.Keys.ElementAt(which % asked.Count);
                            if (unblurring.Grant(number, person, Noon))
                            {
                                Assert.NotEqual(asked[number].Who, person);
                                agreed.Add(asked[number].Case);
                            }

                            break;
                    }
                }

                // Every clip that went out stands in the log as it went out.
                var looks = _database.Read(t => t.Query<long>("SELECT is_blurred FROM review_look"));
                Assert.Equal(_evidence.Orders.Any(order => order.Audience == ClipAudience.Staff), looks.Contains(0));
            },
            iter: 200,
            threads: 1);

    static Clip Good(Result<Clip> clip) => Assert.IsType<Result<Clip>.Good>(clip).Value;

    /// <summary>Evidence with three cameras and empty files, which remembers what was ordered.</summary>
    sealed class Shelf(string folder) : IEvidence
    {
        static readonly ImmutableArray<string> Cameras = ["aisle", "door", "till"];

        internal List<ClipOrder> Orders { get; } = [];

        public ImmutableArray<string> CamerasFor(Point3? place, Point3? front, int most) => Cameras[..most];

        public Result<Clip> Cut(ClipOrder order, CancellationToken cancel)
        {
            Orders.Add(order);
            return new Result<Clip>.Good(new(folder, order.Audience, order.At, order.At + TimeSpan.FromDays(3), [.. order.Cameras.Select(name => new CameraClip(
                name, $"{order.Subject}.{name}.{order.Audience.ToString().ToLowerInvariant()}.mp4", new('0', 64), 640, 480, "", null, [], []))]));
        }

        public int Forget(string subject, string why) => 0;
    }
}
