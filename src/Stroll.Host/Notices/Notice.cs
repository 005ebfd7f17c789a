using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Host.Notices;

/// <summary>What somebody may want to be told of.</summary>
public enum NoticeKind
{
    /// <summary>A device does not work.</summary>
    DeviceTrouble,

    /// <summary>A payment needs a person.</summary>
    MoneyAlarm,

    /// <summary>A shopper waits for an answer.</summary>
    ShopperWaits,

    /// <summary>A question waits for a reviewer and its promise is nearly over.</summary>
    ReviewLate,
}

/// <summary>How somebody is told.</summary>
public enum NoticeWay
{
    /// <summary>A letter to an address.</summary>
    Mail,

    /// <summary>A POST to a URL.</summary>
    Webhook,

    /// <summary>A message on the store's bus.</summary>
    Mqtt,
}

/// <summary>Somebody wants to be told.</summary>
/// <param name="Number">Counts up in the store from 1.</param>
/// <param name="Role">Whose business it is, as the name of a role; only what that role may see is told.</param>
/// <param name="Kinds">Of what.</param>
/// <param name="Way">How.</param>
/// <param name="Target">An address, a URL, or the end of a topic.</param>
/// <param name="Cooldown">Of one thing they are told once in this time.</param>
public sealed record NoticeRule(long Number, string Role, ImmutableArray<NoticeKind> Kinds, NoticeWay Way, string Target, TimeSpan Cooldown);

/// <summary>Something to be told.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Key">Names the thing, so that it is not told again and again.</param>
/// <param name="Title">One line.</param>
/// <param name="Words">What follows, and what to do.</param>
public sealed record Notice(NoticeKind Kind, string Key, string Title, string Words);

/// <summary>One attempt to tell.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Title">Of the notice.</param>
/// <param name="At">When.</param>
/// <param name="Trouble">Why it did not arrive; empty when it did.</param>
public sealed record SentNotice(long Rule, string Title, Instant At, string Trouble);

/// <summary>Brings a notice to somebody. A port.</summary>
public interface INoticeSender
{
    /// <summary>The ways that are open in this installation.</summary>
    ImmutableArray<NoticeWay> Ways { get; }

    /// <summary>Sends. Never throws because of the other side.</summary>
    /// <returns>Why it did not arrive; empty when it did.</returns>
    Task<string> Send(NoticeRule rule, Notice notice, CancellationToken cancellation);
}
