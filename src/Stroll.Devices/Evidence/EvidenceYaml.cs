using System.Collections.Immutable;
using Stroll.Devices.Cameras;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>A camera whose pictures a store keeps.</summary>
/// <param name="Name">Its name, that of the calibrated camera in <c>store.yaml</c> where it is one.</param>
/// <param name="Address">Where its pictures come from; none where <paramref name="AddressFrom"/> says it.</param>
/// <param name="AddressFrom">The variable of the environment that holds the address, for one with a password in it; empty where <paramref name="Address"/> is given.</param>
/// <param name="IsUdp">True to ask for RTP over UDP.</param>
/// <param name="Decoder">More arguments for the decoder, as <c>-hwaccel</c> and <c>vaapi</c>.</param>
public sealed record EvidenceCamera(string Name, CameraAddress? Address, string AddressFrom, bool IsUdp, ImmutableArray<string> Decoder);

/// <summary>What a store keeps of its cameras' pictures.</summary>
/// <param name="Cameras">Whose; none where nothing is kept.</param>
/// <param name="Rules">How much and how long.</param>
/// <param name="Masks">The file with the privacy masks, in the same folder; empty for none.</param>
public sealed record EvidenceSettings(ImmutableArray<EvidenceCamera> Cameras, EvidenceRules Rules, string Masks);

/// <summary>Reads <c>evidence.yaml</c>, which lies beside <c>store.yaml</c>. docs/evidence.md explains every key.</summary>
/// <remarks>The schema is closed: an unknown key is a fault with its line and the nearest known key.</remarks>
public static class EvidenceYaml
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "evidence.yaml";

    const double Gigabyte = 1 << 30;

    static readonly YamlCodes Codes = new("evidence.syntax", "evidence.type", "evidence.unknown-key", "evidence.missing-key", "evidence.duplicate");
    static readonly string[] Top = ["cameras", "quota_gigabytes", "keep_hours", "masks"];
    static readonly string[] Camera = ["camera", "address", "address_from", "udp", "decoder"];

    /// <summary>Reads settings.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <returns>Bad with the line of the first thing that is wrong.</returns>
    public static Result<EvidenceSettings> Read(string text, string path) => YamlGroup.Read(text, path, "what is kept of cameras", Codes, Top, root =>
    {
        var cameras = root.Groups("cameras", "a camera", Camera).Select(CameraOf).ToImmutableArray();
        return cameras.GroupBy(camera => camera.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw root.Wrong("cameras", $"{twice.Key} twice", "each camera once")
            : new EvidenceSettings(cameras, RulesOf(root), root.OptionalText("masks") ?? "");
    });

    static EvidenceRules RulesOf(YamlGroup root)
    {
        var usual = EvidenceRules.Default;
        return usual with
        {
            QuotaBytes = (long)(Positive(root, "quota_gigabytes", 1e6, usual.QuotaBytes / Gigabyte) * Gigabyte),
            Keep = TimeSpan.FromHours(Positive(root, "keep_hours", 10_000, usual.Keep.TotalHours)),
        };
    }

    static EvidenceCamera CameraOf(YamlGroup group)
    {
        var (name, address, from) = (group.Text("camera"), group.OptionalText("address"), group.OptionalText("address_from") ?? "");
        if (!EvidenceFolder.IsName(name))
        {
            throw group.Wrong("camera", $"'{name}'", "1 to 80 letters, digits, '-', '_' and '.'");
        }

        return address is null == from.Length > 0
            ? new(name, address is null ? null : AddressOf(group, address), from, group.Truth("udp") ?? false, group.Has("decoder") ? [.. group.Texts("decoder")] : [])
            : throw group.Wrong("address", address is null ? "none" : "two", "either address, or address_from with the variable that holds one");
    }

    // Settings are read by more people than may see the pictures, and backed up.
    static CameraAddress AddressOf(YamlGroup group, string text) => CameraAddress.Parse(text, group.Where("address")) switch
    {
        Result<CameraAddress>.Good(var good) when !good.HasSecret => good,
        Result<CameraAddress>.Good => throw group.Wrong("address", "one with a user or a password in it", "address_from and the variable of the environment that holds it"),
        _ => throw group.Wrong("address", "no address of a camera", "rtsp://, rtsps://, http:// or https:// with a host"),
    };

    static double Positive(YamlGroup group, string key, double most, double usual) => group.Real(key) switch
    {
        null => usual,
        > 0 and var number when number <= most => number,
        var other => throw group.Wrong(key, $"{other}", $"a number above 0 and at most {most}"),
    };
}
