using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Devices.Evidence;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Review;
using Stroll.Host.Settings;
using Stroll.Layout;
using Stroll.Recordings;

namespace Stroll.Cli.Live;

/// <summary>The settings of an installation with the models of its stores.</summary>
/// <param name="Settings">What stroll.yaml says.</param>
/// <param name="Models">What is believed of each store, in the order of the settings.</param>
/// <param name="Path">The settings file.</param>
internal sealed record Configuration(StrollSettings Settings, ImmutableArray<StoreModel> Models, string Path)
{
    /// <summary>What the folders say of money, in the order of the settings; none where one says nothing.</summary>
    internal ImmutableArray<StoreMoney?> Moneys { get; init; } = [];

    static readonly string[] StoreFiles = ["store.yaml", "catalogue.csv", "planogram.csv"];

    /// <summary>Reads settings and every file that they lead to.</summary>
    /// <exception cref="Refusal">With file and line of the first thing that is wrong.</exception>
    internal static Configuration Read(string path)
    {
        var settings = Refusal.Unless(StrollYaml.Read(Refusal.Unless(InputFile.Text(path, "settings (YAML)")), path));
        foreach (var store in settings.Stores)
        {
            _ = Refusal.Unless(ReviewYaml.Of(store.From));
            _ = StoreCameras.SettingsOf(store.From);
        }

        ImmutableArray<StoreModel> models = [.. settings.Stores.Select(store => Refusal.Unless(RecordingReader.Model(store.From)))];
        return new(settings, models, path) { Moneys = [.. settings.Stores.Zip(models, MoneyOf)] };
    }

    /// <summary>What is decided of the money of each store.</summary>
    /// <param name="settings">With what the command line says in their place.</param>
    internal ImmutableArray<MoneyChoice?> Choices(StrollSettings settings) => [.. settings.Stores.Zip(Moneys, (store, terms) => MoneyChoice.Of(settings, store, terms))];

    /// <summary>Reads the settings; where they are wrong and a copy of good ones is at hand, that copy.</summary>
    /// <param name="path">The settings file.</param>
    /// <param name="data">The data folder, when it is known without the settings.</param>
    /// <param name="say">Is told that the copy is used, and why.</param>
    internal static Configuration ReadOrLastGood(string path, string? data, Action<string> say)
    {
        try
        {
            return Read(path);
        }
        catch (Refusal wrong) when (CopyFor(path, data) is { } copy)
        {
            var kept = Read(copy);
            say($"{wrong.Fault}; started with the last good configuration, {copy}, until that is mended");
            return kept;
        }
    }

    /// <summary>Keeps a copy of all files, for a start at which they are broken.</summary>
    /// <param name="folder">Where to.</param>
    internal void Keep(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (store, number) in Settings.Stores.Select((store, number) => (store, number)))
        {
            var to = Directory.CreateDirectory(System.IO.Path.Combine(folder, $"store-{number + 1}")).FullName;
            foreach (var file in StoreFiles)
            {
                CopyWhole(System.IO.Path.Combine(store.From, file), System.IO.Path.Combine(to, file));
            }

            KeepIfThere(store.From, to, ReviewYaml.FileName);
            KeepIfThere(store.From, to, MoneyYaml.FileName);
            KeepCameras(store.From, to);
        }

        WholeFile.Write(System.IO.Path.Combine(folder, "stroll.yaml"), to => to.Write(StrollYaml.Write(Settings, number => $"store-{number + 1}")));
    }

    static StoreMoney? MoneyOf(StoreSettings store, StoreModel model)
    {
        var path = System.IO.Path.Combine(store.From, MoneyYaml.FileName);
        return File.Exists(path) ? Refusal.Unless(MoneyYaml.Read(Refusal.Unless(InputFile.Text(path, "the money of a store (YAML)")), path, model.Catalogue)) : null;
    }

    /// <summary>The copy that belongs to a settings file which cannot be read: a line that names the data folder is usually still right.</summary>
    static string? CopyFor(string path, string? data)
    {
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("data:", StringComparison.Ordinal)) : null;
        var named = data ?? line?["data:".Length..].Trim().Trim('"', '\'') ?? "stroll-data";
        var copy = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, named, "last-good", "stroll.yaml");
        return File.Exists(copy) ? copy : null;
    }

    static void KeepCameras(string from, string to)
    {
        KeepIfThere(from, to, EvidenceYaml.FileName);
        if (StoreCameras.SettingsOf(from)?.Masks is { Length: > 0 } masks)
        {
            KeepIfThere(from, to, masks);
        }
    }

    /// <summary>Settings of review and of money need not be there; then a copy of older ones must not come back.</summary>
    static void KeepIfThere(string from, string to, string name)
    {
        var (file, copy) = (System.IO.Path.Combine(from, name), System.IO.Path.Combine(to, name));
        if (File.Exists(file))
        {
            CopyWhole(file, copy);
        }
        else
        {
            File.Delete(copy);
        }
    }

    static void CopyWhole(string from, string to)
    {
        if (System.IO.Path.GetFullPath(from) != System.IO.Path.GetFullPath(to))
        {
            File.Copy(from, $"{to}.new", overwrite: true);
            File.Move($"{to}.new", to, overwrite: true);
        }
    }
}
