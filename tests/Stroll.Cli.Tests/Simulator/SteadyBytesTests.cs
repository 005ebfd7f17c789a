using System.Security.Cryptography;
using Stroll.Cli.Scenarios;
using Stroll.Observations;
using Stroll.Simulator;

namespace Stroll.Tests.Simulator;

/// <summary>Figures of a published list compare only while the same seed plays the same day. Whoever changes these digests on purpose says so in
/// CHANGELOG.md and measures the list anew.</summary>
public class SteadyBytesTests
{
    const int Entries = 6000;
    const ulong FirstSeedOfTheList = 20260001;

    [Fact]
    public void The_days_of_the_published_list_are_the_days_that_were_measured()
    {
        var digests = File.ReadAllLines(Path.Combine(Repository.Root, "tests/Stroll.Cli.Tests/Expected/days-of-bench-1.txt")).Select(line => line.Split(' ')).ToArray();
        var now = digests.Select(day => $"{day[0]} {Digest(ScenarioLibrary.Find(day[0])!.Scenario with { Seed = FirstSeedOfTheList })}").ToArray();
        // To be copied there by whoever changes the days on purpose.
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "days-of-bench-1.txt"), now);
        Assert.Equal(20, digests.Length);
        Assert.Equal(digests.Select(day => string.Join(' ', day)), now);
    }

    static string Digest(Scenario scenario)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in new Simulation(scenario).Play().Take(Entries))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{entry.Source.Index} {entry.Boot} {entry.Sequence} {entry.Observation.At.Nanoseconds}"));
            switch (entry.Observation)
            {
                case Observation.ShelfReadings readings:
                    hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(readings.Grams.Span));
                    break;
                case Observation.PeopleSeen seen:
                    foreach (var person in seen.People)
                    {
                        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(person.Person));
                        foreach (var joint in person.Body.Joints)
                        {
                            hash.AppendData(BitConverter.GetBytes(joint.Position.X));
                            hash.AppendData(BitConverter.GetBytes(joint.Position.Y));
                            hash.AppendData(BitConverter.GetBytes(joint.Position.Z));
                        }
                    }

                    break;
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
