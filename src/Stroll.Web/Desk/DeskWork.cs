using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stroll.Host.Evidence;
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
    // The one to look at and two that lie ready.
    const int AtOnce = 3;

    const int MostKeys = 40;

    /// <summary>The next case, or the one that is still held, and what comes after it.</summary>
    internal DeskHand Next(Instant now)
    {
        var waiting = queue.Depth().Sum(depth => depth.Waiting);
        var hand = queue.Hand(reviewer, isSenior, AtOnce, now).Select(leased => Show(leased, waiting)).ToArray();
        return new(hand.FirstOrDefault(), [.. hand.Skip(1)]);
    }

    /// <summary>Keeps an answer and gives the next case with it, so that no second request is waited for.</summary>
    internal DeskTold Answer(DeskAnswer answer, Instant now)
    {
        if (Held(answer.Handle, answer.Token, now) is not { } held || VerdictOf(answer) is not { } verdict)
        {
            return Told(new(false, "", null, null, null, null, []), now);
        }

        var seconds = double.IsFinite(answer.Seconds) ? Math.Clamp(answer.Seconds, 0, 3600) : 0;
        return Told(
            queue.Answer(held.Id, reviewer, held.Token, verdict, seconds, now) is Answering.Kept { Told: var told }
                ? new(true, told.Rule, OptionOf(told.Machine), OptionOf(told.Truth), told.WasRight, null, [])
                : new(false, "", null, null, null, null, []),
            now);
    }

    /// <summary>A sign of life, with what was entered so far.</summary>
    /// <returns>False where the case is lost.</returns>
    internal bool Beat(DeskNote note, Instant now)
    {
        if (Held(note.Handle, note.Token, now) is not { } held)
        {
            return false;
        }

        queue.Hand(reviewer, isSenior, 1, now);
        if (note.Words.Length is > 0 and <= 10_000)
        {
            queue.Save(held.Id, reviewer, note.Words, now);
        }

        return true;
    }

    /// <summary>Gives a case back: <c>release</c> with all that lies behind it, <c>decline</c> or <c>senior</c>.</summary>
    internal bool GiveBack(string how, DeskNote note, Instant now)
    {
        if (Held(note.Handle, note.Token, now) is not { } held)
        {
            return false;
        }

        switch (how)
        {
            case "release":
                queue.ReleaseAll(reviewer);
                return true;
            case "decline":
                return queue.Decline(held.Id, reviewer, held.Token, Reason(note), now);
            case "senior":
                return queue.HandToSenior(held.Id, reviewer, held.Token, Reason(note), now);
            default:
                return false;
        }
    }

    /// <summary>Takes the last answer back; none where it is too late. It comes before what lies in the hand.</summary>
    internal DeskCase? Undo(Instant now) => queue.TakeBack(reviewer, now) is { } taken ? Show(taken, queue.Depth().Sum(depth => depth.Waiting)) : null;

    /// <summary>Keeps keys; false where they are no keys.</summary>
    internal bool Choose(DeskKeys chosen, Instant now)
    {
        if (chosen.Keys is not { Count: <= MostKeys } keys || keys.Any(key => key.Key.Length > 20 || key.Value is not { Length: > 0 and <= 12 }))
        {
            return false;
        }

        queue.ChooseKeys(reviewer, JsonSerializer.Serialize(keys), now);
        return true;
    }

    /// <summary>The case of a handle, if this person holds it.</summary>
    internal LeasedCase? Held(string handle, long? token, Instant now) =>
        queue.InHand(reviewer, now).FirstOrDefault(held => HandleOf(held.Id) == handle && (token is null || held.Token == token));

    /// <summary>What cameras show of a case that is held; empty where they show nothing or where it may not be seen.</summary>
    internal ImmutableArray<DeskView> Views(DeskNote note, Instant now, CancellationToken cancel)
    {
        if (store.Clips is not { } clips || Held(note.Handle, note.Token, now) is not { IsWholeVisit: false } held
            || clips.Give(held, reviewer, Reason(note), now, cancel) is not Result<Clip>.Good(var clip))
        {
            return [];
        }

        var begin = store.Database.Read(transaction => SceneTable.Of(transaction, held.Subject))?.Begin ?? held.At;
        return [.. clip.Cameras.Select(view => new DeskView(
            view.Camera,
            $"/review/clip/{note.Handle}/{Uri.EscapeDataString(view.Camera)}",
            view.Poster.Length > 0 ? $"/review/clip/{note.Handle}/{Uri.EscapeDataString(view.Camera)}/still" : null,
            clip.Audience == ClipAudience.Reviewer,
            [.. view.Frames.Select(frame => frame.Pts.Ticks / 10)],
            [.. view.Frames.Select(frame => Math.Round((frame.At - begin).TotalMilliseconds, 1))]))];
    }

    /// <summary>The file of a camera of a case that is held and was given before.</summary>
    internal string? FileOf(string handle, string camera, bool isStill, Instant now, CancellationToken cancel) =>
        store.Clips is { } clips && Held(handle, null, now) is { IsWholeVisit: false } held ? clips.FileOf(held, reviewer, camera, isStill, cancel) : null;

    /// <summary>Asks that heads be shown; somebody else decides.</summary>
    internal bool AskForHeads(DeskNote note, Instant now)
    {
        if (store.Clips is null || Held(note.Handle, note.Token, now) is not { } held || Reason(note).Trim() is not { Length: > 0 } reason)
        {
            return false;
        }

        new Unblurring(store.Database).Ask(held.Id, reviewer, reason, now);
        return true;
    }

    DeskTold Told(DeskTold told, Instant now)
    {
        var hand = Next(now);
        return told with { Next = hand.Next, Ahead = hand.Ahead };
    }

    static string Reason(DeskNote note) => note.Words.Length > 500 ? note.Words[..500] : note.Words;

    string HandleOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{store.Key}\n{reviewer}\n{id}")))[..24];

    DeskCase Show(LeasedCase leased, int waiting)
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
            waiting,
            leased.IsWarmUp,
            store.Clips is not null && !leased.IsWholeVisit);
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
