using System.Text;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Tests.Money;

public class OutboxTests
{
    const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static readonly Instant At = Instant.FromUnixSeconds(1_614_265_330);
    static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void A_signature_is_that_of_the_published_example() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", StandardWebhook.Sign([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", At, Body));

    [Fact]
    public void Of_forged_altered_old_and_replayed_messages_none_passes_and_good_ones_do()
    {
        var rng = new Rng(4);
        var other = "whsec_" + Convert.ToBase64String(new byte[32]);
        for (var i = 0; i < 20_000; i++)
        {
            var (id, body) = ($"msg_{i}", Encoding.UTF8.GetBytes($"{{\"n\": {rng.NextBits()}}}"));
            var signature = StandardWebhook.Sign(i % 2 == 0 ? [Secret] : [other, Secret], id, At, body);
            Assert.Null(StandardWebhook.Check([other, Secret], id, "1614265330", signature, body, At + TimeSpan.FromSeconds(rng.NextIndex(300))));

            var fault = rng.NextIndex(6) switch
            {
                0 => StandardWebhook.Check([Secret], id + "x", "1614265330", signature, body, At),
                1 => StandardWebhook.Check([Secret], id, "1614265331", signature, body, At),
                2 => StandardWebhook.Check([Secret], id, "1614265330", signature, [.. body, 32], At),
                3 => StandardWebhook.Check([Secret], id, "1614265330", signature, body, At + TimeSpan.FromSeconds((301 + rng.NextIndex(9000)) * (rng.NextChance(0.5) ? 1 : -1))),
                4 => StandardWebhook.Check(["whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)(1 + rng.NextIndex(255)), 32).ToArray())], id, "1614265330", signature, body, At),
                _ => StandardWebhook.Check([Secret], id, "1614265330", signature.Replace("v1,", rng.NextChance(0.5) ? "v2," : "v1,A", StringComparison.Ordinal), body, At),
            };
            Assert.NotNull(fault);
        }
    }

    [Theory]
    [InlineData("", "1614265330", "v1,x")]
    [InlineData("m", "-5", "v1,x")]
    [InlineData("m", "99999999999999999999", "v1,x")]
    [InlineData("m", "now", "v1,x")]
    public void Headers_that_are_none_are_malformed(string id, string time, string signature) =>
        Assert.Equal("webhook.malformed", StandardWebhook.Check([Secret], id, time, signature, Body, At)!.Code);

    [Fact]
    public void Hostile_words_stay_inside_their_json_string()
    {
        var message = new OutboxMessage { Id = "m", Type = "org.stroll.X", Subject = "v\r\nEvil: 1", At = At.Nanoseconds, Body = """{"name":"</script>\u0000\n"}""" };
        var text = Encoding.UTF8.GetString(CloudEvent.Of(message, "/stores/a/b"));
        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain("</script>", text, StringComparison.Ordinal);
        Assert.Contains("\"specversion\":\"1.0\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378::")]
    public void Addresses_of_the_own_network_are_not_public(string address) => Assert.False(GuardedHttp.IsPublic(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("172.32.0.1")]
    public void Addresses_of_the_internet_are(string address) => Assert.True(GuardedHttp.IsPublic(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Apia")]
    public void Every_moment_of_four_years_belongs_to_one_business_day(string zone)
    {
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.True(Instant.TryParse("2026-01-01T00:00:00Z", out var at));
        var hours = new SortedSet<double>();
        var day = BusinessDay.At(at, place);
        for (var i = 0; i < 4 * 366 * 96; i++, at += TimeSpan.FromMinutes(15))
        {
            if (at >= day.Until)
            {
                var next = BusinessDay.At(at, place);
                Assert.Equal(day.Until, next.From);
                day = next;
                hours.Add((day.Until - day.From).TotalHours);
            }

            Assert.True(day.From <= at && at < day.Until, $"{at} {day}");
        }

        Assert.Subset(new HashSet<double> { 23, 24, 25 }, hours.ToHashSet());
        Assert.Equal("2028-02-29", BusinessDay.At(Instant.FromUnixSeconds(1_835_452_800), TimeZoneInfo.Utc).Day.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void An_entry_code_opens_until_it_expires_and_never_when_it_is_altered()
    {
        var key = Encoding.ASCII.GetBytes("a secret of thirty-two bytes ...");
        var code = new EntryCode("shopper-1", At + 60.Seconds, "n1").Written(key);
        Assert.IsType<Result<EntryCode>.Good>(EntryCode.Read(code, [new byte[32], key], At));
        Assert.Equal("entry.expired", Fault(EntryCode.Read(code, [key], At + 60.Seconds)));
        Assert.Equal("entry.expired", Fault(EntryCode.Read(code, [key], At - 600.Seconds)));
        Assert.Equal("entry.forged", Fault(EntryCode.Read(code, [new byte[32]], At)));
        for (var i = 0; i < code.Length; i++)
        {
            Assert.NotNull(Fault(EntryCode.Read(string.Concat(code.AsSpan(0, i), code[i] == 'a' ? "b" : "a", code.AsSpan(i + 1)), [key], At)));
        }

        foreach (var odd in (string[])["", "S1", "S1.a.b.c.d", new string('x', 5000), "S1.a.9999999999999999999.n.x", "S1..1.n.x", "S1.a.1.n\n.x"])
        {
            Assert.Equal("entry.malformed", Fault(EntryCode.Read(odd, [key], At)));
        }
    }

    static string? Fault(Result<EntryCode> read) => read is Result<EntryCode>.Bad(var fault) ? fault.Code : null;
}
