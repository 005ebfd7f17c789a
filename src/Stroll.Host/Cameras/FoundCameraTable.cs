using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Cameras;

/// <summary>A calibration that somebody kept.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="At">When.</param>
/// <param name="Who">Which account.</param>
/// <param name="Yaml">As <c>store.yaml</c> wants it under <c>cameras</c>.</param>
/// <param name="ErrorPixels">How well it fitted.</param>
public sealed record KeptCamera(string Camera, Instant At, string Who, string Yaml, double ErrorPixels);

/// <summary>Calibrations that were made on the page, one for each camera.</summary>
public static class FoundCameraTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("cameras", 1,
            "CREATE TABLE found_camera ({store}, camera TEXT NOT NULL, at_ns BIGINT NOT NULL, who TEXT NOT NULL, yaml TEXT NOT NULL, error DOUBLE PRECISION NOT NULL, PRIMARY KEY (store, camera))",
            "DROP TABLE found_camera"),
    ];

    /// <summary>All, by name.</summary>
    public static ImmutableArray<KeptCamera> All(Transaction transaction) =>
        [.. transaction.Query<Row>("SELECT * FROM found_camera ORDER BY camera").Select(row => new KeptCamera(row.Camera, new(row.AtNs), row.Who, row.Yaml, row.Error))];

    /// <summary>Keeps one, in the place of the one before.</summary>
    public static void Keep(Transaction transaction, KeptCamera kept) => transaction.Execute(
        """
        INSERT INTO found_camera (camera, at_ns, who, yaml, error) VALUES (@Camera, @at, @Who, @Yaml, @ErrorPixels)
        ON CONFLICT (store, camera) DO UPDATE SET at_ns = @at, who = @Who, yaml = @Yaml, error = @ErrorPixels
        """,
        new { kept.Camera, at = kept.At.Nanoseconds, kept.Who, kept.Yaml, kept.ErrorPixels });

    sealed record Row
    {
        public string Camera { get; init; } = "";

        public long AtNs { get; init; }

        public string Who { get; init; } = "";

        public string Yaml { get; init; } = "";

        public double Error { get; init; }
    }
}
