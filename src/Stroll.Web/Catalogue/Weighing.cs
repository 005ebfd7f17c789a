using System.Collections.Immutable;
using System.Globalization;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Catalogue;

/// <summary>Weighing a product three times on a plate of the store: what the plate said before, with one piece, with two, with three.</summary>
/// <remarks>All of it stands in the address of the page, so a weighing can be left and begun anew and two people do not disturb each other.</remarks>
/// <param name="Plate">On which plate; none before one was chosen.</param>
/// <param name="Levels">The masses so far, grams; the first is that before the first piece.</param>
/// <param name="Trouble">Why the last press was not taken; empty when it was.</param>
public sealed record Weighing(PlateId? Plate, ImmutableArray<double> Levels, string Trouble)
{
    /// <summary>So often a piece is weighed.</summary>
    public const int Times = 3;

    // A plate that moves more than this within two seconds is not at rest.
    const double AtRestGrams = 4;

    // Four points of half a second.
    const int Looked = 4;

    // Load cells of shelves are not better than this, however well three weighings agree.
    const double LeastSd = 0.5;

    /// <summary>What each piece weighed.</summary>
    public ImmutableArray<double> Pieces => [.. Levels.Zip(Levels.Skip(1), (before, after) => after - before)];

    /// <summary>True when three pieces were weighed, and each weighed something.</summary>
    public bool IsDone => Pieces.Length == Times && Pieces.All(piece => piece > 1);

    /// <summary>What a piece weighs on average.</summary>
    public Grams Mean => new(Math.Round(Pieces.Average(), 1));

    /// <summary>How much the pieces differed.</summary>
    public Grams Sd => new(Math.Round(Math.Max(LeastSd, Math.Sqrt(Pieces.Sum(piece => Math.Pow(piece - Pieces.Average(), 2)) / (Pieces.Length - 1))), 1));

    /// <summary>As the page's address holds it.</summary>
    public string Text => string.Join(' ', Levels.Select(level => level.ToString("0.0", CultureInfo.InvariantCulture)));

    /// <summary>Reads what an address says; what cannot be read is not there.</summary>
    internal static Weighing Of(LiveStore store, string? plate, string? levels)
    {
        PlateId? on = PlateAddress.TryParse(plate ?? "", out var address) && store.Model.Store.TryFind(address, out var id) ? id : null;
        var read = (levels ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && Math.Abs(level) < 1e6 ? level : double.NaN)
            .TakeWhile(double.IsFinite).Take(Times + 1);
        return new(on, [.. read], "");
    }

    /// <summary>The same with what the plate says now.</summary>
    internal Weighing Taken(LiveStore store)
    {
        if (Plate is not { } plate || Levels.Length > Times)
        {
            return this;
        }

        var points = store.Traces.Of(plate).TakeLast(Looked).Select(point => (double)point.Grams).ToArray();
        if (points.Length < Looked)
        {
            return this with { Trouble = "The plate has said nothing for the last seconds." };
        }

        if (points.Max() - points.Min() > AtRestGrams)
        {
            return this with { Trouble = "The plate is not at rest yet: take your hand away and press again." };
        }

        return Levels is [.., var last] && points.Average() - last < 1
            ? this with { Trouble = "Nothing was added since the last press." }
            : this with { Levels = Levels.Add(points.Average()), Trouble = "" };
    }
}
