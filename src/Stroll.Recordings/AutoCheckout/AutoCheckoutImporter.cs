using System.Diagnostics;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Makes a recording of the 2020 AutoCheckout competition's data, in any of the three forms in which it exists.</summary>
/// <remarks>docs/recording.md tells the forms. Every sample passes once through scratch files beside the result, so that
/// a source of any length and any order of rows is read in bounded memory (under 200 MB for a store of 306 plates).</remarks>
public static class AutoCheckoutImporter
{
    /// <summary>Imports.</summary>
    /// <returns>What was found; or the first thing that is wrong, and then nothing is left on disk.</returns>
    /// <exception cref="OperationCanceledException"><see cref="ImportOptions.Stop"/> asked for the end; nothing is left on disk.</exception>
    public static Result<ImportReport> Import(ImportOptions options)
    {
        if (RecordingWriter.Create(options.Out, $"AutoCheckout, {Path.GetFileName(Path.TrimEndingDirectorySeparator(options.Source))}") is not { } created)
        {
            throw new UnreachableException();
        }

        if (created is Result<RecordingWriter>.Bad bad)
        {
            return new Result<ImportReport>.Bad(bad.Fault);
        }

        using var writer = ((Result<RecordingWriter>.Good)created).Value;
        return FileSafety.Guard(options.Source, () => new OneImport(options, writer).Run());
    }

    sealed class OneImport(ImportOptions options, RecordingWriter writer)
    {
        readonly ImportNotes _notes = new();
        readonly string _scratch = Path.Combine(writer.Folder, "scratch");

        internal ImportReport Run()
        {
            Directory.CreateDirectory(_scratch);
            var geometry = options.GeometryDir is { } folder ? StoreGeometry.Read(folder) : StoreGeometry.None;
            var catalogue = options.ProductsFile is { } file ? NativeLayout.Products(file) : null;
            var shape = FindShape();
            var series = new SeriesSet(_scratch, options.Stop);
            var (words, products, facings) = ReadAll(shape, series, catalogue);
            DropPadding(shape, series, geometry, facings);
            DropSilent(series);
            series.Check(_notes, options.Source);
            var model = LayoutAssembly.Build(StoreName(), geometry, series, products, facings, options.Currency, _notes);
            writer.Write(model);
            var (frames, people) = WritePeople(shape as SourceShape.Native);
            var clock = WriteWeights(model.Store, series);
            CopyTruth((shape as SourceShape.Native)?.Truth);
            RefuseIfStrict();
            Directory.Delete(_scratch, recursive: true);
            var manifest = writer.Complete();
            var store = model.Store;
            return new(
                words, manifest.Start, manifest.End, series.All.Sum(s => s.Kept - s.NotNumbers - s.Infinite), manifest.Plates.Length, store.Plates.Length,
                store.Plates.Count(p => p.Body is not null), model.Catalogue.Products.Length, model.Planogram.Facings.Length, frames, people, clock, [.. _notes.Kinds]);
        }

        SourceShape FindShape()
        {
            SourceArchive.RefuseOthers(options.Source);
            if (File.Exists(options.Source) && SourceArchive.IsArchive(options.Source))
            {
                return Unpacked(options.Source, Path.GetDirectoryName(Path.GetFullPath(options.Source))!);
            }

            if (Directory.Exists(options.Source))
            {
                // A folder that holds the plates packed and the product CSV beside them.
                var archives = Directory.EnumerateFiles(options.Source).Where(SourceArchive.IsArchive).ToArray();
                var isPacked = archives.Length == 1 && !Directory.EnumerateFiles(options.Source).Any(f => PlateFiles.TryName(f, out _) || Path.GetFileName(f) == "plate_data.json");
                return isPacked ? Unpacked(archives[0], options.Source) : SourceShape.Find(options.Source, [Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Source)))!]);
            }

            return File.Exists(options.Source)
                ? SourceShape.Find(options.Source, [])
                : throw RecordingException.Of("file.missing", options.Source, "there is no such file or folder");
        }

        SourceShape Unpacked(string archive, string beside)
        {
            var folder = Path.Combine(_scratch, "unpacked");
            Directory.CreateDirectory(folder);
            SourceArchive.Unpack(archive, folder, options.Stop);
            return SourceShape.Find(folder, [beside]);
        }

        (string Words, List<RawProduct> Products, List<RawFacing> Facings) ReadAll(SourceShape shape, SeriesSet series, List<RawProduct>? catalogue)
        {
            switch (shape)
            {
                case SourceShape.Native native:
                    var products = native.Products is { } file ? NativeLayout.Products(file) : catalogue
                        ?? throw RecordingException.Of("file.missing", Path.Combine(options.Source, "products.json"), "there is no such file beside plate_data.json, nor a catalogue in its place");
                    NativePlates.Read(native.Plates, series);
                    return ("native JSON lines", products, NativeLayout.Facings(native.Planogram));
                case SourceShape.PerPlate plates:
                    PlateFiles.Read(plates.Plates, series, _notes);
                    var rows = ProductCsv.Read(plates.Products
                        ?? throw RecordingException.Of("file.missing", options.Source, "there is no product CSV with the columns Name, Gondola, Shelf, Plate, Weight beside the plates"));
                    var (named, placed) = NameMatching.Match(rows, catalogue, _notes);
                    return ("one CSV a plate", named, placed);
                case SourceShape.Export export:
                    ExportCsv.Read(export.Rows, series, _notes);
                    return Placed(export, catalogue);
                default:
                    throw new UnreachableException();
            }
        }

        (string Words, List<RawProduct> Products, List<RawFacing> Facings) Placed(SourceShape.Export export, List<RawProduct>? catalogue)
        {
            const string Words = "public CSV export";
            if (export.Products is { } rows)
            {
                var (named, placed) = NameMatching.Match(ProductCsv.Read(rows), catalogue, _notes);
                return (Words, named, placed);
            }

            var products = export.PlanogramProducts is { } file ? NativeLayout.Products(file) : catalogue ?? [];
            if (export.Planogram is { } planogram)
            {
                return (Words, products, NativeLayout.Facings(planogram));
            }

            _notes.Add("recordings without a planogram (nothing can be told by its place)");
            return (Words, products, []);
        }

        // Native messages are as wide as the widest shelf of the gondola. What no geometry and no facing knows, and what never
        // moves, is no plate but padding.
        static void DropPadding(SourceShape shape, SeriesSet series, StoreGeometry geometry, List<RawFacing> facings)
        {
            if (shape is not SourceShape.Native)
            {
                return;
            }

            var named = facings.SelectMany(f => f.Plates).ToHashSet();
            foreach (var padding in series.All.Where(s => !s.Moves && !geometry.Plates.ContainsKey(s.Address) && !named.Contains(s.Address)).ToArray())
            {
                series.Remove(padding.Address);
            }
        }

        // A channel that exists but never says a number is as blind as one that does not exist.
        static void DropSilent(SeriesSet series)
        {
            foreach (var silent in series.All.Where(s => !s.Speaks).ToArray())
            {
                series.Remove(silent.Address);
            }
        }

        string StoreName() => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Source)));

        (long Frames, int People) WritePeople(SourceShape.Native? native)
        {
            if (native?.People is not { } path)
            {
                return (0, 0);
            }

            var frames = 0L;
            var people = new HashSet<string>(StringComparer.Ordinal);
            foreach (var seen in NativePeople.Read(path, _notes))
            {
                options.Stop.ThrowIfCancellationRequested();
                writer.Append(seen);
                frames++;
                people.UnionWith(seen.People.Select(p => p.Person));
            }

            return (frames, people.Count);
        }

        // Gondolas are read side by side, so that the recording is in the order of time.
        ClockReport WriteWeights(Store store, SeriesSet series)
        {
            var gondolas = series.All.GroupBy(s => s.Address.Gondola).Select(own => new GondolaFrames(store, own)).ToArray();
            var heads = gondolas.Select(gondola => gondola.Read().GetEnumerator()).ToList();
            heads.RemoveAll(head => !head.MoveNext());
            while (heads.Count > 0)
            {
                var next = heads.MinBy(head => head.Current.At)!;
                options.Stop.ThrowIfCancellationRequested();
                writer.Append(next.Current);
                if (!next.MoveNext())
                {
                    heads.Remove(next);
                }
            }

            var clocks = gondolas.Select(gondola => gondola.Clock).OfType<SampleClock>().ToArray();
            _notes.Add("samples of uneven rate that were put in order", null, gondolas.Sum(gondola => gondola.Mended));
            return new(
                clocks.Sum(clock => clock.Smoothed),
                TimeSpan.FromMicroseconds(clocks.Select(clock => clock.LargestMove).DefaultIfEmpty().Max() / 1000.0),
                clocks.Sum(clock => clock.Gaps));
        }

        void CopyTruth(string? path)
        {
            if (path is null)
            {
                return;
            }

            var text = System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path));
            Truth.Parse(text, path);
            writer.WriteTruth(text);
        }

        void RefuseIfStrict()
        {
            if (options.Strict && _notes.Kinds is [var first, ..])
            {
                var example = first.Examples.Length > 0 ? $" (as {first.Examples[0]})" : "";
                var more = _notes.Kinds.Count > 1 ? $", and {_notes.Kinds.Count - 1} more kinds of oddities" : "";
                throw RecordingException.Of("import.strict", options.Source, $"{first.Count} {first.Kind}{example}{more}, expected none");
            }
        }
    }
}
