using System.Text;
using System.Text.Json.Nodes;
using Stripe;
using Stroll.Counter.Cards;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Money.Cards;

/// <summary>What a provider says by itself, or what somebody says in its name.</summary>
public sealed class ProviderPostTests : IDisposable
{
    const string Secret = "whsec_standin";

    readonly TempFolder _folder = new();
    readonly SimulatedClock _clock = new(Instant.FromUnixSeconds(1_780_000_000));
    readonly SqliteDatabase _database;
    readonly TestProvider _provider;
    readonly Cashier _cashier;
    readonly ProviderPost _post;

    public ProviderPostTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        _provider = new(_clock, TestFaults.None, 1);
        _cashier = new(_database, _provider, PaymentRules.Default, _clock);
        _post = new(_database, _cashier, new StripeVoice(Secret));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_genuine_message_makes_the_store_ask_and_so_a_lost_answer_is_known_at_once()
    {
        _provider.Faults = TestFaults.None with { AnswerLost = 1 };
        await _cashier.Call("v1", _database.Write(t => _cashier.Open(t, "v1", "tok_a", "EUR", 500)), TestContext.Current.CancellationToken);
        Assert.True(Payment.IsUnknown);
        _provider.Faults = TestFaults.None;

        Assert.True(Good(Post(Event("evt_1", "v1", Payment.Running!.Key))));
        await _cashier.Work(TestContext.Current.CancellationToken);
        Assert.Equal(PaymentPhase.Held, Payment.Phase);
    }

    [Fact]
    public async Task Doubled_late_and_reordered_messages_change_nothing()
    {
        await _cashier.Call("v1", _database.Write(t => _cashier.Open(t, "v1", "tok_a", "EUR", 500)), TestContext.Current.CancellationToken);
        await _cashier.Handle("v1", new PaymentInput.Fix(_clock.Now, 300), TestContext.Current.CancellationToken);
        var before = Payment;
        var keys = before.History.Select(h => h.Key).Reverse().ToArray();
        Assert.Equal(2, keys.Length);
        for (var i = 0; i < 40; i++)
        {
            var isNew = Good(Post(Event($"evt_{i % keys.Length}", "v1", keys[i % keys.Length], "payment_intent.payment_failed")));
            Assert.Equal(i < keys.Length, isNew);
            await _cashier.Work(TestContext.Current.CancellationToken);
        }

        Assert.Equal(before.ToString(), Payment.ToString());
        Assert.Equal(300, Assert.Single(_provider.Moves).Minor);
    }

    [Fact]
    public async Task Messages_about_strangers_payments_are_taken_and_change_nothing()
    {
        Assert.True(Good(Post(Event("evt_1", "somebody-else", "x.Capture.1"))));
        Assert.True(Good(Post("""{"id": "evt_2", "type": "payout.paid", "data": {"object": {"id": "po_1"}}}""")));
        await _cashier.Work(TestContext.Current.CancellationToken);
        Assert.Empty(_database.Read(PaymentTable.All));
    }

    [Fact]
    public void Of_forged_altered_and_replayed_messages_none_is_taken()
    {
        var rng = new Rng(8);
        for (var i = 0; i < 300; i++)
        {
            var body = Event($"evt_{i}", "v1", "v1.Capture.1");
            var at = _clock.Now.Nanoseconds / 1_000_000_000;
            var signed = EventUtility.GenerateSignatureHeader(body, Secret, at);
            var (header, text, code) = rng.NextIndex(6) switch
            {
                0 => (EventUtility.GenerateSignatureHeader(body, "whsec_other", at), body, "webhook.forged"),
                1 => (signed, body.Replace("v1", "v2", StringComparison.Ordinal), "webhook.forged"),
                2 => (signed.Replace($"t={at}", $"t={at + 1}", StringComparison.Ordinal), body, "webhook.forged"),
                3 => (EventUtility.GenerateSignatureHeader(body, Secret, at - 301 - rng.NextIndex(90_000)), body, "webhook.time"),
                4 => ("", body, "webhook.malformed"),
                _ => ($"t={at},v0={signed[^64..]}", body, "webhook.forged"),
            };
            Assert.Equal(code, Fault(_post.Take(name => name == "Stripe-Signature" ? header : "", Encoding.UTF8.GetBytes(text))));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id": 1, "type": 2, "data": 3}""")]
    [InlineData("""{"id": "evt", "type": "x", "data": {}}""")]
    [InlineData("""{"id": "evt", "type": "x", "data": {"object": []}}""")]
    public void A_genuine_message_that_makes_no_sense_is_malformed(string body) => Assert.Equal("webhook.malformed", Fault(Post(body)));

    [Fact]
    public void The_test_providers_own_messages_go_the_same_way()
    {
        var voice = new TestVoice("whsec_" + Convert.ToBase64String(new byte[32]));
        var post = new ProviderPost(_database, _cashier, voice);
        var (headers, body) = voice.Message("v1.Capture.2", 1, _clock.Now);
        Assert.True(Good(post.Take(name => headers.GetValueOrDefault(name, ""), body)));
        Assert.False(Good(post.Take(name => headers.GetValueOrDefault(name, ""), body)));
        Assert.Equal("webhook.forged", Fault(post.Take(name => headers.GetValueOrDefault(name, ""), body.Append((byte)' ').ToArray())));
    }

    PaymentState Payment => _database.Read(t => PaymentTable.Find(t, "v1"))!;

    Result<bool> Post(string body) =>
        _post.Take(name => name == "Stripe-Signature" ? EventUtility.GenerateSignatureHeader(body, Secret, _clock.Now.Nanoseconds / 1_000_000_000) : "", Encoding.UTF8.GetBytes(body));

    static string Event(string id, string payment, string key, string type = "payment_intent.amount_capturable_updated")
    {
        var intent = new JsonObject { ["id"] = "pi_1", ["metadata"] = new JsonObject { ["stroll_key"] = key, ["stroll_payment"] = payment } };
        return new JsonObject { ["id"] = id, ["object"] = "event", ["type"] = type, ["data"] = new JsonObject { ["object"] = intent } }.ToJsonString();
    }

    static bool Good(Result<bool> result) => result is Result<bool>.Good(var isNew) ? isNew : throw new InvalidOperationException(Fault(result));

    static string Fault(Result<bool> result) => Assert.IsType<Result<bool>.Bad>(result).Fault.Code;
}
