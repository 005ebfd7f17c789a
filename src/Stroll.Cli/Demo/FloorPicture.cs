using System.Globalization;
using System.Text;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Cli.Demo;

/// <summary>The floor from above in letters: gondolas, the door, and whom the tracker sees.</summary>
internal static class FloorPicture
{
    static readonly TimeSpan Glow = 2.5.Seconds;

    // Of the 256 colours of a terminal, those that are readable on dark and light alike.
    static readonly string[] Colours = ["dodgerblue1", "darkorange", "green3", "mediumpurple1", "deeppink2", "gold3", "turquoise4", "indianred1"];

    /// <summary>The colour of a shopper, as Spectre names it.</summary>
    internal static string ColourOf(int shopper) => Colours[shopper % Colours.Length];

    /// <summary>Draws the floor as markup.</summary>
    /// <param name="run">What is played.</param>
    /// <param name="rows">Lines of text; a letter is taken to be twice as high as wide.</param>
    internal static string Draw(DemoRun run, int rows)
    {
        var depth = run.Simulation.Floor.Depth;
        var cell = depth / rows;
        var columns = Columns(run, rows);
        var letters = new (char Letter, string? Colour)[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                letters[row, column] = Ground(run, new((column + 0.5) * cell / 2, depth - ((row + 0.5) * cell), 0));
            }
        }

        void Put(Point3 place, char letter, string? colour)
        {
            var row = (int)((depth - place.Y) / cell);
            var column = (int)(2 * place.X / cell);
            if (place.IsKnown && row >= 0 && row < rows && column >= 0 && column < columns)
            {
                letters[row, column] = (letter, colour);
            }
        }

        foreach (var gate in run.Simulation.Model.Store.Gates)
        {
            for (var x = gate.Centre.X - (gate.Radius / 2); x <= gate.Centre.X + (gate.Radius / 2); x += cell / 2)
            {
                Put(new(x, cell / 2, 0), '═', "grey");
            }
        }

        foreach (var person in run.People?.People ?? [])
        {
            var number = NumberOf(run, person.Person);
            Put(person.Body[Joint.LeftWrist].Position, '·', ColourOf(number));
            Put(person.Body[Joint.RightWrist].Position, '·', ColourOf(number));
            Put(person.Body[Joint.Neck].Position, (char)('1' + (number % 9)), ColourOf(number));
        }

        return Markup(letters, rows, columns);
    }

    /// <summary>How many letters wide the picture is.</summary>
    internal static int Columns(DemoRun run, int rows) =>
        (int)Math.Ceiling(2 * run.Simulation.Floor.Width * rows / run.Simulation.Floor.Depth);

    /// <summary>The place of a shopper in the order of appearance, from 0.</summary>
    internal static int NumberOf(DemoRun run, string person)
    {
        var shoppers = run.Pipeline.Floor.Shoppers;
        for (var i = 0; i < shoppers.Count; i++)
        {
            if (shoppers[i].FirstId == person)
            {
                return i;
            }
        }

        return shoppers.Count;
    }

    static (char Letter, string? Colour) Ground(DemoRun run, Point3 place)
    {
        foreach (var gondola in run.Simulation.Model.Store.Gondolas)
        {
            if (gondola.Body is { } body && body.DistanceTo(place) < 0.02)
            {
                var isFresh = run.Pipeline.Changes.Reverse().TakeWhile(c => run.Now - c.End < Glow + 3.Seconds)
                    .Any(c => run.Now - c.KnownAt < Glow && IsNear(run.Simulation.Model.Store, c, gondola.Number, place));
                return isFresh ? ('█', "yellow3") : ('▒', "grey50");
            }
        }

        return (' ', null);
    }

    /// <summary>True where the plates of a change lie, seen from above.</summary>
    static bool IsNear(Store store, MassChange change, int gondola, Point3 place) =>
        store[change.Shelf].Gondola == gondola && change.Steps.SelectMany(s => s.Plates)
            .Any(p => store[p.Plate].Body is { } plate && plate.DistanceTo(place with { Z = plate.Centre.Z }) < 0.08);

    static string Markup((char Letter, string? Colour)[,] letters, int rows, int columns)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            string? colour = null;
            for (var column = 0; column < columns; column++)
            {
                var (letter, wanted) = letters[row, column];
                if (wanted != colour)
                {
                    text.Append(colour is null ? "" : "[/]").Append(CultureInfo.InvariantCulture, $"{(wanted is null ? "" : $"[{wanted}]")}");
                    colour = wanted;
                }

                text.Append(letter);
            }

            text.Append(colour is null ? "\n" : "[/]\n");
        }

        return text.ToString().TrimEnd('\n');
    }
}
