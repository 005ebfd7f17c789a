using System.Collections.Immutable;
using Stroll.Host.Notices;
using Stroll.Host.Stores.Live;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Doors;
using Stroll.Web.Notices;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Notices;

/// <summary>Who is told what, and how often.</summary>
public sealed class NoticeTests : IDisposable
{
    readonly PlayedStore _store = new(new("own", "corner"), new Scenario { Visits = 1 });
    readonly Told _told = new();
    readonly MovedTime _time = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    NoticeDesk Desk => new(_store.Live.Database, _told, _time);

    static LiveView Broken(params string[] devices) => LiveView.Nothing with
    {
        Problems = [.. devices.Select(device => new LiveProblem(device, new(1), $"{device} is blind", "look at its cable"))],
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Of_one_trouble_somebody_is_told_once_in_their_time_and_of_another_at_once()
    {
        Add(TimeSpan.FromMinutes(30), NoticeKind.DeviceTrouble);

        await Desk.Round(Broken("shelf 1/1"), Cancellation);
        await Desk.Round(Broken("shelf 1/1"), Cancellation);
        _time.Now += TimeSpan.FromMinutes(29);
        await Desk.Round(Broken("shelf 1/1", "shelf 1/2"), Cancellation);
        Assert.Equal(["shelf 1/1 does not work", "shelf 1/2 does not work"], _told.Titles);

        _time.Now += TimeSpan.FromMinutes(2);
        await Desk.Round(Broken("shelf 1/1"), Cancellation);
        Assert.Equal("shelf 1/1 does not work", _told.Titles[^1]);
        Assert.Equal(3, _told.Titles.Count);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_they_did_not_ask_for()
    {
        Add(TimeSpan.FromMinutes(30), NoticeKind.ShopperWaits);

        Assert.Equal(0, await Desk.Round(Broken("shelf 1/1"), Cancellation));
    }

    [Fact]
    public async Task What_did_not_arrive_is_written_down_and_tried_again_after_the_time()
    {
        Add(TimeSpan.FromMinutes(5), NoticeKind.DeviceTrouble);
        _told.Trouble = "503 Service Unavailable";

        await Desk.Round(Broken("tracker"), Cancellation);
        Assert.Equal("503 Service Unavailable", Assert.Single(_store.Live.Database.Read(transaction => NoticeTable.Sent(transaction, 9))).Trouble);
        _told.Trouble = "";
        _time.Now += TimeSpan.FromMinutes(6);
        await Desk.Round(Broken("tracker"), Cancellation);
        Assert.Equal("", Assert.Single(_store.Live.Database.Read(transaction => NoticeTable.Sent(transaction, 9))).Trouble);
    }

    [Theory]
    [InlineData(NoticeWay.Webhook, "javascript:alert(1)")]
    [InlineData(NoticeWay.Webhook, "https://user:pass@example.org/")]
    [InlineData(NoticeWay.Mail, "nobody")]
    [InlineData(NoticeWay.Mail, "a b@example.org")]
    [InlineData(NoticeWay.Mqtt, "alarm/#")]
    [InlineData(NoticeWay.Mqtt, "")]
    public void An_address_that_is_none_is_refused(NoticeWay way, string target) => Assert.Equal(
        "notice.target", Assert.IsType<Result<long>.Bad>(Desk.Add("account:x", new(0, "Manager", [NoticeKind.DeviceTrouble], way, target, TimeSpan.FromHours(1)))).Fault.Code);

    [Fact]
    public void A_role_is_told_only_what_it_may_see()
    {
        Assert.Equal([NoticeKind.DeviceTrouble], NoticePages.KindsOf(Role.Technician));
        Assert.Equal([NoticeKind.ReviewLate], NoticePages.KindsOf(Role.Reviewer));
        Assert.DoesNotContain(NoticeKind.MoneyAlarm, NoticePages.KindsOf(Role.FloorStaff));
        Assert.Empty(NoticePages.KindsOf(Role.Screen));
    }

    void Add(TimeSpan cooldown, params ImmutableArray<NoticeKind> kinds) =>
        Assert.IsType<Result<long>.Good>(Desk.Add("account:x", new(0, "Manager", kinds, NoticeWay.Mqtt, "desk", cooldown)));

    sealed class Told : INoticeSender
    {
        internal List<string> Titles { get; } = [];

        internal string Trouble { get; set; } = "";

        public ImmutableArray<NoticeWay> Ways => [.. Enum.GetValues<NoticeWay>()];

        public Task<string> Send(NoticeRule rule, Notice notice, CancellationToken cancellation)
        {
            Titles.Add(notice.Title);
            return Task.FromResult(Trouble);
        }
    }

    sealed class MovedTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
