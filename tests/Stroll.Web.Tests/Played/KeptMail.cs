using Stroll.Host.Letters;

namespace Stroll.Web.Tests.Played;

/// <summary>A mail server that takes everything and sends nothing.</summary>
sealed class KeptMail : IMailer
{
    internal List<Letter> Letters { get; } = [];

    public Task<MailWord> Send(Letter letter, CancellationToken cancellation)
    {
        Letters.Add(letter);
        return Task.FromResult(new MailWord(IsTaken: true, IsFinal: true, ""));
    }
}
