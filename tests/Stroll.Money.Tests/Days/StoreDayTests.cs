using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Storage.Postgres;
using Stroll.Tests.Database;
using Stroll.Units;

namespace Stroll.Tests.Money.Days;

public class StoreDayTests(ITestOutputHelper output, PostgresServer server) : IClassFixture<PostgresServer>
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";
    static readonly Instant Morning = Instant.FromUnixSeconds(1_780_000_000);

    [Fact]
    public async Task Days_with_crashes_and_a_failing_provider_lose_nothing_and_charge_nobody_twice()
    {
        var (days, crashes, visits, rounds, writes) = (Long ? 2000 : 6, 0, 0, 0, 0);
        for (var seed = 0; seed < days; seed++)
        {
            var rng = new Rng((ulong)seed, 21);
            var risk = rng.NextChance(0.2) ? 0 : 0.04 * rng.NextUnit();
            var conditions = new DayConditions(TestFaults.All(0.12 * rng.NextUnit()), _ => (rng.NextChance(risk), rng.NextChance(0.5)));
            using var day = await new StoreDay(new((ulong)seed, 30, Morning), conditions).Play();
            None(await DayCheck.Of(day), $"seed {seed}");
            (crashes, visits) = (crashes + day.Crashes, visits + day.Plan.Visits.Length - day.TurnedAway.Count);
            (rounds, writes) = (rounds + day.Rounds, writes + day.Writes);
        }

        output.WriteLine($"{days} days, {visits} visits, {crashes} crashes, {writes} writes in {rounds} rounds");
        Assert.True(crashes > days);
    }

    [Fact]
    public async Task A_crash_at_every_write_of_a_short_day_changes_nothing()
    {
        var faults = TestFaults.All(0.05);
        using var quiet = await new StoreDay(new(4, 6, Morning), new(faults, _ => (false, false))).Play();
        None(await DayCheck.Of(quiet), "no crash");
        var step = Long ? 1 : 61;
        var runs = 0;
        for (var at = 1; at <= quiet.Writes; at += step)
        {
            foreach (var isCommitted in (bool[])[false, true])
            {
                // A second crash soon after the first, in the middle of the recovery.
                var dies = at;
                using var day = await new StoreDay(new(4, 6, Morning), new(faults, n => (n == dies || n == dies + 3, isCommitted))).Play();
                None(await DayCheck.Of(day), $"crash at write {at}, committed {isCommitted}");
                runs++;
            }
        }

        output.WriteLine($"{runs} days, each with two crashes, {quiet.Writes} writes a day");
    }

    [Fact]
    public async Task Days_on_PostgreSQL_are_as_days_on_SQLite()
    {
        for (var seed = 0; seed < (Long ? 20 : 1); seed++)
        {
            var rng = new Rng((ulong)seed, 23);
            var conditions = new DayConditions(TestFaults.All(0.06), _ => (rng.NextChance(0.02), rng.NextChance(0.5)));
            var disk = PostgresDatabase.Open(server.NewDatabase(), DayPlan.Store, Schema.Store);
            using var day = await new StoreDay(new((ulong)seed, Long ? 20 : 8, Morning), conditions, disk).Play();
            None(await DayCheck.Of(day), $"seed {seed}");
            Assert.True(day.Writes > 100);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_is_set_by_an_hour_loses_and_doubles_no_receipt(int hours)
    {
        for (var seed = 100; seed < (Long ? 200 : 101); seed++)
        {
            var conditions = new DayConditions(TestFaults.All(0.05), _ => (false, false), ClockShift: TimeSpan.FromHours(hours));
            using var day = await new StoreDay(new((ulong)seed, 30, Morning), conditions).Play();
            None(await DayCheck.Of(day), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("2028-02-28T22:30:00Z")]
    [InlineData("2026-03-29T00:10:00Z")]
    [InlineData("2026-10-25T00:10:00Z")]
    public async Task Odd_nights_of_the_calendar_are_days_like_others(string open)
    {
        Assert.True(Instant.TryParse(open, out var at));
        using var day = await new StoreDay(new(7, 30, at), new(TestFaults.All(0.05), n => (n % 50 == 0, n % 100 == 0))).Play();
        None(await DayCheck.Of(day), open);
    }

    [Fact]
    public async Task Simulated_days_a_second_are_told()
    {
        Assert.SkipUnless(Long, "long: measures the speed of the simulation");
        var watch = Stopwatch.StartNew();
        for (var seed = 0; seed < 50; seed++)
        {
            using var day = await new StoreDay(new((ulong)seed, 30, Morning), new(TestFaults.All(0.05), n => (n % 97 == 0, n % 2 == 0))).Play();
        }

        output.WriteLine($"{50 / watch.Elapsed.TotalSeconds:0.0} days a second");
    }

    public static TheoryData<PlantedBug> Bugs => [.. Enum.GetValues<PlantedBug>().Where(b => b != PlantedBug.None)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_planted_bug_is_found(PlantedBug bug)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var rng = new Rng((ulong)seed, 22);
            var faults = bug switch
            {
                // A request that is still under way has to arrive in the end to do harm.
                PlantedBug.AnotherKeyWhileTheFirstIsUnderWay or PlantedBug.AbsentTakenForNo => TestFaults.All(0.05) with { RequestLate = 0.6 },
                PlantedBug.FirstNoBelieved => TestFaults.All(0.05) with { FalseNo = 0.5 },
                _ => TestFaults.All(0.1),
            };
            var conditions = new DayConditions(faults, _ => (rng.NextChance(0.01), rng.NextChance(0.5)), bug);
            using var day = new StoreDay(new((ulong)seed, 12, Morning), conditions);
            var found = await Found(day);
            if (found.Count > 0)
            {
                output.WriteLine($"day {seed + 1}: {found[0]}");
                return;
            }
        }

        Assert.Fail("20 days, and nothing was noticed");
    }

    /// <summary>A bug may also be caught by the promises that the code itself checks.</summary>
    static async Task<List<string>> Found(StoreDay day)
    {
        try
        {
            await day.Play();
            return await DayCheck.Of(day);
        }
        catch (InvariantException broken)
        {
            return [broken.Message];
        }
    }

    static void None(List<string> wrong, string where) => Assert.True(wrong.Count == 0, $"{where}: {string.Join('\n', wrong.Take(8))}");
}
