using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Host.Payments.Terms;

/// <summary>Reads <c>money.yaml</c>.</summary>
/// <remarks>The schema is closed: an unknown key is a fault with its line and the nearest known key. Amounts are whole minor units.</remarks>
public static class MoneyYaml
{
    /// <summary>The name of the file, beside the catalogue.</summary>
    public const string FileName = "money.yaml";

    static readonly YamlCodes Codes = new("money.syntax", "money.type", "money.unknown-key", "money.missing-key", "money.duplicate");

    static readonly string[] Keys =
        ["currency", "time_zone", "tax", "tax_classes", "products", "prices", "promotions", "promise", "entry", "pricing_call_back", "webhooks"];

    /// <summary>Reads the money of a store.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="catalogue">Barcodes are looked up in it, and its prices hold where the file has none.</param>
    /// <param name="others">Products that were taken out of the catalogue since the file was written: what it says of them is left out. None where that is no excuse.</param>
    /// <returns>Bad with the line of the first thing that is wrong, or with what contradicts what.</returns>
    public static Result<StoreMoney> Read(string text, string path, Catalogue catalogue, Catalogue? others = null)
    {
        var goods = new KnownGoods(catalogue, others);
        var read = YamlGroup.Read(text, path, "the money of the store", Codes, Keys, root => (Draft: PriceYaml.Draft(root, goods), Others: Rest(root)));
        if (read is not Result<(PriceBookDraft Draft, Func<PriceBookDraft, PriceBook, StoreMoney> Others)>.Good(var (draft, rest)))
        {
            return new Result<StoreMoney>.Bad(((Result<(PriceBookDraft Draft, Func<PriceBookDraft, PriceBook, StoreMoney> Others)>.Bad)read).Fault);
        }

        return PriceBook.Of(draft) switch
        {
            Result<PriceBook>.Good(var book) => new Result<StoreMoney>.Good(rest(draft, book)),
            Result<PriceBook>.Bad(var fault) => new Result<StoreMoney>.Bad(fault with { Where = $"{path}: {fault.Where}" }),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Everything but the prices, waiting for them.</summary>
    static Func<PriceBookDraft, PriceBook, StoreMoney> Rest(YamlGroup root)
    {
        var (promise, zone) = (Promise(root), Zone(root));
        var entry = root.Group("entry", "entry", ["most_inside", "hold", "most_debt", "offline_cap", "offline_visits", "when_down", "call_back"]);
        var rules = Entry(entry);
        var hold = entry is null ? 0 : PriceYaml.Minor(entry, "hold") ?? 0;
        var asked = entry is null ? null : CallBack(entry, "call_back");
        var priced = CallBack(root, "pricing_call_back");
        var webhooks = Webhooks(root);
        return (draft, book) => new(draft, book, promise, rules, hold, zone, asked, priced, webhooks);
    }

    static VisitRules Promise(YamlGroup root)
    {
        var group = root.Group("promise", "the promise", ["receipt_minutes", "back_seconds", "longest_visit_hours"]);
        TimeSpan Of(string key, TimeSpan unit, TimeSpan usual) => group?.Real(key) switch
        {
            null => usual,
            >= 0 and <= 1e5 and var number => number * unit,
            var other => throw group!.Wrong(key, $"{other}", "a number of zero or more"),
        };
        var usual = VisitRules.Default;
        var rules = new VisitRules(
            Of("receipt_minutes", TimeSpan.FromMinutes(1), usual.ReceiptWithin), Of("back_seconds", TimeSpan.FromSeconds(1), usual.BackWithin))
        {
            LongestVisit = Of("longest_visit_hours", TimeSpan.FromHours(1), usual.LongestVisit),
        };
        return rules.ReceiptWithin >= rules.BackWithin
            ? rules
            : throw group!.Wrong("receipt_minutes", $"{rules.ReceiptWithin.TotalMinutes} minutes", "no less than back_seconds: a receipt comes when nobody comes back");
    }

    static TimeZoneInfo Zone(YamlGroup root)
    {
        var name = root.OptionalText("time_zone") ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw root.Wrong("time_zone", $"'{name}'", "a name of the IANA list, as Europe/Berlin");
    }

    static AdmissionRules Entry(YamlGroup? group)
    {
        var usual = StoreMoney.UsualEntry;
        return group is null ? usual : new(
            PriceYaml.Whole(group, "most_inside", 1, 10_000) ?? usual.MostInside,
            PriceYaml.Minor(group, "most_debt") ?? usual.MostDebt,
            group.Choice("when_down", ["decide-alone", "ask-staff"]) == "ask-staff" ? WhenDown.AskStaff : WhenDown.DecideAlone,
            PriceYaml.Minor(group, "offline_cap") ?? usual.OfflineCap,
            PriceYaml.Whole(group, "offline_visits", 0, 100_000) ?? usual.OfflineVisits);
    }

    static RetailerAddress? CallBack(YamlGroup group, string key) => group.Group(key, $"'{key}'", ["url", "secret_from", "patience_seconds"]) is not { } found
        ? null
        : new(Address(found), found.Text("secret_from"), TimeSpan.FromSeconds(found.Real("patience_seconds") switch
        {
            null => 1.5,
            > 0 and <= 60 and var seconds => seconds,
            var other => throw found.Wrong("patience_seconds", $"{other}", "more than 0 and at most 60"),
        }));

    static ImmutableArray<WebhookTarget> Webhooks(YamlGroup root)
    {
        var targets = root.Groups("webhooks", "a webhook", ["name", "url", "secret_from", "old_secret_from", "types"])
            .Select(group => new WebhookTarget(
                group.Text("name"), Address(group), group.Text("secret_from"), group.OptionalText("old_secret_from"), [.. group.Choices("types", MessageTypes)]))
            .ToImmutableArray();
        return targets.GroupBy(target => target.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw root.Wrong("webhooks", $"'{twice.Key}' twice", "each name once")
            : targets;
    }

    /// <summary>All messages that a store sends, without their prefix.</summary>
    public static ImmutableArray<string> MessageTypes { get; } =
    [
        "ReceiptIssued", "CartOverCap", "AgeCheckNeeded", "DayReconciled",
        .. Enum.GetNames<Stroll.Payments.Collecting.MoneyMove>().Select(move => $"Payment{move}"),
    ];

    static Uri Address(YamlGroup group) => Uri.TryCreate(group.Text("url"), UriKind.Absolute, out var url) && url is { Scheme: "https" or "http", UserInfo: "" }
        ? url
        : throw group.Wrong("url", $"'{group.Text("url")}'", "an address that begins with https://");
}
