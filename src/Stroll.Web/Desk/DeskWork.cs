using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Tracking;
using Stroll.Units;
using Stroll.Web.Text;

namespace Stroll.Web.Desk;

/// <summary>The desk of one store for one reviewer: turns cases of the queue into what a browser shows, and back.</summary>
/// <remarks>
/// The browser never learns the name of a case, which would tell gold from the rest. It has a handle, and the server asks the queue which case this person
/// holds: what it holds is what they may answer, and nothing else can be reached.
/// </remarks>
sealed class DeskWork(LiveStore store, ReviewQueue queue, string reviewer, bool isSenior, Clock clock)
{
    /// <summary>The next case, or the one that is still held.</summary>
    internal DeskCase? Next(Instant now) => queue.Pull(reviewer, isSenior, now) is { } leased ? Show(leased) : null;

    /// <summary>Keeps an answer and gives the next case with it, so that no second request is waited for.</summary>
    internal DeskTold Answer(DeskAnswer answer, Instant now)
    {
        if (Held(answer.Handle, answer.Token, now) is not { } held || VerdictOf(answer) is not { } verdict)
        {
            return Lost(now);
        }

        var seconds = double.IsFinite(answer.Seconds) ? Math.Clamp(answer.Seconds, 0, 3600) : 0;
        return queue.Answer(held.Id, reviewer, held.Token, verdict, seconds, now) is Answering.Kept kept
            ? new(true, kept.Told.Rule, OptionOf(kept.Told.Machine), OptionOf(kept.Told.Truth), kept.Told.WasRight, Next(now))
            : Lost(now);
    }

    /// <summary>A sign of life, with what was entered so far.</summary>
    /// <returns>False where the case is lost.</returns>
    internal bool Beat(DeskNote note, Instant now)
    {
        if (Held(note.Handle, note.Token, now) is not { } held)
        {
            return false;
        }

        if (note.Words.Length is > 0 and <= 10_000)
        {
            queue.Save(held.Id, reviewer, note.Words, now);
        }

        return true;
    }

    /// <summary>Gives a case back: <c>release</c>, <c>decline</c> or <c>senior</c>.</summary>
    internal bool GiveBack(string how, DeskNote note, Instant now) => Held(note.Handle, note.Token, now) is { } held && how switch
    {
        "release" => queue.Release(held.Id, reviewer, held.Token),
        "decline" => queue.Decline(held.Id, reviewer, held.Token, Reason(note), now),
        "senior" => queue.HandToSenior(held.Id, reviewer, held.Token, Reason(note), now),
        _ => false,
    };

    /// <summary>Takes the last answer back; none where it is too late.</summary>
    internal DeskCase? Undo(Instant now)
    {
        // The case that came with the last answer goes back: one is in hand at a time.
        var held = queue.Pull(reviewer, isSenior, now);
        var taken = queue.TakeBack(reviewer, now);
        if (taken is not null && held is not null && held.Id != taken.Id)
        {
            queue.Release(held.Id, reviewer, held.Token);
        }

        return taken is null ? null : Show(taken);
    }

    DeskTold Lost(Instant now) => new(false, "", null, null, null, Next(now));

    static string Reason(DeskNote note) => note.Words.Length > 500 ? note.Words[..500] : note.Words;

    LeasedCase? Held(string handle, long token, Instant now) =>
        queue.Pull(reviewer, isSenior, now) is { } held && held.Token == token && HandleOf(held.Id) == handle ? held : null;

    string HandleOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{store.Key}\n{reviewer}\n{id}")))[..24];

    DeskCase Show(LeasedCase leased)
    {
        var model = store.Model;
        var (scene, story) = store.Database.Read(transaction => (
            leased.IsWholeVisit ? null : SceneTable.Of(transaction, leased.Subject),
            leased.IsWholeVisit && Guid.TryParse(leased.Subject, out var visit) ? StoryTable.Of(transaction, new(visit)) : null));
        return new(
            HandleOf(leased.Id), leased.Token, Asked(leased, scene, story), clock.Time(leased.At),
            [.. leased.Offered.Select(deeds => OptionOf(deeds)!)],
            scene is null ? null : DeskDrawing.Of(model, scene),
            story is null ? [] : Moments(story),
            [.. Goods(model, scene?.Shelf)],
            leased.Draft,
            queue.Depth().Sum(depth => depth.Waiting));
    }

    static string Asked(LeasedCase leased, Scene? scene, VisitStory? story) =>
        leased.IsWholeVisit ? $"What did person {story?.Number ?? 0} leave the store with?"
        : scene is null ? "Did anything pass from hand to hand?"
        : "Who took or put what?";

    /// <summary>Time, place and grams of each movement near this person, without the name that the machine gave it.</summary>
    ImmutableArray<string> Moments(VisitStory story) =>
    [
        .. story.Lines.SelectMany(line => line.Evidence).Select(evidence => Evidence.Read(evidence.Words, story.Entered))
            .OrderBy(read => read.At?.Nanoseconds ?? 0)
            .Select(read => $"{(read.At is { } at ? clock.Time(at) : "")} {Blind(read.Words)}"),
    ];

    static string Blind(string words) => words.IndexOf(" at gondola ", StringComparison.Ordinal) is var place and >= 0 ? words[(place + 1)..] : "at a shelf";

    static IEnumerable<DeskGood> Goods(StoreModel model, ShelfId? shelf)
    {
        var here = shelf is { } id ? model.Planogram.On(id).Select(facing => model.Planogram[facing].Product).Distinct().ToArray() : [];
        return here.Concat(model.Catalogue.Products.Select(product => product.Id).Except(here))
            .Select(product => model.Catalogue[product])
            .Select(product => new DeskGood(product.Barcode, product.Name, product.UnitWeight?.Value));
    }

    DeskOption? OptionOf(Deeds? deeds) => deeds is null ? null : new([.. deeds.All.Select(deed => new DeskDeed(
        Billing.ShopperOf(deed.Visit) is { } shopper ? shopper.Index + 1 : 0, store.Model.Catalogue[deed.Product].Barcode,
        store.Model.Catalogue[deed.Product].Name, deed.Quantity))]);

    /// <summary>None for what cannot have happened: no such product, nobody of that number, an absurd quantity.</summary>
    Verdict? VerdictOf(DeskAnswer answer) => answer.Kind switch
    {
        "cannot-tell" => new Verdict.CannotTell(),
        "none" => new Verdict.NoneOffered(),
        "happened" => DeedsOf(answer.Deeds) is { } deeds ? new Verdict.Happened(deeds) : null,
        _ => null,
    };

    Deeds? DeedsOf(ImmutableArray<DeskDeed> said)
    {
        var deeds = new List<Deed>();
        foreach (var deed in said.IsDefault ? [] : said)
        {
            if (deed.Person < 1 || Math.Abs((long)deed.Quantity) is 0 or > 99 || deed.Barcode is null || !store.Model.Catalogue.TryFind(deed.Barcode, out var product))
            {
                return null;
            }

            deeds.Add(new(Billing.VisitOf(new ShopperId(deed.Person - 1)), product, deed.Quantity));
        }

        return deeds.Count > 50 ? null : new(deeds);
    }
}
