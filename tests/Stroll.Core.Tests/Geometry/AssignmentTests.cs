using CsCheck;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tests.Geometry;

public class AssignmentTests
{
    const double No = double.PositiveInfinity;

    [Fact]
    public void The_cheapest_pairs_may_give_nobody_their_first_choice()
    {
        int[] columnOf = new int[3];

        var total = new Assignment().Solve([4, 1, 3, 2, 0, 5, 3, 2, 2], 3, 3, 100, columnOf);

        Assert.Equal([1, 0, 2], columnOf);
        Assert.Equal(5, total);
    }

    [Fact]
    public void Who_has_no_allowed_partner_or_only_a_dear_one_stays_alone()
    {
        int[] columnOf = new int[3];

        var total = new Assignment().Solve([No, No, 9, No, double.NaN, 1], 3, 2, 5, columnOf);

        Assert.Equal([-1, -1, 1], columnOf);
        Assert.Equal(11, total);
    }

    [Fact]
    public void As_good_as_trying_everything() => Table(7).Sample(
        problem =>
        {
            int[] columnOf = new int[problem.Rows];
            var total = Reused.Solve(problem.Costs, problem.Rows, problem.Columns, problem.Alone, columnOf);
            Assert.Equal(columnOf.Where(c => c >= 0).Distinct().Count(), columnOf.Count(c => c >= 0));
            Assert.Equal(total, columnOf.Select((c, r) => c < 0 ? problem.Alone : problem.Costs[(r * problem.Columns) + c]).Sum(), 6);
            Assert.Equal(BestOf(problem), total, 6);
        },
        threads: 1, iter: 20_000);

    [Fact]
    public void Rows_and_columns_may_change_places() => Table(60).Sample(
        problem =>
        {
            var (rows, columns, costs, alone) = problem;
            var turned = new double[costs.Length];
            for (var i = 0; i < costs.Length; i++)
            {
                turned[(i % columns * rows) + (i / columns)] = costs[i];
            }

            var there = Reused.Solve(costs, rows, columns, alone, new int[rows]) - (rows * alone);
            var back = Reused.Solve(turned, columns, rows, alone, new int[columns]) - (columns * alone);
            Assert.Equal(there, back, 6);
        },
        threads: 1, iter: 300);

    [Fact]
    public void A_problem_with_room_for_it_allocates_nothing()
    {
        var solver = new Assignment(50, 50, 2500);
        var costs = Enumerable.Range(0, 2500).Select(i => (double)(i * 7919 % 997)).ToArray();
        int[] columnOf = new int[50];
        solver.Solve(costs, 50, 50, 1e6, columnOf);
        var before = GC.GetAllocatedBytesForCurrentThread();

        solver.Solve(costs, 50, 50, 1e6, columnOf);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.DoesNotContain(-1, columnOf);
    }

    [Fact]
    public void Rows_out_of_order_are_our_own_mistake()
    {
        var solver = new Assignment();
        solver.Begin(2, 1);
        solver.Allow(1, 0, 1);

        Assert.Throws<InvariantException>(() => solver.Allow(0, 0, 1));
        Assert.Throws<InvariantException>(() => solver.Allow(1, 1, 1));
    }

    // One solver for all cases: what an earlier problem left behind must not show.
    static readonly Assignment Reused = new(1, 1, 1);

    sealed record Problem(int Rows, int Columns, double[] Costs, double Alone);

    // Whole numbers for many ties, or any numbers; some pairs forbidden, up to all.
    static Gen<Problem> Table(int most) =>
        Gen.Select(Gen.Int[0, most], Gen.Int[1, most], Gen.Int[0, 10], Gen.Bool, Gen.Double[-5, 60]).SelectMany((rows, columns, forbidden, isWhole, alone) =>
            Gen.Select(Gen.Int[0, 9], Gen.Double[-10, 50]).Array[rows * columns].Select(cells => new Problem(
                rows, columns, [.. cells.Select(cell => cell.Item1 < forbidden - 1 ? No : isWhole ? Math.Floor(cell.Item2 / 10) : cell.Item2)],
                isWhole ? Math.Floor(alone / 10) : alone)));

    static double BestOf(Problem problem)
    {
        var best = new double[1 << problem.Columns];
        Array.Fill(best, No);
        best[0] = 0;
        for (var row = 0; row < problem.Rows; row++)
        {
            var next = new double[best.Length];
            for (var taken = 0; taken < best.Length; taken++)
            {
                next[taken] = best[taken] + problem.Alone;
                for (var column = 0; column < problem.Columns; column++)
                {
                    if ((taken & (1 << column)) != 0)
                    {
                        next[taken] = Math.Min(next[taken], best[taken ^ (1 << column)] + problem.Costs[(row * problem.Columns) + column]);
                    }
                }
            }

            best = next;
        }

        return best.Min();
    }
}
