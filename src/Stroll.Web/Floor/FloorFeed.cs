using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Stroll.Geometry;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Web.Text;

namespace Stroll.Web.Floor;

/// <summary>What goes on in a store, as server-sent events.</summary>
/// <remarks>
/// <c>people</c> comes with every view; <c>carts</c>, <c>movements</c> and <c>problems</c> only when they have become something else. A reader
/// that is slow misses views and never makes them queue.
/// </remarks>
sealed class FloorFeed(LiveStore store, Clock clock, Func<bool> isStillAllowed)
{
    readonly PlanGeometry _plan = new(store.Model.Store);
    readonly Dictionary<string, string> _sent = [];

    /// <summary>Events until the browser leaves, or until it may no longer see them.</summary>
    internal async IAsyncEnumerable<SseItem<string>> Events([EnumeratorCancellation] CancellationToken cancellation)
    {
        long seen = -1;
        while (isStillAllowed())
        {
            var view = await Newer(seen, cancellation);
            foreach (var item in seen == view.Version ? [new SseItem<string>("", "still")] : Of(view))
            {
                yield return item;
            }

            seen = view.Version;
        }
    }

    /// <summary>The next view; or the same one after some seconds, so that a revoked session does not stay in a quiet store.</summary>
    async Task<LiveView> Newer(long seen, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(4));
        try
        {
            return await store.After(seen, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return store.View;
        }
    }

    IEnumerable<SseItem<string>> Of(LiveView view)
    {
        yield return new(JsonSerializer.Serialize(PeopleIn(view), Json.Small), "people");
        foreach (var (name, text) in new[]
        {
            ("carts", JsonSerializer.Serialize(view.Visits.Select(CartOf), Json.Small)),
            ("movements", JsonSerializer.Serialize(view.Movements.Select(MovementOf), Json.Small)),
            ("problems", JsonSerializer.Serialize(view.Problems.Select(ProblemOf), Json.Small)),
        })
        {
            if (_sent.GetValueOrDefault(name) != text)
            {
                _sent[name] = text;
                yield return new(text, name);
            }
        }
    }

    PeopleNow PeopleIn(LiveView view) => new(
        clock.Time(view.At), view.At.Nanoseconds / 1_000_000, view.Visits.Length,
        [.. view.People.Where(p => p.Place.IsKnown).Select(p => new Dot(p.Number, Place(p.Place)!, Place(p.Left), Place(p.Right), TrailOf(p)))]);

    double[]? Place(Point3 point)
    {
        if (!point.IsKnown)
        {
            return null;
        }

        var (x, y) = _plan.Place(point);
        return [x, y];
    }

    double[] TrailOf(LivePerson person) => [.. person.Trail.Where(p => p.IsKnown).SelectMany(p => Place(p)!)];

    CartNow CartOf(LiveVisit visit) => new(
        visit.Number, visit.Visit.ToString(), clock.Minute(visit.Cart.Entered), visit.Cart.Left is not null,
        [.. visit.Cart.Lines.Select(line => new CartLine(store.Model.Catalogue[line.Product].Name, line.Quantity, Amounts.Percent(line.Probability.Value)))]);

    MovementNow MovementOf(LiveMovement movement) => new(
        clock.Time(movement.At), movement.Visit?.ToString(), movement.Shelf?.Index, Evidence.Read(movement.Words, movement.At).Words, Amounts.Percent(movement.Probability.Value),
        movement.Probability.Value >= 0.9);

    ProblemNow ProblemOf(LiveProblem problem) => new(problem.Device, clock.Minute(problem.Since), problem.Effect, problem.Fix);

    sealed record PeopleNow(string Time, long At, int Inside, ImmutableArray<Dot> People);

    sealed record Dot(int N, double[] P, double[]? L, double[]? R, double[] T);

    sealed record CartNow(int Number, string Visit, string Since, bool Left, ImmutableArray<CartLine> Lines);

    sealed record CartLine(string Name, int Quantity, string Sure);

    sealed record MovementNow(string Time, string? Visit, int? Shelf, string Words, string Sure, bool IsSure);

    sealed record ProblemNow(string Device, string Since, string Effect, string Fix);
}
