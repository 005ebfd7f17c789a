using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>One case of the AutoCheckout competition of 2020 as people labelled it by hand: who took and put what, where and when.</summary>
/// <param name="Name">As <c>BASELINE-10</c>.</param>
/// <param name="Model">The store with what its operator believed in those weeks: catalogue and planogram with their mistakes.</param>
/// <param name="Acts">By time.</param>
/// <param name="TrueWeights">What products truly weighed where the catalogue is known to be wrong.</param>
public sealed partial record LabelledCase(
    string Name, StoreModel Model, ImmutableArray<LabelledAct> Acts, ImmutableDictionary<ProductId, Grams> TrueWeights)
{
    /// <summary>The files that are read, below the folder of the data.</summary>
    public static ImmutableArray<string> Files { get; } =
        ["aifi-store/labelled_cases.json", "aifi-store/products_2020-04.jsonl", "aifi-store/store_meta_Gondolas.json", "aifi-cps-test-01/test1-all_product.csv"];

    // Nothing in the labels says what somebody did in a pause, so a longer one only costs time.
    const double LongestPause = 20;

    // The way out of the store: where everybody in the sessions came in and left. Metres.
    static readonly Gate Door = new("door", new(0.1, -1.5, 0), 0.8);

    // Weighed by people who saw that the catalogue was wrong.
    static readonly ImmutableArray<(string Barcode, double Grams)> Weighed = [("898999010007", 538), ("041508922487", 1064)];

    /// <summary>Reads all cases.</summary>
    /// <param name="folder">Holds <c>aifi-store</c> and <c>aifi-cps-test-01</c>.</param>
    /// <returns>Bad where a file is missing or is not what it should be.</returns>
    /// <remarks>The planogram is the list of January 2020; where people of the same weeks took an article from a place that the list gives to
    /// another, the list follows them, unless their note says that the planogram was wrong. Acts without a product are left out, and a put of
    /// something that was not taken before.</remarks>
    public static Result<ImmutableArray<LabelledCase>> Read(string folder) => FileSafety.Guard(folder, () =>
    {
        var files = Files.Select(file => Path.Combine(folder, file)).ToArray();
        var geometry = StoreGeometry.Read(Path.GetDirectoryName(files[0])!);
        var products = NativeLayout.Products(files[1]).DistinctBy(product => product.Barcode).ToList();
        using var document = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(files[0])), files[0], "import.syntax");
        var cases = document.RootElement.At("lists") is { ValueKind: JsonValueKind.Array } lists
            ? lists.EnumerateArray().Select((list, i) => Labels(list, $"{files[0]}: lists[{i}]")).ToArray()
            : throw RecordingException.Of("import.value", files[0], "no list 'lists', expected labelled cases");
        AddUnknown(products, cases);
        var catalogue = new Catalogue([.. products.Where(p => p.Grams is not <= 0).Select((p, i) =>
            new Product(new(i), p.Barcode, Gtin.From(p.Barcode), p.Name, p.Grams?.Grams, null, SaleUnit.Each, new Money((long)Math.Round((p.Price ?? 1) * 100), "USD")))]);
        var store = Store.Build(
            "the store of the labelled cases",
            geometry.Gondolas.Select(g => new Gondola(g.Key, g.Value)),
            geometry.Shelves.Select(s => (s.Key.Gondola, s.Key.Shelf, (Box?)s.Value)),
            geometry.Plates.Select(p => (p.Key, (Box?)p.Value, StoreYaml.DefaultCapacity)),
            [Door]);
        var january = January(ProductCsv.Read(files[3]), store, catalogue);
        return cases.Select(one => Case(one, cases, store, catalogue, january)).ToImmutableArray();
    });

    static LabelledCase Case(RawCase one, RawCase[] all, Store store, Catalogue catalogue, List<Claim> january)
    {
        var model = new StoreModel(store, catalogue, PlanogramOf([.. all.Where(other => other.Weeks == one.Weeks)], store, catalogue, january));
        var acts = new List<LabelledAct>();
        var held = new Dictionary<(string, ProductId), int>();
        var (now, before) = (0.0, double.NaN);
        foreach (var act in one.Acts)
        {
            now += double.IsNaN(before) ? 0 : Math.Clamp(act.At - before, 0, LongestPause);
            before = act.At;
            foreach (var (barcode, quantity, plates) in act.Pieces())
            {
                if (!catalogue.TryFind(barcode, out var product) || Plates(store, plates) is not { IsEmpty: false } ids)
                {
                    continue;
                }

                var key = (act.Shopper, product);
                var has = held.GetValueOrDefault(key);
                if (!act.IsPutBack || has >= quantity)
                {
                    held[key] = has + (act.IsPutBack ? -quantity : quantity);
                    acts.Add(new(act.Shopper, now, act.IsPutBack, store[ids[0]].Shelf, ids, product, quantity));
                }
            }
        }

        var weighed = Weighed.Where(w => catalogue.TryFind(w.Barcode, out _))
            .ToImmutableDictionary(w => catalogue.TryFind(w.Barcode, out var id) ? id : default, w => w.Grams.Grams);
        return new(one.Name, model, [.. acts], weighed);
    }

    /// <summary>First what people of these weeks took from its place, then what January's list has on the plates that are left.</summary>
    static Planogram PlanogramOf(RawCase[] cases, Store store, Catalogue catalogue, List<Claim> january)
    {
        var free = store.Plates.Select(plate => plate.Id).ToHashSet();
        var facings = ImmutableArray.CreateBuilder<Facing>();
        // Where somebody shook a whole row of plates the label names more of them than the article stands on: the narrower claim counts.
        var taken = cases.SelectMany(one => one.Places()).Select(place => new Claim(place.Barcode, place.Plates)).OrderBy(claim => claim.Plates.Length);
        foreach (var (product, plates) in Merged([.. taken]).Concat(january))
        {
            if (!catalogue.TryFind(product, out var id))
            {
                continue;
            }

            ImmutableArray<PlateId> own = [.. Plates(store, plates).Where(free.Contains)];
            if (!own.IsEmpty)
            {
                free.ExceptWith(own);
                facings.Add(new(new(facings.Count), id, store[own[0]].Shelf, own, null));
            }
        }

        return new(store, facings.ToImmutable());
    }

    static List<Claim> January(List<ProductRow> rows, Store store, Catalogue catalogue)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var product in catalogue.Products)
        {
            byName.TryAdd(string.Join(' ', product.Name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), product.Barcode);
        }

        return Merged([.. rows.Where(row => row.Plate is { } plate && store.TryFind(plate, out _) && byName.ContainsKey(row.Name))
            .Select(row => new Claim(byName[row.Name], [row.Plate!.Value]))]);
    }

    /// <summary>One claim for each product and shelf, in the order in which they first come.</summary>
    static List<Claim> Merged(List<Claim> claims) =>
    [
        .. claims.GroupBy(claim => (claim.Barcode, claim.Plates[0].Gondola, claim.Plates[0].Shelf))
            .Select(same => new Claim(same.Key.Barcode, [.. same.SelectMany(claim => claim.Plates).Distinct().Order()])),
    ];

    static ImmutableArray<PlateId> Plates(Store store, ImmutableArray<PlateAddress> plates) =>
        [.. plates.Where(plate => store.TryFind(plate, out _)).Select(plate => store.TryFind(plate, out var id) ? id : default)];

    // An article that the labels know and the list of products does not: with the weight of the label.
    static void AddUnknown(List<RawProduct> products, RawCase[] cases)
    {
        foreach (var (barcode, name, grams) in cases.SelectMany(one => one.Acts).SelectMany(act => act.Products))
        {
            if (grams > 1 && products.All(product => product.Barcode != barcode))
            {
                products.Add(new(barcode, name, grams, null, "the labels"));
            }
        }
    }

    static RawCase Labels(JsonElement list, string where)
    {
        var name = list.Text("dataset");
        var events = list.At("events");
        return string.IsNullOrEmpty(name) || events.ValueKind != JsonValueKind.Array
            ? throw RecordingException.Of("import.value", where, "expected a dataset with its events")
            : new(name, [.. events.EnumerateArray().Select((one, i) => Act(one, $"{where}.events[{i}]")).OrderBy(act => act.At).ThenBy(act => act.Number)]);
    }

    static RawAct Act(JsonElement one, string where)
    {
        var observation = one.At("observation");
        var position = observation.At("position");
        var (gondola, shelf) = (position.Whole("gondola", where), position.Whole("shelf", where));
        return new(
            one.Whole("eventID", where),
            Seconds(observation.Text("time") ?? "", where),
            observation.Text("target_id") ?? "",
            one.Whole("putback", where) != 0,
            [.. Items(position, "plates", where).Select(plate => plate.TryGetInt32(out var number)
                ? new PlateAddress(gondola, shelf, number) : throw NativeJson.Wrong(where, "plates", plate, "whole numbers"))],
            [.. Items(observation, "products", where).Select(product => (product.Text("id") ?? "", product.Text("name") ?? "", product.Real("weight", where) ?? 0))],
            (one.Text("note") ?? observation.Text("note") ?? "").Contains("planogram is wrong", StringComparison.Ordinal));
    }

    static JsonElement.ArrayEnumerator Items(JsonElement of, string key, string where) =>
        of.At(key) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw NativeJson.Wrong(where, key, of.At(key), "a list");

    /// <summary>Seconds since the year 1 of a time as people wrote it: at once, or as minutes and seconds into a recording.</summary>
    static double Seconds(string text, string where)
    {
        var match = Time().Match(text);
        var form = match.Groups["plain"].Success ? "yyyy-MM-dd_HH-mm-ss" : "MM_dd_yyyy_HH:mm:ss";
        if (!match.Success || !DateTime.TryParseExact(match.Groups["base"].Value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            throw RecordingException.Of("import.value", where, $"time is '{text}', expected one as 0:12 + 2020-04-20_07-36-24");
        }

        var offset = match.Groups["minutes"] is { Success: true } minutes
            ? (60 * int.Parse(minutes.ValueSpan, CultureInfo.InvariantCulture)) + int.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return (time.Ticks / (double)TimeSpan.TicksPerSecond) + offset;
    }

    [GeneratedRegex(@"^\s*((?<minutes>\d+):(?<seconds>\d\d) \+ )?(?<base>(?<plain>\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)|\d\d_\d\d_\d{4}_\d\d:\d\d:\d\d)\s*$")]
    private static partial Regex Time();

    sealed record Claim(string Barcode, ImmutableArray<PlateAddress> Plates);

    sealed record RawAct(
        int Number, double At, string Shopper, bool IsPutBack, ImmutableArray<PlateAddress> Plates,
        ImmutableArray<(string Barcode, string Name, double Grams)> Products, bool IsOffPlanogram)
    {
        /// <summary>The same article several times is one act of several; as many articles as plates stood on one each.</summary>
        internal IEnumerable<(string Barcode, int Quantity, ImmutableArray<PlateAddress> Plates)> Pieces()
        {
            var kinds = Products.GroupBy(product => product.Barcode).ToArray();
            return kinds.Select((kind, i) => (kind.Key, kind.Count(), kinds.Length > 1 && kinds.Length == Plates.Length ? [Plates[i]] : Plates));
        }
    }

    sealed record RawCase(string Name, ImmutableArray<RawAct> Acts)
    {
        /// <summary>The store was laid out anew between the sessions: one planogram for each month of them.</summary>
        internal (int Year, int Month) Weeks => new DateTime((long)(Acts[0].At * TimeSpan.TicksPerSecond)) is var day ? (day.Year, day.Month) : default;

        /// <summary>Where articles were taken from their own place: not from where somebody had put them.</summary>
        internal IEnumerable<(string Barcode, ImmutableArray<PlateAddress> Plates)> Places()
        {
            var put = new HashSet<(string, PlateAddress)>();
            foreach (var act in Acts)
            {
                foreach (var (barcode, _, plates) in act.Pieces())
                {
                    if (act.IsPutBack)
                    {
                        put.UnionWith(plates.Select(plate => (barcode, plate)));
                    }
                    else if (!act.IsOffPlanogram && !plates.IsEmpty && !plates.Any(plate => put.Contains((barcode, plate))))
                    {
                        yield return (barcode, plates);
                    }
                }
            }
        }
    }
}

/// <summary>Something that a shopper of a labelled case did.</summary>
/// <param name="Shopper">The id in the labels.</param>
/// <param name="Seconds">After the first act of the case; idle times are shortened.</param>
/// <param name="IsPutBack">Put and not taken.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Plates">The plates that felt it, by number.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces, one or more.</param>
public sealed record LabelledAct(
    string Shopper, double Seconds, bool IsPutBack, ShelfId Shelf, ImmutableArray<PlateId> Plates, ProductId Product, int Quantity);
