using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Stores.Running;
using Stroll.Units;

namespace Stroll.Host.Snapshots;

/// <summary>The state of a store's engine between two entries of its log.</summary>
/// <param name="Next">The first entry that the engine has not taken.</param>
/// <param name="Told">The offset up to which events had been told: a database that knows of less is an older copy and must not go on from here.</param>
/// <param name="Engine">The state.</param>
sealed record Snapshot(long Next, long Told, StoreEngine Engine)
{
    const string Magic = "stroll snapshot 1";

    /// <summary>The builds that can read it: the shape of every object in it is the code's.</summary>
    internal static string Build { get; } = string.Join(
        ' ', new[] { typeof(Pipeline), typeof(Snapshot), typeof(object) }.Select(type => type.Assembly.ManifestModule.ModuleVersionId.ToString("N")));

    /// <summary>The snapshot as bytes, with the checksum that guards them.</summary>
    internal byte[] ToBytes(StoreSetup setup)
    {
        using var bytes = new MemoryStream();
        using var output = new BinaryWriter(bytes, Encoding.UTF8);
        output.Write(Magic);
        output.Write(Build);
        output.Write(setup.Print);
        output.Write(Next);
        output.Write(Told);
        new GraphWriter(output, Known(setup)).Write(Engine);
        output.Flush();
        var sum = SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        output.Write(sum);
        output.Flush();
        return bytes.ToArray();
    }

    /// <summary>Reads it back.</summary>
    /// <returns>Bad when a byte is not what was written, or another build or another layout wrote it.</returns>
    internal static Result<Snapshot> Read(byte[] bytes, string path, StoreSetup setup)
    {
        if (bytes.Length < SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
        {
            return Bad("snapshot.damaged", path, "its bytes are not what was written");
        }

        using var input = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (input.ReadString() != Magic || input.ReadString() != Build)
        {
            return Bad("snapshot.build", path, "another build wrote it, expected this one");
        }

        if (input.ReadString() != setup.Print)
        {
            return Bad("snapshot.model", path, "the store had another layout, catalogue or planogram then");
        }

        var (next, told) = (input.ReadInt64(), input.ReadInt64());
        var engine = (StoreEngine)new GraphReader(input, Known(setup)).Read()!;
        return new Result<Snapshot>.Good(new(next, told, engine));
    }

    /// <summary>What every run of the store has anyway.</summary>
    static object[] Known(StoreSetup setup) =>
        [setup.Model, setup.Model.Store, setup.Model.Catalogue, setup.Model.Planogram, setup.Rules, .. RulesIn(setup.Rules)];

    static IEnumerable<object> RulesIn(PipelineRules rules) =>
        new object?[]
        {
            rules.Sensors, rules.Tracking, rules.Fusion, rules.Identity, rules.MassChanges, rules.Attribution, rules.Charge, rules.Ask, rules.Meetings, rules.Learning,
        }.OfType<object>().Distinct(ReferenceEqualityComparer.Instance);

    static Result<Snapshot>.Bad Bad(string code, string path, string found) => new(new(code, path, found));
}
