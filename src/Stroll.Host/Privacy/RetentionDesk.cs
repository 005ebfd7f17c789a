using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Privacy;

/// <summary>What was deleted, as the journal proves it.</summary>
/// <param name="Stories">How many.</param>
/// <param name="Scenes">How many.</param>
/// <param name="Digest">SHA-256 of all that was deleted, in its order: who has a copy can show that it was among it, nobody can tell more from it.</param>
public sealed record Deleted(int Stories, int Scenes, string Digest);

/// <summary>Deletes what tells of people: by age, and when somebody asks for it. Each deletion is an entry of the journal, in the same transaction.</summary>
/// <param name="database">Of the store.</param>
/// <param name="rules">How long things are kept.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionDesk(IDatabase database, KeepingRules rules, TimeProvider time)
{
    /// <summary>Under these acts deletions stand in the journal.</summary>
    public const string ByAge = "deleted-by-age", ByWish = "deleted-on-request";

    /// <summary>How long things are kept.</summary>
    public KeepingRules Rules => rules;

    /// <summary>Deletes what is older than its time.</summary>
    /// <param name="who">Which account or key asked for it; the store does so by itself too.</param>
    /// <returns>None when nothing was.</returns>
    public Deleted? Sweep(string who = "stroll") => database.Write(transaction =>
    {
        var now = Instants.Of(time);
        var stories = transaction.Query<Row>(
            "SELECT visit AS name, said FROM story WHERE entered_ns < @before ORDER BY visit", new { before = (now - rules.Stories).Nanoseconds });
        var scenes = transaction.Query<Row>("SELECT name, said FROM scene WHERE at_ns < @before ORDER BY name", new { before = (now - rules.Scenes).Nanoseconds });
        return Delete(transaction, now, who, ByAge, "", stories, scenes);
    });

    /// <summary>Deletes what tells of one visit: its way, its evidence, the scenes of its questions. Its receipt stays, and so do the books.</summary>
    /// <param name="visit">Whose.</param>
    /// <param name="who">Which account did it.</param>
    /// <returns>None when nothing was kept of it.</returns>
    public Deleted? Forget(VisitId visit, string who) => database.Write(transaction =>
    {
        var name = visit.ToString();
        var stories = transaction.Query<Row>("SELECT visit AS name, said FROM story WHERE visit = @name", new { name });
        var scenes = transaction.Query<Row>(
            "SELECT s.name, s.said FROM scene s JOIN review_case_visit v ON v.store = s.store AND v.case_id = s.name WHERE v.visit = @name ORDER BY s.name", new { name });
        return Delete(transaction, Instants.Of(time), who, ByWish, name, stories, scenes);
    });

    static Deleted? Delete(Transaction transaction, Instant now, string who, string act, string visit, IReadOnlyList<Row> stories, IReadOnlyList<Row> scenes)
    {
        if (stories.Count + scenes.Count == 0)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in stories.Concat(scenes))
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(row.Said)));
        }

        foreach (var row in stories)
        {
            transaction.Execute("DELETE FROM story WHERE visit = @Name", row);
        }

        foreach (var row in scenes)
        {
            transaction.Execute("DELETE FROM scene WHERE name = @Name", row);
        }

        var deleted = new Deleted(stories.Count, scenes.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
        JournalTable.Write(transaction, now, who, act, new { visit, deleted.Stories, deleted.Scenes, deleted.Digest });
        return deleted;
    }

    sealed record Row
    {
        public string Name { get; init; } = "";

        public string Said { get; init; } = "";
    }
}
