using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Layout;
using Stroll.Recordings.AutoCheckout;
using Stroll.Simulator;

namespace Stroll.Cli.Scenarios;

/// <summary>Turns what people really did, as it was labelled, into scripts for simulated people in the same store.</summary>
internal static class ScriptedDays
{
    const string Variable = "STROLL_DATA";

    // Time to come in and to walk to the first shelf.
    const double FirstAct = 15;

    /// <summary>One day for each labelled case, in the order of the labels.</summary>
    /// <param name="scenario">How scales and tracker err; everything about store and people is replaced.</param>
    /// <param name="data">The folder of the data; none to look where <c>STROLL_DATA</c> says.</param>
    /// <exception cref="Refusal">The data is not there or is not what it should be.</exception>
    internal static ImmutableArray<(string Case, Scenario Scenario)> Of(Scenario scenario, string? data) =>
        [.. Cases(scenario.Name, data).Select(one => (one.Name, scenario with { Given = one.Model, Script = ScriptOf(one), Visits = 0 }))];

    /// <summary>The labelled cases themselves.</summary>
    /// <param name="who">Needs them, for the message where they are not there.</param>
    /// <param name="data">As above.</param>
    /// <exception cref="Refusal">The data is not there or is not what it should be.</exception>
    internal static ImmutableArray<LabelledCase> Cases(string who, string? data)
    {
        var folder = data ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder) || !LabelledCase.Files.All(file => File.Exists(Path.Combine(folder, file))))
        {
            throw new Refusal(new(
                "scenario.scripts", who,
                $"it needs labels that are not part of the program; {(string.IsNullOrEmpty(folder) ? "no folder was named" : $"they are not in '{folder}'")}, expected one with {string.Join(", ", LabelledCase.Files)} after --data or in {Variable}"));
        }

        return Refusal.Unless(LabelledCase.Read(folder));
    }

    static Script ScriptOf(LabelledCase one)
    {
        var places = new List<ScriptedPlace>();
        var acts = one.Acts.Select(act => (act.Shopper, Act: new ScriptedAct(FirstAct + act.Seconds, act.IsPutBack, PlaceOf(act, places), act.Quantity))).ToArray();
        return new([.. acts.GroupBy(act => act.Shopper).Select((own, i) => new ScriptedShopper($"shopper-{i + 1}", [.. own.Select(act => act.Act)]))], [.. places])
        {
            TrueWeights = one.TrueWeights,
        };
    }

    // A place whose first act is a put was empty before.
    static int PlaceOf(LabelledAct act, List<ScriptedPlace> places)
    {
        var known = places.FindIndex(place => place.Shelf == act.Shelf && place.Product == act.Product && place.Plates.SequenceEqual(act.Plates));
        if (known >= 0)
        {
            return known;
        }

        places.Add(new(act.Shelf, act.Plates, act.Product, IsStocked: !act.IsPutBack));
        return places.Count - 1;
    }
}
