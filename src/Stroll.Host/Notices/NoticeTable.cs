using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Notices;

/// <summary>Who wants to be told what, and what they were told.</summary>
public static class NoticeTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("notices", 1,
            """
            CREATE TABLE notice_rule ({store}, number BIGINT NOT NULL, role TEXT NOT NULL, kinds TEXT NOT NULL, way TEXT NOT NULL, target TEXT NOT NULL, cooldown BIGINT NOT NULL,
                PRIMARY KEY (store, number));
            CREATE TABLE notice_sent ({store}, rule BIGINT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, at_ns BIGINT NOT NULL, trouble TEXT NOT NULL, PRIMARY KEY (store, rule, name))
            """,
            "DROP TABLE notice_sent; DROP TABLE notice_rule"),
    ];

    /// <summary>By number.</summary>
    public static ImmutableArray<NoticeRule> Rules(Transaction transaction) =>
        [.. transaction.Query<Row>("SELECT * FROM notice_rule ORDER BY number").Select(row => row.ToRule())];

    /// <summary>What was sent last, of each thing by each rule; newest first.</summary>
    public static IReadOnlyList<SentNotice> Sent(Transaction transaction, int most) =>
        [.. transaction.Query<SentRow>("SELECT * FROM notice_sent ORDER BY at_ns DESC, rule, name LIMIT @most", new { most }).Select(row => new SentNotice(row.Rule, row.Title, new(row.AtNs), row.Trouble))];

    internal static long Add(Transaction transaction, NoticeRule rule)
    {
        var number = (transaction.First<long?>("SELECT MAX(number) FROM notice_rule") ?? 0) + 1;
        transaction.Execute(
            "INSERT INTO notice_rule (number, role, kinds, way, target, cooldown) VALUES (@number, @Role, @kinds, @way, @Target, @cooldown)",
            new { number, rule.Role, kinds = string.Join(' ', rule.Kinds), way = rule.Way.ToString(), rule.Target, cooldown = (long)rule.Cooldown.TotalSeconds });
        return number;
    }

    internal static int Remove(Transaction transaction, long number)
    {
        transaction.Execute("DELETE FROM notice_sent WHERE rule = @number", new { number });
        return transaction.Execute("DELETE FROM notice_rule WHERE number = @number", new { number });
    }

    internal static Instant? SentAt(Transaction transaction, long rule, string name) =>
        transaction.First<long?>("SELECT at_ns FROM notice_sent WHERE rule = @rule AND name = @name", new { rule, name }) is { } at ? new(at) : null;

    internal static void Note(Transaction transaction, long rule, Notice notice, Instant at, string trouble) => transaction.Execute(
        """
        INSERT INTO notice_sent (rule, name, title, at_ns, trouble) VALUES (@rule, @Key, @Title, @at, @trouble)
        ON CONFLICT (store, rule, name) DO UPDATE SET title = @Title, at_ns = @at, trouble = @trouble
        """,
        new { rule, notice.Key, notice.Title, at = at.Nanoseconds, trouble });

    sealed record Row
    {
        public long Number { get; init; }

        public string Role { get; init; } = "";

        public string Kinds { get; init; } = "";

        public string Way { get; init; } = "";

        public string Target { get; init; } = "";

        public long Cooldown { get; init; }

        internal NoticeRule ToRule() => new(
            Number, Role, [.. Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<NoticeKind>)], Enum.Parse<NoticeWay>(Way), Target, TimeSpan.FromSeconds(Cooldown));
    }

    sealed record SentRow
    {
        public long Rule { get; init; }

        public string Title { get; init; } = "";

        public long AtNs { get; init; }

        public string Trouble { get; init; } = "";
    }
}
