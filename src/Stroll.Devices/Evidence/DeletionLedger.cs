using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>One round of deleting.</summary>
/// <param name="Number">Counts up from 1.</param>
/// <param name="At">When, nanoseconds since 1970 UTC.</param>
/// <param name="What">Of which camera, or which clip.</param>
/// <param name="From">The first moment that was shown.</param>
/// <param name="To">The last one.</param>
/// <param name="Files">How many files went.</param>
/// <param name="Bytes">Their length together.</param>
/// <param name="Why"><c>retention</c>, <c>quota</c>, <c>unfinished</c>, <c>unknown</c>, or what a person said.</param>
/// <param name="Before">Hash of the line before; 64 zeros for the first.</param>
public sealed record Deletion(long Number, long At, string What, long From, long To, int Files, long Bytes, string Why, string Before);

/// <summary>What was deleted, when and why: a line for each round, each with the hash of the one before, so that none can be taken out or changed unseen.</summary>
/// <param name="path">The file; made with the first line.</param>
public sealed class DeletionLedger(string path)
{
    static readonly string Nothing = new('0', 64);
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    readonly Lock _writing = new();

    /// <summary>Appends a line.</summary>
    internal void Append(Instant at, string what, Instant from, Instant to, int files, long bytes, string why)
    {
        lock (_writing)
        {
            var last = File.Exists(path) ? File.ReadLines(path).LastOrDefault(line => line.Length > 0) : null;
            var before = last is null ? null : JsonSerializer.Deserialize<Deletion>(last, Options);
            var line = JsonSerializer.Serialize(
                new Deletion((before?.Number ?? 0) + 1, at.Nanoseconds, what, from.Nanoseconds, to.Nanoseconds, files, bytes, why, last is null ? Nothing : HashOf(last)), Options);
            File.AppendAllText(path, line + "\n");
        }
    }

    /// <summary>Every line, oldest first, after the chain was checked.</summary>
    /// <returns>Bad: <c>evidence.ledger</c> at the first line that does not fit.</returns>
    public Result<IReadOnlyList<Deletion>> Read()
    {
        var (all, before) = (new List<Deletion>(), Nothing);
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Where(line => line.Length > 0) : [])
        {
            if (Parse(line) is not { } deletion || deletion.Number != all.Count + 1 || deletion.Before != before)
            {
                return new Result<IReadOnlyList<Deletion>>.Bad(new("evidence.ledger", $"{path}:{all.Count + 1}", "does not follow from the line before, expected an unbroken chain"));
            }

            all.Add(deletion);
            before = HashOf(line);
        }

        return new Result<IReadOnlyList<Deletion>>.Good(all);
    }

    static Deletion? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Deletion>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
