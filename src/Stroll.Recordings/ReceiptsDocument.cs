using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>What a run found, as it is handed to others: the receipts document.</summary>
/// <param name="Visits">By time of entry.</param>
/// <param name="Changes">Every mass change, by number.</param>
/// <param name="Cases">What a person would be asked.</param>
/// <param name="Run">What was run.</param>
public sealed record ReceiptsDocument(
    ImmutableArray<VisitDocument> Visits, ImmutableArray<ChangeDocument> Changes, ImmutableArray<CaseDocument> Cases, RunDocument Run)
{
    /// <summary>The currency where no price is known: ISO 4217 has a code that says "none".</summary>
    public const string NoCurrency = "XXX";

    /// <summary>Tells an outcome in the words and units of the document.</summary>
    public static ReceiptsDocument Of(StoreModel model, Outcome outcome, RunDescription run)
    {
        var currency = model.Catalogue.Products.FirstOrDefault(p => p.Price is not null)?.Price?.Currency ?? NoCurrency;
        return new(
            [.. outcome.Receipts.Select(receipt => Visit(model, receipt, currency))],
            [.. outcome.Changes.Select(change => Change(model, change))],
            [.. outcome.Questions.Select(question => Case(model, question))],
            new(
                run.Recording, run.Version, outcome.Digest, outcome.Intake,
                [.. Enum.GetValues<Interaction.PlateHealth>().Select(health => (Name(health), outcome.Health.Count(h => h == health)))]));
    }

    /// <summary>The receipts in the form in which they are scored.</summary>
    public ImmutableArray<ClaimedReceipt> Claims() =>
    [
        .. Visits.Select(visit => new ClaimedReceipt(
            visit.Visit,
            visit.Shopper,
            [.. visit.Lines.Select(line => new ClaimedLine(
                line.Barcode, line.Quantity, line.Charge, line.UnitPrice is { } price ? new Money(price, visit.Currency) : null))])),
    ];

    static VisitDocument Visit(StoreModel model, Receipt receipt, string currency)
    {
        var lines = receipt.Lines.Select(line => Line(model.Catalogue[line.Product], line)).ToImmutableArray();
        var total = lines.Where(line => line.Charge == ChargeDecision.Now).Sum(line => line.Amount);
        return new(receipt.Visit, receipt.Shopper, receipt.Party, receipt.Entered, receipt.Left, receipt.Status, lines, total, currency);
    }

    static LineDocument Line(Product product, ReceiptLine line) => new(
        product.Barcode, product.Gtin, product.Name, line.Quantity, product.Unit, Rounded(line.Mass), product.Price?.Minor, Rounded(line.Probability), line.Charge,
        [.. line.Evidence.Select(e => new EvidenceDocument(e.Change, e.Quantity, Rounded(e.Probability), e.Words))])
    {
        Confidence = new(Rounded(line.Confidence.Who), Rounded(line.Confidence.What), Rounded(line.Confidence.HowMany)),
    };

    static ChangeDocument Change(StoreModel model, Interaction.MassChange change)
    {
        var shelf = model.Store[change.Shelf];
        var plates = change.Steps.SelectMany(step => step.Plates).Select(plate => model.Store[plate.Plate].Address.Plate).Distinct().Order();
        return new(shelf.Gondola, shelf.Number, [.. plates], change.Begin, change.End, Rounded(change.Change), Rounded(change.Sd));
    }

    static CaseDocument Case(StoreModel model, Question question) =>
        new(question.Id.Text, question.Visit, question.Change, question.At, Rounded(question.Doubt), question.Why)
        {
            Value = Math.Round(question.Value, 2),
            Answers = question.Answers,
            Offered = [.. question.Offered.Select(deeds => deeds.All
                .Select(deed => new DeedDocument(deed.Visit, model.Catalogue[deed.Product].Barcode, deed.Quantity)).ToImmutableArray())],
        };

    // A milligram and a millionth are far below what anything here knows, and short numbers are readable.
    static double Rounded(Grams mass) => Math.Round(mass.Value, 3) + 0.0;

    static double Rounded(Probability probability) => Math.Round(probability.Value, 6);

    static string Name(Interaction.PlateHealth health) => health.ToString().ToLowerInvariant();
}

/// <summary>What was run, as the caller knows it.</summary>
/// <param name="Recording">Its name, for people.</param>
/// <param name="Version">Of the program.</param>
public sealed record RunDescription(string Recording, string Version);

/// <summary>What was run and what came in.</summary>
/// <param name="Recording">Its name, for people.</param>
/// <param name="Version">Of the program.</param>
/// <param name="Digest">The fingerprint of everything that was found.</param>
/// <param name="Intake">Counts of what came in.</param>
/// <param name="Plates">How many plates were in which health at the end.</param>
public sealed record RunDocument(string Recording, string Version, string Digest, Intake Intake, ImmutableArray<(string Health, int Count)> Plates);

/// <summary>One visit and its receipt.</summary>
/// <param name="Visit">Stable within one run.</param>
/// <param name="Shopper">The first id that the source gave the person; empty where nobody was seen.</param>
/// <param name="Party">People who share one payer.</param>
/// <param name="Entered">When first seen.</param>
/// <param name="Left">None while inside.</param>
/// <param name="Status">Where the visit stands.</param>
/// <param name="Lines">Empty for a visit with nothing.</param>
/// <param name="Total">Of the lines that are charged at once, in minor units; lines without a price add nothing.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record VisitDocument(
    string Visit, string Shopper, string Party, Instant Entered, Instant? Left, VisitStatus Status, ImmutableArray<LineDocument> Lines, long Total, string Currency);

/// <summary>One product on a receipt.</summary>
/// <param name="Barcode">As the source wrote it.</param>
/// <param name="Gtin">The 14-digit form; none where the barcode is no GTIN.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="Unit">What <paramref name="UnitPrice"/> is for.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="UnitPrice">Minor units of one piece or one kilogram; none when not known.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Charge">What the policy does with it without a person.</param>
/// <param name="Evidence">At least one.</param>
public sealed record LineDocument(
    string Barcode, string? Gtin, string Name, int Quantity, SaleUnit Unit, double Grams, long? UnitPrice, double Probability, ChargeDecision Charge,
    ImmutableArray<EvidenceDocument> Evidence)
{
    /// <summary>How sure each part of it is; none in documents of older builds.</summary>
    public ConfidenceDocument? Confidence { get; init; }

    /// <summary>What the line costs in minor units; 0 when no price is known. Goods sold by weight are charged by their mass.</summary>
    public long Amount => UnitPrice is not { } price ? 0 : Unit == SaleUnit.Each
        ? Quantity * price
        : (long)Math.Round(Math.Abs(Grams) / 1000 * price, MidpointRounding.ToZero);
}

/// <summary>How sure the parts of a line are, each by itself, 0 to 1.</summary>
/// <param name="Who">That it was this shopper.</param>
/// <param name="What">That it was this product.</param>
/// <param name="HowMany">That it is this many, if any.</param>
public sealed record ConfidenceDocument(double Who, double What, double HowMany);

/// <summary>Why a line is there.</summary>
/// <param name="Change">Index into the changes of the document.</param>
/// <param name="Quantity">Pieces taken (above zero) or put back (below).</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Words">For people.</param>
public sealed record EvidenceDocument(int Change, int Quantity, double Probability, string Words);

/// <summary>One mass change.</summary>
/// <param name="Gondola">Its number.</param>
/// <param name="Shelf">Its number.</param>
/// <param name="Plates">The numbers of the plates that took part, rising.</param>
/// <param name="Begin">The first moment away from rest.</param>
/// <param name="End">The first moment back at rest.</param>
/// <param name="Grams">New minus old mass.</param>
/// <param name="Sd">Standard deviation of <paramref name="Grams"/>.</param>
public sealed record ChangeDocument(int Gondola, int Shelf, ImmutableArray<int> Plates, Instant Begin, Instant End, double Grams, double Sd);

/// <summary>Something that a person would be asked.</summary>
/// <param name="Id">Its name; empty in documents of older builds.</param>
/// <param name="Visit">None where no shopper is in doubt.</param>
/// <param name="Change">Index into the changes of the document; none where hands met.</param>
/// <param name="At">When it happened.</param>
/// <param name="Doubt">Probability that the machine is wrong.</param>
/// <param name="Why">In words.</param>
public sealed record CaseDocument(string Id, string? Visit, int? Change, Instant At, double Doubt, string Why)
{
    /// <summary>How much an answer would save on average, minor units.</summary>
    public double Value { get; init; }

    /// <summary>How many answers there are already.</summary>
    public int Answers { get; init; }

    /// <summary>What a person can choose from: lists of deeds, of which an empty one says that nothing happened to any cart.</summary>
    public ImmutableArray<ImmutableArray<DeedDocument>> Offered { get; init; } = [];
}

/// <summary>What one visit gained or lost.</summary>
/// <param name="Visit">Its name.</param>
/// <param name="Barcode">As the source wrote it.</param>
/// <param name="Quantity">Pieces: above zero gained, below zero put back or given away.</param>
public readonly record struct DeedDocument(string Visit, string Barcode, int Quantity);
