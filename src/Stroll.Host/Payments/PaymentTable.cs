using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Payments.Collecting;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>The payments of a store, one for each party.</summary>
public static class PaymentTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("payments", 1,
            """
            CREATE TABLE payment (
                {store}, payment TEXT NOT NULL, phase TEXT NOT NULL, token TEXT NOT NULL, currency TEXT NOT NULL, outstanding BIGINT NOT NULL,
                is_unknown BIGINT NOT NULL, needs_person BIGINT NOT NULL, next_at BIGINT, changed_at BIGINT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (store, payment));
            CREATE INDEX payment_next ON payment (store, next_at);
            CREATE INDEX payment_token ON payment (store, token);
            CREATE TABLE money_alarm (
                {store}, payment TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL,
                PRIMARY KEY (store, payment, number))
            """,
            "DROP TABLE money_alarm; DROP TABLE payment"),
    ];

    /// <summary>The payment of this name, or none.</summary>
    public static PaymentState? Find(Transaction transaction, string payment) =>
        transaction.First<string>("SELECT body FROM payment WHERE payment = @payment", new { payment }) is { } body ? StoredJson.Read<PaymentState>(body) : null;

    /// <summary>All payments, by name.</summary>
    public static IReadOnlyList<PaymentState> All(Transaction transaction) =>
        [.. transaction.Query<string>("SELECT body FROM payment ORDER BY payment").Select(StoredJson.Read<PaymentState>)];

    /// <summary>Payments that the janitor is to look at by now, longest due first.</summary>
    public static IReadOnlyList<string> Due(Transaction transaction, Instant now, int most) => transaction.Query<string>(
        "SELECT payment FROM payment WHERE next_at <= @now ORDER BY next_at, payment LIMIT @most", new { now = now.Nanoseconds, most });

    /// <summary>What is owed on a token from earlier visits, in one currency. Money under way is not debt yet.</summary>
    public static long Debt(Transaction transaction, string token, string currency) => transaction.First<long?>(
        "SELECT SUM(outstanding) FROM payment WHERE token = @token AND currency = @currency AND phase = @owing AND outstanding > 0",
        new { token, currency, owing = nameof(PaymentPhase.Owing) }) ?? 0;

    /// <summary>Payments with a receipt and something owed of which no card is known: staff take cash for them, or the exit asks.</summary>
    public static IReadOnlyList<PaymentState> WithoutCard(Transaction transaction) =>
        [.. transaction.Query<string>("SELECT body FROM payment WHERE token = '' AND outstanding > 0 ORDER BY payment").Select(StoredJson.Read<PaymentState>)];

    /// <summary>Payments for which the hold was never confirmed and that still may be: what the store risks without the network.</summary>
    public static int Unconfirmed(Transaction transaction) => transaction.First<int>(
        "SELECT COUNT(*) FROM payment WHERE phase = @opening AND is_unknown = 1", new { opening = nameof(PaymentPhase.Opening) });

    /// <summary>What somebody should know, newest first.</summary>
    public static IReadOnlyList<MoneyAlarm> Alarms(Transaction transaction, int most) =>
        transaction.Query<MoneyAlarm>("SELECT payment, at, kind, words FROM money_alarm ORDER BY at DESC, payment, number DESC LIMIT @most", new { most });

    /// <summary>True when somebody was told of this before.</summary>
    internal static bool HasAlarm(Transaction transaction, string payment, AlarmKind kind) => transaction.First<string>(
        "SELECT kind FROM money_alarm WHERE payment = @payment AND kind = @kind LIMIT 1", new { payment, kind = kind.ToString() }) is not null;

    internal static void Save(Transaction transaction, PaymentState state, Instant now) => transaction.Execute(
        """
        INSERT INTO payment (payment, phase, token, currency, outstanding, is_unknown, needs_person, next_at, changed_at, body)
        VALUES (@Payment, @phase, @Token, @Currency, @Outstanding, @unknown, @person, @next, @at, @body)
        ON CONFLICT (store, payment) DO UPDATE SET phase = @phase, token = @Token, outstanding = @Outstanding, is_unknown = @unknown,
            needs_person = @person, next_at = @next, changed_at = @at, body = @body
        """,
        new
        {
            state.Payment,
            phase = state.Phase.ToString(),
            state.Token,
            state.Currency,
            state.Outstanding,
            unknown = state.IsUnknown ? 1L : 0L,
            person = state.NeedsPerson ? 1L : 0L,
            next = state.NextAt?.Nanoseconds,
            at = now.Nanoseconds,
            body = StoredJson.Write(state),
        });

    internal static void Add(Transaction transaction, string payment, PaymentEffect.Alarm alarm, Instant now) => transaction.Execute(
        """
        INSERT INTO money_alarm (payment, number, at, kind, words)
        SELECT @payment, COALESCE(MAX(number), 0) + 1, @at, @kind, @words FROM money_alarm WHERE payment = @payment
        """,
        new { payment, at = now.Nanoseconds, kind = alarm.Kind.ToString(), words = alarm.Words });
}

/// <summary>Something about a payment that somebody should know.</summary>
public sealed record MoneyAlarm
{
    /// <summary>Whose.</summary>
    public string Payment { get; init; } = "";

    /// <summary>When, nanoseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>Name of an <see cref="AlarmKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>For people.</summary>
    public string Words { get; init; } = "";
}
