using System.Collections.Immutable;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Payments;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Host.Notices;

/// <summary>Tells people by the ways that they chose what they should know, and of one thing no more often than they want.</summary>
/// <param name="database">Of the store.</param>
/// <param name="sender">Brings it to them.</param>
/// <param name="time">The clock.</param>
public sealed class NoticeDesk(IDatabase database, INoticeSender sender, TimeProvider time)
{
    const int MostRules = 50;

    // A reviewer needs so long to come to a case.
    static readonly TimeSpan NearlyOver = TimeSpan.FromMinutes(1);

    /// <summary>The ways that are open.</summary>
    public ImmutableArray<NoticeWay> Ways => sender.Ways;

    /// <summary>Adds a rule.</summary>
    /// <param name="who">Which account.</param>
    /// <param name="rule">Its number is given here.</param>
    /// <returns>Bad with <c>notice.target</c>, <c>notice.kinds</c> or <c>notice.many</c>.</returns>
    public Result<long> Add(string who, NoticeRule rule) => Wrong(rule) is { } fault
        ? new Result<long>.Bad(fault)
        : database.Write<Result<long>>(transaction =>
        {
            if (NoticeTable.Rules(transaction).Length >= MostRules)
            {
                return new Result<long>.Bad(new("notice.many", "notices", $"{MostRules} rules; expected fewer"));
            }

            var number = NoticeTable.Add(transaction, rule);
            JournalTable.Write(transaction, Instants.Of(time), who, "notice-added", new { number, rule.Role, way = rule.Way.ToString(), rule.Target });
            return new Result<long>.Good(number);
        });

    /// <summary>Takes a rule away.</summary>
    public void Remove(string who, long number) => database.Write(transaction =>
    {
        if (NoticeTable.Remove(transaction, number) > 0)
        {
            JournalTable.Write(transaction, Instants.Of(time), who, "notice-removed", new { number });
        }
    });

    /// <summary>Sends one notice by one rule, whatever its cooldown: to try the way.</summary>
    /// <returns>Why it did not arrive; empty when it did; none when there is no such rule.</returns>
    public async Task<string?> Try(long number, CancellationToken cancellation) =>
        database.Read(NoticeTable.Rules).FirstOrDefault(rule => rule.Number == number) is { } rule
            ? await Send(rule, new(rule.Kinds[0], "test", "A test", "Somebody wanted to see whether this arrives."), cancellation)
            : null;

    /// <summary>One round: whoever should know something and has not been told within their time is told.</summary>
    /// <param name="view">What goes on in the store.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> Round(LiveView view, CancellationToken cancellation)
    {
        var now = Instants.Of(time);
        var due = database.Read(transaction =>
        {
            var rules = NoticeTable.Rules(transaction);
            var notices = rules.IsEmpty ? [] : Current(transaction, view, now);
            return rules.SelectMany(rule => notices.Where(notice => rule.Kinds.Contains(notice.Kind)
                && !(NoticeTable.SentAt(transaction, rule.Number, notice.Key) is { } at && now - at < rule.Cooldown)).Select(notice => (rule, notice))).ToArray();
        });
        foreach (var (rule, notice) in due)
        {
            await Send(rule, notice, cancellation);
        }

        return due.Length;
    }

    async Task<string> Send(NoticeRule rule, Notice notice, CancellationToken cancellation)
    {
        var trouble = await sender.Send(rule, notice, cancellation);
        database.Write(transaction => NoticeTable.Note(transaction, rule.Number, notice, Instants.Of(time), trouble));
        return trouble;
    }

    static Notice[] Current(Transaction transaction, LiveView view, Instant now) =>
    [
        .. view.Problems.Select(problem => new Notice(
            NoticeKind.DeviceTrouble, $"device {problem.Device} {problem.Since.Nanoseconds}", $"{problem.Device} does not work", $"{problem.Effect}. {problem.Fix}".Trim())),
        .. PaymentTable.Alarms(transaction, 20).Where(alarm => now.Nanoseconds - alarm.At < TimeSpan.FromDays(1).Ticks * 100).Select(alarm => new Notice(
            NoticeKind.MoneyAlarm, $"payment {alarm.Payment} {alarm.At}", $"A payment needs somebody: {alarm.Kind}", alarm.Words)),
        .. ComplaintTable.Waiting(transaction, 20).Select(complaint => new Notice(
            NoticeKind.ShopperWaits, $"complaint {complaint.Number}", "A shopper waits for an answer", $"Complaint {complaint.Number} stands on the money page.")),
        .. transaction.Query<string>("SELECT id FROM review_case WHERE status = 'open' AND stream = 'routed' AND due_ns <= @soon ORDER BY due_ns LIMIT 1", new { soon = (now + NearlyOver).Nanoseconds })
            .Select(_ => new Notice(NoticeKind.ReviewLate, "review", "Questions wait for somebody at the review desk", "The promise to a shopper is nearly over; what is not answered is not charged.")),
    ];

    Fault? Wrong(NoticeRule rule)
    {
        if (rule.Kinds.IsEmpty || rule.Cooldown < TimeSpan.FromMinutes(1) || rule.Cooldown > TimeSpan.FromDays(7))
        {
            return new("notice.kinds", "notice", "nothing to be told of, or a time out of range; expected one kind at least, and a minute to a week");
        }

        var isTarget = rule.Target.Length is > 0 and <= 300 && !rule.Target.Any(char.IsControl) && rule.Way switch
        {
            NoticeWay.Webhook => Uri.TryCreate(rule.Target, UriKind.Absolute, out var url) && url is { Scheme: "https" or "http", UserInfo: "" },
            NoticeWay.Mail => rule.Target.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < rule.Target.Length - 1 && !rule.Target.Contains(' ', StringComparison.Ordinal),
            _ => rule.Target.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/'),
        };
        return !sender.Ways.Contains(rule.Way) ? new("notice.target", rule.Target, $"the way {rule.Way} is not open here; expected one of {string.Join(", ", sender.Ways)}")
            : isTarget ? null : new("notice.target", rule.Target, "no address of this way; expected name@example.org, https://… or the end of a topic");
    }
}
