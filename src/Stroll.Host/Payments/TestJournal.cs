using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>Everything that reached the test provider, in a file, so that its book outlives the process as that of a real provider does.</summary>
/// <param name="path">Of the file; one line each.</param>
sealed class TestJournal(string path)
{
    /// <summary>Something that reached the provider: a request, or a dispute.</summary>
    internal sealed record Entry(Instant At, PaymentRequest? Request, ProviderMove? Dispute);

    /// <summary>All of it, in the order in which it came. A last line that a crash cut short never was answered, and is left out.</summary>
    internal IEnumerable<Entry> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var text = File.ReadAllText(path);
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return StoredJson.Read<Entry>(line);
        }
    }

    internal void Add(Entry entry) => File.AppendAllText(path, StoredJson.Write(entry) + "\n");
}
