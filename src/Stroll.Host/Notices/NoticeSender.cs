using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Letters;
using Stroll.Host.Outbox;
using Stroll.Host.Stores;

namespace Stroll.Host.Notices;

/// <summary>Sends notices by webhook, over the bus, and by letter where a mailer was given.</summary>
/// <param name="store">Which store tells.</param>
/// <param name="webhooks">Posts.</param>
/// <param name="bus">Publishes under the end of a topic; none where there is no bus.</param>
/// <param name="mail">Takes letters; none where no mail server is known.</param>
public sealed class NoticeSender(
    StoreKey store, IWebhookSender webhooks, Func<string, byte[], CancellationToken, Task>? bus, IMailer? mail) : INoticeSender
{
    /// <inheritdoc/>
    public ImmutableArray<NoticeWay> Ways =>
        [.. mail is null ? [] : new[] { NoticeWay.Mail }, NoticeWay.Webhook, .. bus is null ? [] : new[] { NoticeWay.Mqtt }];

    /// <inheritdoc/>
    public async Task<string> Send(NoticeRule rule, Notice notice, CancellationToken cancellation)
    {
        switch (rule.Way)
        {
            case NoticeWay.Webhook:
                var (status, words) = await webhooks.Post(new(rule.Target), [("webhook-id", notice.Key)], Body(rule, notice), cancellation);
                return status is >= 200 and < 300 ? "" : status > 0 ? $"{status} {words}" : words;
            case NoticeWay.Mqtt when bus is not null:
                await bus($"notices/{rule.Target}", Body(rule, notice), cancellation);
                return "";
            case NoticeWay.Mail when mail is not null:
                var said = await mail.Send(new(Guid.CreateVersion7().ToString("N"), rule.Target, $"{store}: {notice.Title}", $"{notice.Title}\n\n{notice.Words}\n", "", []), cancellation);
                return said.IsTaken ? "" : said.Words;
            default:
                return $"the way {rule.Way} is not open here";
        }
    }

    byte[] Body(NoticeRule rule, Notice notice) => JsonSerializer.SerializeToUtf8Bytes(
        new { store = store.ToString(), role = rule.Role, kind = notice.Kind.ToString(), key = notice.Key, title = notice.Title, words = notice.Words });
}
