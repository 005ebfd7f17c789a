using CsCheck;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Review;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>Who may see which pictures, and that it is written down.</summary>
public sealed class PicturesTests : IDisposable
{
    static readonly string[] Cameras = ["aisle", "door"];
    static readonly Instant Noon = Desk.Noon;

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly Desk _desk;
    readonly ViewLog _looks;

    public PicturesTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _desk = new(_database, Desk.Rules);
        _looks = new(_database);
        _desk.Ask("c1");
        _desk.Pull("ada");
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_holder_sees_the_moment_blurred_and_the_look_is_written_down()
    {
        var permission = See("ada", "c1", "aisle", -4, 6);

        Assert.Equal(new Permission.Granted(IsBlurred: true), permission);
        var look = Assert.Single(_looks.OfVisit(Desk.Visit(1).ToString()));
        Assert.Equal(("ada", "aisle", true, "case"), (look.Viewer, look.Camera, look.IsBlurred, look.Why));
    }

    [Fact]
    public void Nothing_outside_the_case_can_be_reached() =>
        Gen.Select(AnyOf("ada", "bob", "", "ada'--"), AnyOf("c1", "c2", "../c1", ""), AnyOf("aisle", "door", "../../etc", "aisle\0", ""), Seconds, Seconds, AnyOf("", "x"))
            .Sample((viewer, id, camera, begin, end, reason) =>
            {
                var before = _looks.OfCase(id).Length;
                var isInside = viewer == "ada" && id == "c1" && Cameras.Contains(camera) && begin <= end && end - begin <= 20
                    && begin >= (reason == "" ? -10 : -16) && end <= (reason == "" ? 10 : 16);
                var permission = See(viewer, id, camera, begin, end, reason);

                return permission is Permission.Granted == isInside && _looks.OfCase(id).Length == before + (isInside ? 1 : 0);
            }, iter: 1000, threads: 1);

    [Fact]
    public void A_lease_that_ended_opens_nothing()
    {
        Assert.IsType<Permission.Refused>(_looks.Ask("ada", "c1", "aisle", Cameras, Noon, Noon + 1.Seconds, false, "", Noon + 91.Seconds));
        Assert.Empty(_looks.OfCase("c1"));
    }

    [Fact]
    public void Heads_are_seen_after_two_people_agreed_and_not_before()
    {
        var unblurring = new Unblurring(_database);
        Assert.IsType<Permission.Refused>(See("ada", "c1", "aisle", 0, 2, clear: true));
        var request = unblurring.Ask("c1", "ada", "two people with the same coat", Noon);

        Assert.False(unblurring.Grant(request, "ada", Noon));
        Assert.IsType<Permission.Refused>(See("ada", "c1", "aisle", 0, 2, clear: true));
        Assert.True(unblurring.Grant(request, "sue", Noon));
        Assert.False(unblurring.Grant(request, "tom", Noon));

        Assert.Equal(new Permission.Granted(IsBlurred: false), See("ada", "c1", "aisle", 0, 2, clear: true));
        Assert.Equal(new Permission.Granted(IsBlurred: true), See("ada", "c1", "aisle", 0, 2));
        Assert.Equal([false, true], _looks.OfCase("c1").Select(look => look.IsBlurred));
        Assert.Equal(["unblur asked", "unblur granted"], _database.Read(t => JournalTable.All(t).Select(entry => entry.Act).Where(act => act.StartsWith("unblur ", StringComparison.Ordinal)).ToArray()));
    }

    [Fact]
    public void More_context_needs_a_reason_and_stands_in_the_log()
    {
        Assert.IsType<Permission.Refused>(See("ada", "c1", "aisle", -14, -4));

        Assert.IsType<Permission.Granted>(See("ada", "c1", "aisle", -14, -4, "where did the hand come from"));
        Assert.Equal("more context: where did the hand come from", Assert.Single(_looks.OfCase("c1")).Why);
    }

    static Gen<double> Seconds => Gen.OneOf(Gen.Int[-250, 250], Gen.Int[-1_000_000, 1_000_000]).Select(tenths => tenths / 10.0);

    static Gen<string> AnyOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    Permission See(string viewer, string id, string camera, double begin, double end, string reason = "", bool clear = false) => _looks.Ask(
        viewer, id, camera, Cameras, Noon + TimeSpan.FromSeconds(begin), Noon + TimeSpan.FromSeconds(end), clear, reason, Noon + 5.Seconds);
}
