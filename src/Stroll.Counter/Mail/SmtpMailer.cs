using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Stroll.Host.Letters;
using Stroll.Host.Settings;

namespace Stroll.Counter.Mail;

/// <summary>Hands letters to a mail server over SMTP.</summary>
/// <param name="settings">Which server, and how it is spoken to.</param>
/// <param name="password">Of the user; empty where nobody logs in.</param>
public sealed class SmtpMailer(MailSettings settings, string password) : IMailer
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<MailWord> Send(Letter letter, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(letter.To, out var to))
        {
            return new(IsTaken: false, IsFinal: true, "no e-mail address");
        }

        using var message = Written(letter, to);
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Security(settings.Security), cancellation);
            if (settings.User.Length > 0)
            {
                await client.AuthenticateAsync(settings.User, password, cancellation);
            }

            await client.SendAsync(message, cancellation);
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return new(IsTaken: true, IsFinal: true, "");
        }
        catch (SmtpCommandException refused)
        {
            // Status 5xx of RFC 5321 means: never. Refused logins are the operator's to mend, not the letter's end.
            return new(false, (int)refused.StatusCode is >= 500 and < 600 and not (530 or 534 or 535), $"{(int)refused.StatusCode} {refused.Message}");
        }
        catch (Exception away) when (away is SocketException or IOException or SmtpProtocolException or SslHandshakeException or System.Security.Authentication.AuthenticationException
            or MailKit.Security.AuthenticationException or TimeoutException or ServiceNotConnectedException or NotSupportedException)
        {
            return new(false, IsFinal: false, away.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(false, IsFinal: false, "no answer in time");
        }
    }

    MimeMessage Written(Letter letter, MailboxAddress to)
    {
        var message = new MimeMessage { Subject = letter.Subject, MessageId = $"{letter.Id}@{settings.From[(settings.From.LastIndexOf('@') + 1)..].TrimEnd('>')}" };
        message.From.Add(MailboxAddress.Parse(settings.From));
        message.To.Add(to);
        // So that nobody's absence note answers (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var body = new BodyBuilder { TextBody = letter.Text };
        if (letter.Pdf.Length > 0)
        {
            body.Attachments.Add(letter.FileName, letter.Pdf, new ContentType("application", "pdf"));
        }

        message.Body = body.ToMessageBody();
        return message;
    }

    static SecureSocketOptions Security(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
