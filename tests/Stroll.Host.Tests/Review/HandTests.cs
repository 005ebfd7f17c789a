using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Review.Reporting;
using Stroll.Observations;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>What lies ready in a reviewer's hand, and what is known of whose hand it is.</summary>
public sealed class HandTests : IDisposable
{
    static readonly Instant Noon = Desk.Noon;

    readonly TempFolder _folder = new();
    readonly SqliteDatabase _database;
    readonly Desk _desk;

    public HandTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _desk = new(_database, Desk.Rules);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_lies_ready_is_in_nobody_elses_hand_and_comes_in_its_order()
    {
        Ask(5);
        var ada = Ids(_desk.Queue.Hand("ada", isSenior: false, 3, Noon));
        var bob = Ids(_desk.Queue.Hand("bob", isSenior: false, 3, Noon));
        Assert.Equal((3, 2), (ada.Length, bob.Length));
        Assert.Equal(5, ada.Concat(bob).Distinct().Count());

        var first = _desk.Queue.InHand("ada", Noon)[0];
        Assert.IsType<Answering.Kept>(_desk.Queue.Answer(first.Id, "ada", first.Token, new Verdict.CannotTell(), 3, Noon));
        Assert.Equal(ada[1..], Ids(_desk.Queue.InHand("ada", Noon)));
        // The one that was answered waits for other eyes, and what was ready stays before what comes new.
        Assert.Equal(ada[1..], Ids(_desk.Queue.Hand("ada", isSenior: false, 3, Noon))[..2]);
    }

    [Fact]
    public void One_sign_of_life_holds_all_of_it_and_silence_loses_all_of_it()
    {
        Ask(3);
        var hand = _desk.Queue.Hand("ada", isSenior: false, 3, Noon);
        _desk.Queue.Hand("ada", isSenior: false, 1, Noon + 60.Seconds);
        Assert.Equal(3, _desk.Queue.InHand("ada", Noon + 140.Seconds).Length);

        Assert.Empty(_desk.Queue.InHand("ada", Noon + 151.Seconds));
        Assert.Equal(Ids(hand).Order(), Ids(_desk.Queue.Hand("bob", isSenior: false, 3, Noon + 151.Seconds)).Order());
        Assert.IsType<Answering.Lost>(_desk.Queue.Answer(hand[1].Id, "ada", hand[1].Token, new Verdict.CannotTell(), 3, Noon + 152.Seconds));
    }

    [Fact]
    public void A_break_gives_all_of_it_back()
    {
        Ask(3);
        var hand = _desk.Queue.Hand("ada", isSenior: false, 3, Noon);
        _desk.Queue.ReleaseAll("ada");

        Assert.Empty(_desk.Queue.InHand("ada", Noon));
        Assert.Equal(Ids(hand).Order(), Ids(_desk.Queue.Hand("bob", isSenior: false, 3, Noon)).Order());
    }

    [Fact]
    public void What_is_taken_back_comes_before_what_lies_ready()
    {
        Ask(4);
        var hand = _desk.Queue.Hand("ada", isSenior: false, 3, Noon);
        _desk.Queue.Answer(hand[0].Id, "ada", hand[0].Token, new Verdict.CannotTell(), 3, Noon);
        Assert.Equal(hand[0].Id, _desk.Queue.TakeBack("ada", Noon + 5.Seconds)!.Id);

        Assert.Equal(hand[0].Id, _desk.Queue.InHand("ada", Noon + 5.Seconds)[0].Id);
    }

    [Fact]
    public void Gold_that_people_keep_contradicting_is_shown_no_more()
    {
        Know("g1", Desk.Took(1, 1));
        SayGold("ada", Desk.Took(1, 0));
        Assert.Equal(1, _desk.Read<long>("SELECT COUNT(*) FROM review_gold WHERE retired IS NULL"));

        SayGold("bob", Desk.Took(1, 0));
        Assert.Equal("contradicted", _desk.Read<string>("SELECT retired FROM review_gold"));
    }

    [Fact]
    public void Gold_that_somebody_left_for_a_break_is_found_again()
    {
        Know("g1", Desk.Took(1, 1));
        var held = WarmUp.Queue.Pull("ada", isSenior: false, Noon)!;
        Assert.True(held.IsWarmUp);
        WarmUp.Queue.ReleaseAll("ada");

        Assert.Equal(held.Id, WarmUp.Queue.Pull("ada", isSenior: false, Noon + 5.Seconds)!.Id);
    }

    [Fact]
    public void Who_stamps_is_a_reason_to_talk_and_who_does_not_is_not_listed()
    {
        for (var i = 0; i < 8; i++)
        {
            Know($"g{i}", Desk.Took(1, 1));
        }

        for (var i = 0; i < 8; i++)
        {
            // The machine had tea; jam is true.
            SayGold("eve", Desk.Took(1, 0));
            SayGold("ada", Desk.Took(1, 1));
            SayGold("bob", Desk.Took(1, 1));
        }

        var figures = _database.Read(t => TeamFigures.Of(t, Noon - 60.Seconds));
        Assert.Equal("eve", Assert.Single(figures.Reasons).Reviewer);
        Assert.Equal(8, _database.Read(t => ReviewerCard.Of(t, "ada")).Gold);
        Assert.Equal(1, _database.Read(t => ReviewerCard.Of(t, "ada")).Finds.Value);
        // Everybody's gold is a case of their own: agreement is that of cases that several people had.
        Assert.Equal((24, 0), (figures.Answers, figures.Compared));
    }

    [Fact]
    public void Somebody_who_tires_is_noticed_and_somebody_steady_is_not()
    {
        for (var i = 0; i < 40; i++)
        {
            Know($"g{i:00}", Desk.Took(1, 1));
        }

        for (var i = 0; i < 40; i++)
        {
            SayGold("ada", Desk.Took(1, i < 20 || i % 2 == 0 ? 1 : 2));
            SayGold("bob", Desk.Took(1, i % 20 == 19 ? 2 : 1));
        }

        Assert.True(_database.Read(t => ReviewerCard.Of(t, "ada")).IsDrifting);
        Assert.False(_database.Read(t => ReviewerCard.Of(t, "bob")).IsDrifting);
    }

    [Fact]
    public void Keys_are_kept_for_each_person()
    {
        _desk.Queue.ChooseKeys("ada", "{\"undo\":\"y\"}", Noon);
        _desk.Queue.ChooseKeys("ada", "{\"undo\":\"z\"}", Noon);

        Assert.Equal(("{\"undo\":\"z\"}", ""), (_desk.Queue.KeysOf("ada"), _desk.Queue.KeysOf("bob")));
    }

    // The same store with gold at the beginning of each shift, as long as there is any.
    Desk WarmUp => new(_database, Desk.Rules with { Gold = Desk.Rules.Gold with { WarmUp = 100 } });

    void Ask(int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            _desk.Ask($"c{i}", visit: i + 1, doubt: 0.2 + (0.01 * i));
        }
    }

    void Know(string id, Deeds truth)
    {
        _desk.Ask(id);
        _database.Write(t =>
        {
            GoldTable.Add(t, id, truth, Desk.Catalogue, Noon);
            t.Execute("UPDATE review_case SET status = 'settled' WHERE id = @id", new { id });
        });
    }

    void SayGold(string reviewer, Deeds said)
    {
        var held = WarmUp.Queue.Pull(reviewer, isSenior: false, Noon)!;
        Assert.IsType<Answering.Kept>(WarmUp.Queue.Answer(held.Id, reviewer, held.Token, new Verdict.Happened(said), 5, Noon));
    }

    static string[] Ids(IEnumerable<LeasedCase> hand) => [.. hand.Select(held => held.Id)];
}
