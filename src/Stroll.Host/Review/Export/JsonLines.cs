using System.Text.Json;

namespace Stroll.Host.Review.Export;

/// <summary>Cases as JSON, one on each line.</summary>
public static class JsonLines
{
    /// <summary>One case as one line, without the line feed.</summary>
    public static string Line(ExportedCase one) => JsonSerializer.Serialize(new
    {
        id = one.Id,
        stream = one.Stream.ToString().ToLowerInvariant(),
        rule = one.Selection.Rule,
        score = one.Selection.Score,
        probability = one.Selection.Probability.Value,
        weight = one.Selection.Weight,
        design = one.Selection.Design,
        at = one.At.ToString(),
        offered = Json(one.Offered),
        machine = one.Machine.Length > 0 ? Json(one.Machine) : null,
        doubt = one.Doubt,
        verdict = one.Verdict is null ? null : Json(one.Verdict),
        certainty = one.Certainty,
        answers = one.Answers.Select(answer => new
        {
            reviewer = answer.Reviewer,
            kind = answer.Kind,
            said = answer.Said is null ? null : Json(answer.Said),
            seconds = answer.Seconds,
            at = answer.At.ToString(),
        }),
    });

    static JsonElement? Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
