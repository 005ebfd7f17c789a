using System.Net;
using System.Net.Sockets;
using System.Text;
using Stroll.Host.Outbox;
using Stroll.Web.Tests.Api;

namespace Stroll.Web.Tests.Doors;

/// <summary>Requests of people who mean harm, byte by byte where a client would never send them.</summary>
public class AttackTests
{
    const string Hidden = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>Two readers of one stream must never disagree where a request ends: whatever is ambiguous is refused and the connection closed.</summary>
    [Theory]
    [InlineData("two lengths", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 36\r\n\r\n")]
    [InlineData("length and chunks", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("chunks in disguise", "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("chunks not last", "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData("a blank before the colon", "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("a folded line", "POST /sign-in HTTP/1.1\r\nHost: x\r\nX: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("a length with a sign", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: +36\r\n\r\n")]
    [InlineData("a length in hexadecimal", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 0x24\r\n\r\n")]
    [InlineData("a chunk that is no number", "POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n")]
    [InlineData("two hosts", "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("no host", "GET /healthz HTTP/1.1\r\n\r\n")]
    [InlineData("a zero in a header", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n")]
    public async Task A_request_that_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_heard(string name, string request)
    {
        await using var api = await ApiSite.Open(isPlayed: false);

        var answers = await Raw(api.Site.Address, request + Hidden);

        Assert.True(answers.Length == 0 || answers.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{name}: {answers.Split('\r')[0]}");
        Assert.DoesNotContain("stroll_", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP/1.1 200", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_follows_a_whole_request_is_another_request()
    {
        await using var api = await ApiSite.Open(isPlayed: false);

        var answers = await Raw(api.Site.Address, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.Equal(2, answers.Split("HTTP/1.1 ").Length - 1);
    }

    [Theory]
    [InlineData("/assets/x/../../../../etc/passwd")]
    [InlineData("/assets/x/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/assets/x/..%5c..%5cetc%5cpasswd")]
    [InlineData("/assets/x/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/assets/x/%252e%252e%252fetc%252fpasswd")]
    [InlineData("/assets/x/....//....//etc/passwd")]
    [InlineData("/assets/x//etc/passwd")]
    [InlineData("/assets/x/app.css%00.js")]
    [InlineData("/assets/x/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("/r/..%2f..%2fControl.db")]
    [InlineData("/api/v1/receipts/..%2f..%2fkeys")]
    [InlineData("/api/v1/catalogue/..%2fkeys")]
    public async Task A_path_leads_to_no_file_and_to_no_other_door(string path)
    {
        await using var api = await ApiSite.Open(isPlayed: false);

        var answers = await Raw(api.Site.Address, $"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {api.Secret}\r\nConnection: close\r\n\r\n");

        Assert.True(answers.StartsWith("HTTP/1.1 404", StringComparison.Ordinal) || answers.StartsWith("HTTP/1.1 400", StringComparison.Ordinal), answers.Split('\r')[0]);
        Assert.DoesNotContain("root:", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("\"scopes\"", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_body_is_not_unpacked()
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[50_000_000], TestContext.Current.CancellationToken);
        }

        var content = new ByteArrayContent(packed.ToArray()) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", "gzip" } } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await api.Send(HttpMethod.Post, "/api/v1/catalogue/uploads", content, "bomb-0001")).Status);
    }

    [Theory]
    [InlineData("/api/v1/prices", 21 << 20, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/v1/webhooks/till", 2 << 20, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_without_end_is_not_read_to_its_end(string path, int bytes, HttpStatusCode expected)
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var content = new StringContent($"{{\"url\":\"{new string('x', bytes)}\"}}", Encoding.UTF8, "application/json");

        Assert.Equal(expected, (await api.Send(HttpMethod.Put, path, content, "bomb-0001")).Status);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Json_that_is_nested_a_hundred_thousand_deep_is_refused(char open, char close)
    {
        await using var api = await ApiSite.Open(isPlayed: false);
        var deep = open == '[' ? new string(open, 100_000) + new string(close, 100_000) : string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string(close, 100_000);
        var content = new StringContent($"{{\"prices\":{deep}}}", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await api.Send(HttpMethod.Put, "/api/v1/prices", content, "bomb-0001")).Status);
    }

    /// <summary>Whatever a name is written like, what counts is the address that is connected to.</summary>
    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://localhost.:80/")]
    [InlineData("http://LOCALHOST/")]
    [InlineData("http://ⓛocalhost/")]
    [InlineData("http://127。0。0。1/")]
    public async Task A_webhook_never_reaches_into_the_own_network(string url)
    {
        using var sender = new HttpWebhookSender(allowsPrivate: false);
        // On the port of the address nobody would answer anyway: what counts is that nobody was even called.
        var place = new UriBuilder(url) { Port = Listen(out var listener) }.Uri;
        using (listener)
        {
            var (status, words) = await sender.Post(place, [], [], TestContext.Current.CancellationToken);

            Assert.Equal(0, status);
            Assert.False(listener.Pending(), $"{url} was connected to");
            Assert.True(words.Contains("no public address", StringComparison.Ordinal) || words.Contains("not known", StringComparison.Ordinal), words);
        }
    }

    [Fact]
    public async Task A_redirect_of_a_webhook_is_not_followed()
    {
        await using var inner = await Ear.Open();
        await using var outer = await Ear.Open();
        outer.Says = _ => (302, "");
        using var sender = new HttpWebhookSender(allowsPrivate: true);

        var (status, _) = await sender.Post(outer.Address, [], [], TestContext.Current.CancellationToken);

        Assert.Equal(302, status);
        Assert.Empty(inner.Heard);
    }

    static int Listen(out TcpListener listener)
    {
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<string> Raw(Uri site, string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Host, site.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);
        // A server that hears something to answer for ever would never close: that is not what is expected of any of these.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, patience.Token) is > 0 and var length)
            {
                heard.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }
        }
        catch (IOException)
        {
            // Closed in our face, with bytes of ours unread.
        }

        return heard.ToString();
    }
}
