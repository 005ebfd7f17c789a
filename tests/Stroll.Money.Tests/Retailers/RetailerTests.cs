using System.Net;
using System.Net.Sockets;
using System.Text;
using Stroll.Host.Entry;
using Stroll.Host.Outbox;
using Stroll.Host.Retailer;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Tests.Money.Retailers;

/// <summary>A program of the retailer, as it is reached in truth: over HTTP, signed, with patience that ends.</summary>
public sealed class RetailerTests : IDisposable
{
    const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    readonly HttpListener _listener = new();
    readonly SimulatedClock _clock = new(Instant.FromUnixSeconds(1_780_000_000));
    readonly Uri _address;
    readonly List<(string Kind, string Body, Fault? Forged)> _asked = [];
    Func<HttpListenerContext, Task> _answer = _ => Task.CompletedTask;

    public RetailerTests()
    {
        _address = new($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(_address.ToString());
        _listener.Start();
        _ = Task.Run(Listen);
    }

    public void Dispose() => _listener.Close();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CallBackWord.NotAsked, CallBackWord.NotAsked, CallBackWord.NotAsked)]
    [InlineData(CallBackWord.NotAsked, CallBackWord.Yes, CallBackWord.Yes)]
    [InlineData(CallBackWord.Yes, CallBackWord.Down, CallBackWord.Down)]
    [InlineData(CallBackWord.Down, CallBackWord.No, CallBackWord.No)]
    [InlineData(CallBackWord.Yes, CallBackWord.No, CallBackWord.No)]
    public async Task Of_two_programs_one_refusal_decides_and_then_one_silence(CallBackWord one, CallBackWord other, CallBackWord word)
    {
        var shown = new AtGate("main", EntryMeans.Card, "tok_1", 1, "");
        Assert.Equal(word, await new EveryCallBack([new Fixed(one), new Fixed(other)]).Ask(shown, Cancellation));
        Assert.Equal(word, await new EveryCallBack([new Fixed(other), new Fixed(one)]).Ask(shown, Cancellation));
    }

    [Theory]
    [InlineData(200, """{"mayEnter": true}""", CallBackWord.Yes)]
    [InlineData(200, """{"mayEnter": false}""", CallBackWord.No)]
    [InlineData(200, """{"mayEnter": "yes"}""", CallBackWord.Down)]
    [InlineData(200, "[]", CallBackWord.Down)]
    [InlineData(200, "<html>", CallBackWord.Down)]
    [InlineData(200, "", CallBackWord.Down)]
    [InlineData(500, """{"mayEnter": true}""", CallBackWord.Down)]
    [InlineData(302, """{"mayEnter": true}""", CallBackWord.Down)]
    public async Task Only_a_clear_word_opens_or_shuts(int status, string body, CallBackWord word)
    {
        Answers(status, body);
        using var retailer = new HttpRetailer(_address, Secret, 5.Seconds, _clock);
        Assert.Equal(word, await new RetailerCallBack(retailer).Ask(new("main", EntryMeans.Code, "S1.ann.1780000060.nonce.signature", 2, ""), Cancellation));
        var (kind, asked, forged) = Assert.Single(_asked);
        Assert.Equal(("entry", """{"gate":"main","means":"Code","shopper":"ann","people":2}""", null), (kind, asked, forged));
    }

    [Fact]
    public async Task Patience_ends_and_the_gate_goes_on()
    {
        _answer = _ => Task.Delay(TimeSpan.FromSeconds(20), Cancellation);
        using var retailer = new HttpRetailer(_address, Secret, 200.Milliseconds, _clock);
        Assert.Equal((0, []), await retailer.Ask("entry", "{}"u8.ToArray(), Cancellation));
    }

    [Fact]
    public async Task An_answer_without_end_and_a_line_that_breaks_are_no_answers()
    {
        Answers(200, new string('x', 400_000));
        using var retailer = new HttpRetailer(_address, Secret, 5.Seconds, _clock);
        Assert.Equal(0, (await retailer.Ask("prices", "{}"u8.ToArray(), Cancellation)).Status);
        _answer = context =>
        {
            context.Response.ContentLength64 = 100;
            context.Response.OutputStream.Write("{\"mayE"u8);
            context.Response.OutputStream.Flush();
            context.Response.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(0, (await retailer.Ask("prices", "{}"u8.ToArray(), Cancellation)).Status);
        using var nobody = new HttpRetailer(new("http://127.0.0.1:1/"), Secret, 5.Seconds, _clock);
        Assert.Equal(0, (await nobody.Ask("prices", "{}"u8.ToArray(), Cancellation)).Status);
    }

    void Answers(int status, string body) => _answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        return Task.CompletedTask;
    };

    async Task Listen()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var request = context.Request;
            using var reader = new StreamReader(request.InputStream);
            var body = await reader.ReadToEndAsync();
            string Header(string name) => request.Headers[name] ?? "";
            _asked.Add((Header("stroll-question"), body, StandardWebhook.Check(
                [Secret], Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), Encoding.UTF8.GetBytes(body), _clock.Now)));
            _ = _answer(context);
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    sealed class Fixed(CallBackWord word) : IEntryCallBack
    {
        public Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation) => Task.FromResult(word);
    }
}
