using System.Security.Cryptography;
using Stroll.Cli.Bench.Accuracy;
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
        var digests = AccuracyScenarios.All.Select(s => $"{s.Name} {Digest(s.Scenario with { Seed = FirstSeedOfTheList })}").Append(
            $"closed-store {Digest(Scenarios.Find("closed-store")! with { Seed = FirstSeedOfTheList })}").Order(StringComparer.Ordinal);
        var path = Path.Combine(Repository.Root, "tests/Stroll.Cli.Tests/Expected/days-of-bench-1.txt");
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "days-of-bench-1.txt"), digests);
        Assert.Equal(File.ReadAllLines(path), digests);
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
