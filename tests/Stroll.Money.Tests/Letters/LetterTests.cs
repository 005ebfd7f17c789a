using System.Text;
using MimeKit;
using Stroll.Counter.Mail;
using Stroll.Host.Letters;
using Stroll.Host.Settings;
using Stroll.Payments.Visits;
using Stroll.Storage.Sqlite;
using Stroll.Host.Database;
using Stroll.Tests.Money.Shops;
using Stroll.Units;

namespace Stroll.Tests.Money.Letters;

public sealed class LetterTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly SmtpServer _server = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_letter_arrives_as_it_was_meant()
    {
        var word = await Mailer().Send(new("v1.2", "ann@example.org", "Beleg: Käse & 牛奶", "Danke\nÄÖÜ 合计", "de-2.pdf", Encoding.Latin1.GetBytes("%PDF-1.7\n.\n")), Cancellation);
        Assert.True(word.IsTaken, word.Words);
        var message = await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(Assert.Single(_server.Taken))), Cancellation);
        Assert.Equal(("v1.2@shop.example", "Beleg: Käse & 牛奶", "Danke\nÄÖÜ 合计"), (message.MessageId, message.Subject, message.TextBody!.ReplaceLineEndings("\n").TrimEnd()));
        Assert.Equal("ann@example.org", Assert.IsType<MailboxAddress>(Assert.Single(message.To)).Address);
        var pdf = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
        using var bytes = new MemoryStream();
        await pdf.Content!.DecodeToAsync(bytes, Cancellation);
        Assert.Equal(("de-2.pdf", "%PDF-1.7\n.\n"), (pdf.FileName, Encoding.Latin1.GetString(bytes.ToArray())));
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", true)]
    [InlineData("RCPT", "450 later", false)]
    [InlineData("DATA", "554 looks like advertising", true)]
    [InlineData("MAIL", "421 too busy", false)]
    [InlineData("AUTH", "535 wrong password", false)]
    public async Task A_no_is_for_ever_or_for_now(string command, string says, bool isFinal)
    {
        _server.Says[command] = says;
        var word = await Mailer(user: command == "AUTH" ? "shop" : "").Send(Plain("ann@example.org"), Cancellation);
        Assert.Equal((false, isFinal), (word.IsTaken, word.IsFinal));
        Assert.Empty(_server.Taken);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_later()
    {
        var nobody = new SmtpMailer(new("127.0.0.1", 1, MailSecurity.None, "", "", "shop@shop.example"), "");
        var word = await nobody.Send(Plain("ann@example.org"), Cancellation);
        Assert.Equal((false, false), (word.IsTaken, word.IsFinal));
    }

    [Fact]
    public async Task A_line_without_TLS_is_not_used_where_TLS_was_asked_for()
    {
        var word = await Mailer(MailSecurity.StartTls).Send(Plain("ann@example.org"), Cancellation);
        Assert.False(word.IsTaken);
        Assert.Empty(_server.Taken);
    }

    [Theory]
    [InlineData("ann@example.org", true)]
    [InlineData("ann+shop@sub.example.org", true)]
    [InlineData("jürgen@example.org", true)]
    [InlineData("", false)]
    [InlineData("ann", false)]
    [InlineData("@example.org", false)]
    [InlineData("ann@", false)]
    [InlineData("ann@x@y", false)]
    [InlineData("ann@example.org\r\nBcc: all@example.org", false)]
    [InlineData("ann@example.org, bob@example.org", false)]
    [InlineData("<ann@example.org>", false)]
    public void An_address_is_one_and_nothing_else(string text, bool isAddress) => Assert.Equal(isAddress, LetterTable.IsAddress(text));

    [Fact]
    public async Task Whoever_left_an_address_gets_each_version_once_in_their_language()
    {
        using var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var shop = new Shop(database);
        await shop.Enter(EntryMeans.Code, shop.Code("ann", "tok_ann", "ann@example.org", "de"), "p1");
        shop.Buys("p1", (0, 2));
        await shop.Pass(TimeSpan.FromMinutes(3));
        shop.Learns("p1", (0, 1));
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(["de-1.pdf", "de-2.pdf"], shop.Letters.Select(l => l.FileName));
        Assert.All(shop.Letters, l => Assert.Contains("https://shop.example/r/", l.Text, StringComparison.Ordinal));
        Assert.Contains("3,98 EUR", shop.Letters[0].Text, StringComparison.Ordinal);
        Assert.Contains("1,99 EUR", shop.Letters[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_told_later_gets_the_newest_version_and_an_empty_visit_no_letter()
    {
        using var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var shop = new Shop(database);
        var party = await shop.Enter(EntryMeans.Card, "tok_ben", "p1");
        await shop.Enter(EntryMeans.Code, shop.Code("eve", "tok_eve", "eve@example.org"), "p2");
        shop.Buys("p1", (0, 2));
        shop.Buys("p2");
        await shop.Pass(TimeSpan.FromMinutes(3));
        Assert.Empty(shop.Letters);
        Assert.Equal("letter.address", database.Write(t => LetterTable.Send(t, party, "nonsense", "en", shop.Clock.Now))!.Code);
        Assert.Null(database.Write(t => LetterTable.Send(t, party, "ben@example.org", "zh", shop.Clock.Now)));
        await shop.Pass(20.Seconds);
        Assert.Equal(("ben@example.org", "zh-1.pdf"), (Assert.Single(shop.Letters).To, shop.Letters[0].FileName));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 6)]
    public async Task A_letter_that_is_not_taken_is_tried_again_until_it_is_given_up(bool isFinal, int tries)
    {
        using var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var shop = new Shop(database) { MailWord = new(false, isFinal, "no") };
        var party = await shop.Enter(EntryMeans.Code, shop.Code("ann", "tok_ann", "ann@example.org"), "p1");
        shop.Buys("p1", (0, 2));
        await shop.Pass(TimeSpan.FromHours(50));
        var note = Assert.Single(database.Read(t => LetterTable.Of(t, party)));
        Assert.Equal(((long)tries, null, null, "no"), (note.Tries, note.DoneAt, note.NextAt, note.Words));
    }

    SmtpMailer Mailer(MailSecurity security = MailSecurity.None, string user = "") =>
        new(new("127.0.0.1", _server.Port, security, user, "", "shop@shop.example"), "secret");

    static Letter Plain(string to) => new("v1.1", to, "x", "y", "z.pdf", []);
}
