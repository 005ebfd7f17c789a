using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>Scenes of questions, as long as they may be kept.</summary>
public static class SceneTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("scenes", 1,
            "CREATE TABLE scene ({store}, name TEXT NOT NULL, at_ns BIGINT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (store, name))",
            "DROP TABLE scene"),
    ];

    /// <summary>Keeps a scene; of one question the first is kept, for later ones know less of what was near.</summary>
    public static void Keep(Transaction transaction, Scene scene) => transaction.Execute(
        "INSERT INTO scene (name, at_ns, said) VALUES (@Case, @at, @said) ON CONFLICT (store, name) DO NOTHING",
        new { scene.Case, at = scene.At.Nanoseconds, said = JsonSerializer.Serialize(scene) });

    /// <summary>The scene of a question; none when nothing was recorded, or when its time is over.</summary>
    public static Scene? Of(Transaction transaction, string name) =>
        transaction.First<string>("SELECT said FROM scene WHERE name = @name", new { name }) is { } said ? JsonSerializer.Deserialize<Scene>(said) : null;

    /// <summary>Deletes scenes of movements before a moment.</summary>
    /// <returns>How many.</returns>
    public static int Forget(Transaction transaction, Instant before) =>
        transaction.Execute("DELETE FROM scene WHERE at_ns < @before", new { before = before.Nanoseconds });
}
