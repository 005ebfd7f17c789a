using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Simulator;

namespace Stroll.Tests.Simulator;

public class PersonalSpaceTests
{
    static readonly Scenario Rush = new()
    {
        Visits = 40,
        Habits = new(SecondsBetweenArrivals: 3),
        Force = [Feature.Crowding, Feature.Groups],
    };

    [Theory]
    [InlineData(StoreKind.Corner)]
    [InlineData(StoreKind.Stand)]
    [InlineData(StoreKind.Supermarket)]
    public void Nobody_walks_through_anybody_and_everybody_gets_out_again(StoreKind kind)
    {
        var size = kind switch { StoreKind.Corner => StoreSize.CornerStore, StoreKind.Stand => StoreSize.StadiumStand, _ => StoreSize.SmallSupermarket };
        var (pairs, near, least) = (0, 0, double.PositiveInfinity);
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var simulation = new Simulation(Rush with { Seed = seed, Size = size })
            {
                Watch = moment =>
                {
                    for (var i = 0; i < moment.People.Length; i++)
                    {
                        for (var j = i + 1; j < moment.People.Length; j++)
                        {
                            var apart = Feet(moment.People[i].Body).FloorDistanceTo(Feet(moment.People[j].Body));
                            pairs++;
                            near += apart < 0.38 ? 1 : 0;
                            least = Math.Min(least, apart);
                        }
                    }
                },
            };
            simulation.PlayPeople();

            Assert.Equal(40, simulation.Truth.Visits.Count(visit => visit.Role != VisitRole.Staff));
            // The slowest takes some minutes, and not for ever.
            Assert.All(simulation.Truth.Visits, visit => Assert.InRange((visit.Left - visit.Entered).TotalSeconds, 3, 400));
        }

        // Two who both turned sideways; children are smaller.
        Assert.InRange(least, 0.2, 0.5);
        Assert.InRange(near / (double)pairs, 0, 0.01);
    }

    static Point3 Feet(Body body) => 0.5 * (body[Joint.LeftAnkle].Position + body[Joint.RightAnkle].Position);
}
