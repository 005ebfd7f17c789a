using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Storage.Sqlite;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Accounts;

public sealed class AccountBookTests : IDisposable
{
    const string Password = "a horse in the rain";

    static readonly StoreKey Corner = new("own", "corner");

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _control;
    readonly StandingTime _time = new();
    readonly AccountBook _book;

    public AccountBookTests()
    {
        _control = SqliteDatabase.Open(_folder["control.db"], ControlSchema.Steps);
        _book = new(_control, _time);
    }

    public void Dispose()
    {
        _control.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData(3, 3)]
    [InlineData(24 * 365, 24 * 7)]
    public void Support_ends_by_itself_whatever_was_asked_for(int? hours, int lasts)
    {
        var link = _book.Invite("account:anna", "own", null, Role.Support, hours is { } asked ? TimeSpan.FromHours(asked) : null);
        var account = Assert.IsType<Result<string>.Good>(_book.Accept(link, "helper", "Helper", Password)).Value;

        var role = Assert.Single(_book.RolesOf(account));

        Assert.Equal(lasts, (role.Until!.Value - new Instant(_time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000)).TotalHours);
        Assert.DoesNotContain(Roles.RightsOf(Role.Support), right => right.ToString() is var name && (name.StartsWith("Manage", StringComparison.Ordinal) || name.StartsWith("Edit", StringComparison.Ordinal) || right == Right.Refund));
        _book.Give("account:anna", account, new Membership("own", "corner", Role.Support, null));
        Assert.All(_book.RolesOf(account), given => Assert.NotNull(given.Until));
    }

    [Fact]
    public void The_right_password_opens_a_session_with_the_rights_of_the_role()
    {
        Anna(Role.FloorStaff);

        var caller = _book.BySession(Opened(Password))!;

        Assert.True(caller.May(Right.Refund, Corner));
        Assert.False(caller.May(Right.ManagePeople, Corner));
        Assert.False(caller.May(Right.SeeFloor, new("own", "station")));
    }

    [Theory]
    [InlineData("anna", "another horse in the rain")]
    [InlineData("bert", Password)]
    [InlineData("anna", "")]
    public void A_wrong_name_and_a_wrong_password_are_answered_alike(string login, string password)
    {
        Anna(Role.Manager);

        Assert.IsType<SignIn.Wrong>(_book.WithPassword(login, password, "test"));
    }

    [Fact]
    public void Five_wrong_passwords_lock_the_login_even_for_the_right_one_until_five_minutes_are_over()
    {
        Anna(Role.Manager);
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<SignIn.Wrong>(_book.WithPassword("anna", "guess", "test"));
        }

        Assert.IsType<SignIn.Locked>(_book.WithPassword("anna", "guess", "test"));
        Assert.IsType<SignIn.Locked>(_book.WithPassword("anna", Password, "test"));
        _time.Now += TimeSpan.FromMinutes(6);
        Assert.IsType<SignIn.Good>(_book.WithPassword("ANNA ", Password, "test"));
    }

    [Fact]
    public void A_session_ends_by_itself_by_signing_out_and_with_its_account()
    {
        var anna = Anna(Role.Manager);
        var (first, second, third) = (Opened(Password), Opened(Password), Opened(Password));

        _book.Close(first);
        Assert.Null(_book.BySession(first));
        Assert.NotNull(_book.BySession(second));
        _book.Shut("account:test", anna);
        Assert.Null(_book.BySession(third));
        Assert.IsType<SignIn.Wrong>(_book.WithPassword("anna", Password, "test"));
    }

    [Fact]
    public void An_old_session_opens_nothing()
    {
        Anna(Role.Manager);
        var session = Opened(Password);
        _time.Now += AccountBook.SessionLength;

        Assert.Null(_book.BySession(session));
    }

    [Fact]
    public void A_role_that_was_taken_or_has_ended_is_gone_from_a_session_that_goes_on()
    {
        var anna = Anna(Role.Manager);
        _book.Give("account:test", anna, new("own", "corner", Role.Support, Now + TimeSpan.FromHours(1)));
        var session = Opened(Password);

        _book.Take("account:test", anna, new("own", "corner", Role.Manager, null));
        Assert.True(_book.BySession(session)!.May(Right.SeeMoney, Corner));
        Assert.False(_book.BySession(session)!.May(Right.Refund, Corner));
        _time.Now += TimeSpan.FromHours(2);
        Assert.False(_book.BySession(session)!.Knows(Corner));
    }

    [Fact]
    public void A_one_time_link_makes_one_account_and_no_second()
    {
        var link = _book.Invite("stroll", "own", null, Role.Manager);

        var first = _book.Accept(link, "Anna", "Anna", Password);
        var second = _book.Accept(link, "bert", "Bert", Password);

        Assert.IsType<Result<string>.Good>(first);
        Assert.Equal("account.invitation", Assert.IsType<Result<string>.Bad>(second).Fault.Code);
        Assert.Null(_book.Offered(link));
    }

    [Fact]
    public void A_link_of_yesterday_is_refused()
    {
        var link = _book.Invite("stroll", "own", null, Role.Manager);
        _time.Now += TimeSpan.FromHours(25);

        Assert.Equal("account.invitation", Assert.IsType<Result<string>.Bad>(_book.Accept(link, "anna", "Anna", Password)).Fault.Code);
    }

    [Theory]
    [InlineData("an", "Anna", Password, "account.login")]
    [InlineData("anna", " ", Password, "account.name")]
    [InlineData("anna", "Anna", "short", "account.password")]
    [InlineData("taken", "Anna", Password, "account.login")]
    public void Words_that_will_not_do_are_refused_and_leave_the_link_good(string login, string name, string password, string code)
    {
        _book.Add("taken", "Somebody", Password, new Membership("own", null, Role.Manager, null));
        var link = _book.Invite("stroll", "own", null, Role.Manager);

        Assert.Equal(code, Assert.IsType<Result<string>.Bad>(_book.Accept(link, login, name, password)).Fault.Code);
        Assert.NotNull(_book.Offered(link));
    }

    [Fact]
    public void A_key_opens_its_scopes_until_it_is_revoked_or_over()
    {
        var (id, secret) = _book.AddKey("account:test", "till", "own", "corner", [Right.SeeVisits], Now + TimeSpan.FromDays(1));

        Assert.True(_book.ByKey(secret)!.May(Right.SeeVisits, Corner));
        Assert.False(_book.ByKey(secret)!.May(Right.SeeMoney, Corner));
        Assert.False(_book.Revoke("account:test", "rival", id));
        Assert.True(_book.Revoke("account:test", "own", id));
        Assert.Null(_book.ByKey(secret));
        Assert.Null(_book.ByKey(""));
    }

    [Fact]
    public void No_secret_stands_in_the_database_and_each_act_in_the_journal()
    {
        var link = _book.Invite("account:boss", "own", null, Role.Manager);
        _ = _book.Accept(link, "anna", "Anna", Password);
        var session = Opened(Password);
        var (_, key) = _book.AddKey("account:boss", "till", "own", null, [Right.SeeVisits], null);
        _control.Dispose();

        var bytes = File.ReadAllBytes(_folder["control.db"]).Concat(File.Exists(_folder["control.db-wal"]) ? File.ReadAllBytes(_folder["control.db-wal"]) : []).ToArray();
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.All([link, session, key, Password], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Equal(["key-made", "account-joined", "account-invited"], _book.Journal(10).Select(entry => entry.Act));
        Assert.IsType<Result<long>.Good>(_control.Read(transaction => JournalCheck.Of(Corner, JournalTable.All(transaction), [], null)));
    }

    Instant Now => new(_time.Now.ToUnixTimeMilliseconds() * 1_000_000);

    string Anna(Role role) => _book.Add("anna", "Anna", Password, new Membership("own", "corner", role, null));

    string Opened(string password) => Assert.IsType<SignIn.Good>(_book.WithPassword("anna", password, "test")).Session;

    sealed class StandingTime : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
