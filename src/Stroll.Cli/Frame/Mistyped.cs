using System.CommandLine;

namespace Stroll.Cli.Frame;

/// <summary>Turns a command line that cannot be understood into one line that says how to write it.</summary>
internal static class Mistyped
{
    /// <summary>What is wrong, what was expected, and the nearest word where one is near.</summary>
    internal static string Explain(ParseResult typed)
    {
        var command = typed.CommandResult.Command;
        var path = HelpPage.Path(command);
        var hint = $"; '{path} --help' shows how it is used";
        if (typed.UnmatchedTokens is [var token, ..])
        {
            var isOption = token.StartsWith('-');
            var known = isOption
                ? command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)).Append("--help")
                : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
            var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            var near = Nearest(token, known) is { } word ? $", did you mean '{word}'?" : hint;
            return $"unknown {kind} '{token}' for '{path}'{near}";
        }

        if (command.Subcommands.Count > 0 && command.Action is null)
        {
            var names = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
            return $"'{path}' needs one of: {string.Join(", ", names)}{hint}";
        }

        var missing = command.Arguments
            .Where(a => a.Arity.MinimumNumberOfValues > 0 && typed.GetResult(a) is not { Tokens.Count: > 0 })
            .Select(a => a.Name)
            .Concat(command.Options.Where(o => o.Required && typed.GetResult(o) is null or { Implicit: true }).Select(o => $"{o.Name} {o.HelpName}"))
            .ToArray();
        return missing.Length > 0
            ? $"'{path}' needs {string.Join(" and ", missing)}{hint}"
            : $"{path}: {typed.Errors[0].Message.TrimEnd('.')}{hint}";
    }

    /// <summary>The word with the fewest changed letters, when few enough to be a slip.</summary>
    internal static string? Nearest(string typed, IEnumerable<string> known)
    {
        var best = known.Select(word => (word, away: Distance(typed, word))).OrderBy(w => w.away)
            .ThenBy(w => w.word, StringComparer.Ordinal).FirstOrDefault((word: "", away: int.MaxValue));
        return best.away <= Math.Max(1, Math.Min(typed.Length, best.word.Length) / 3) ? best.word : null;
    }

    // Levenshtein, with two swapped neighbours counted as one slip (optimal string alignment).
    static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var same = left[i - 1] == right[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
