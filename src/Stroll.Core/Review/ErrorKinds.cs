using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>A shopper of a score, with the time in the store.</summary>
/// <param name="Entered">Through the door.</param>
/// <param name="Left">Not before <paramref name="Entered"/>.</param>
/// <param name="Scored">Truth beside claim.</param>
public sealed record TimedVisit(Instant Entered, Instant Left, ScoredVisit Scored);

/// <summary>What kind of errors receipts have, in pieces. Each wrong piece counts once.</summary>
/// <param name="Who">Right product, wrong cart: too much on one receipt, missing on that of somebody who was there at the same time.</param>
/// <param name="What">Right cart, wrong product: one too much and another one missing on the same receipt.</param>
/// <param name="HowMany">Right cart and product, wrong count.</param>
/// <param name="Missed">Taken, and on no receipt under any name.</param>
/// <param name="Invented">On a receipt, and taken by nobody who was there.</param>
public readonly record struct ErrorKinds(int Who, int What, int HowMany, int Missed, int Invented)
{
    /// <summary>All wrong pieces. A piece in the wrong cart or under a wrong name counts once, though it is wrong on two lines.</summary>
    public int Pieces => Who + What + HowMany + Missed + Invented;

    /// <summary>Those of both.</summary>
    public static ErrorKinds operator +(ErrorKinds left, ErrorKinds right) => new(
        left.Who + right.Who, left.What + right.What, left.HowMany + right.HowMany, left.Missed + right.Missed, left.Invented + right.Invented);

    /// <summary>Sorts the differences of one run. First who, then what, then how many: the first that explains a piece has it.</summary>
    /// <param name="visits">All visits of the run, those that only one side knows included.</param>
    public static ErrorKinds Of(ImmutableArray<TimedVisit> visits)
    {
        var left = visits.Select(visit => visit.Scored.Lines.Select(line => line.Claimed - line.Taken).ToArray()).ToArray();
        var who = WrongCarts(visits, left);
        var what = left.Sum(WrongNames);
        var (howMany, missed, invented) = (0, 0, 0);
        for (var v = 0; v < visits.Length; v++)
        {
            for (var i = 0; i < left[v].Length; i++)
            {
                var (line, difference) = (visits[v].Scored.Lines[i], left[v][i]);
                howMany += line.Taken > 0 && line.Claimed > 0 ? Math.Abs(difference) : 0;
                missed += line.Claimed == 0 ? Math.Max(0, -difference) : 0;
                invented += line.Taken == 0 ? Math.Max(0, difference) : 0;
            }
        }

        return new(who, what, howMany, missed, invented);
    }

    /// <summary>Settles a surplus of one visit against a lack of the same product in another that was there meanwhile.</summary>
    static int WrongCarts(ImmutableArray<TimedVisit> visits, int[][] left)
    {
        var pieces = 0;
        for (var from = 0; from < visits.Length; from++)
        {
            for (var i = 0; i < left[from].Length; i++)
            {
                for (var to = 0; to < visits.Length && left[from][i] > 0; to++)
                {
                    var barcode = visits[from].Scored.Lines[i].Barcode;
                    var j = to == from || !Met(visits[from], visits[to]) ? -1 : Find(visits[to].Scored.Lines, barcode);
                    if (j >= 0 && left[to][j] < 0)
                    {
                        var moved = Math.Min(left[from][i], -left[to][j]);
                        left[from][i] -= moved;
                        left[to][j] += moved;
                        pieces += moved;
                    }
                }
            }
        }

        return pieces;
    }

    /// <summary>Settles a surplus of one product against a lack of another on the same receipt.</summary>
    static int WrongNames(int[] left)
    {
        var pieces = Math.Min(left.Where(d => d > 0).Sum(), -left.Where(d => d < 0).Sum());
        var (surplus, lack) = (pieces, pieces);
        for (var i = 0; i < left.Length; i++)
        {
            var settled = left[i] > 0 ? Math.Min(left[i], surplus) : Math.Max(left[i], -lack);
            surplus -= Math.Max(0, settled);
            lack -= Math.Max(0, -settled);
            left[i] -= settled;
        }

        return pieces;
    }

    static bool Met(TimedVisit one, TimedVisit other) => one.Entered <= other.Left && other.Entered <= one.Left;

    static int Find(ImmutableArray<ScoredLine> lines, string barcode)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Barcode == barcode)
            {
                return i;
            }
        }

        return -1;
    }
}
