using System.Collections.Immutable;
using Stroll.Payments.Collecting;
using Stroll.Units;

namespace Stroll.Tests.Money.Collecting;

/// <summary>
/// The call of the shopper's exit, a webhook and the janitor at one payment, in every order of their steps: each commits, calls and commits
/// again, as the cashier does, and between any two steps the others may go on.
/// </summary>
public class InterleavingTests(ITestOutputHelper output)
{
    const int MostSteps = 12;
    static readonly Instant At = Instant.FromUnixSeconds(1_780_000_000);

    [Theory]
    [InlineData(Fate.Answered)]
    [InlineData(Fate.AnswerLost)]
    [InlineData(Fate.RequestLost)]
    [InlineData(Fate.FalseNo)]
    public void In_every_order_there_is_one_capture(Fate fate)
    {
        var held = Paying.Apply(
            Paying.Open("p", "tok", "EUR", 2000, At, PaymentRules.Default).State,
            new PaymentInput.Replied(At, "p.Authorise.1", new ProviderReply.Done(2000, "h", null)), PaymentRules.Default).State;
        var exit = new Actor([new Todo.Commit(new PaymentInput.Fix(At, 1500))]);
        var webhook = new Actor([new Todo.Commit(new PaymentInput.Hinted(At, "p.Capture.2"))]);
        var janitor = new Actor([new Todo.Commit(new PaymentInput.Looked(At + 60.Seconds)), new Todo.Commit(new PaymentInput.Looked(At + 120.Seconds))]);
        var (orders, seen) = (0, new HashSet<string>());
        Go(new(held, [exit, webhook, janitor], Captured: 0, Calls: 0, Booked: 0), 0);
        output.WriteLine($"{fate}: {orders} orders, {seen.Count} different ends");
        Assert.True(orders > 20);

        void Go(World world, int steps)
        {
            Assert.True(world.Captured <= 1 && world.Booked <= 1, $"{world}");
            var isOver = steps == MostSteps || world.Actors.All(a => a.Todo.IsEmpty);
            if (isOver)
            {
                orders++;
                var settled = ToRest(world, fate);
                Assert.True(settled is { Captured: 1, Booked: 1, State: { Phase: PaymentPhase.Settled, Captured: 1500 } }, $"{settled.State}");
                seen.Add($"{world.State.Phase} {world.State.Running?.IsUnknown}");
                return;
            }

            for (var i = 0; i < world.Actors.Length; i++)
            {
                if (!world.Actors[i].Todo.IsEmpty)
                {
                    Go(Step(world, i, fate), steps + 1);
                }
            }
        }
    }

    /// <summary>What became of the first call of the capture.</summary>
    public enum Fate
    {
        Answered,
        AnswerLost,
        RequestLost,
        FalseNo,
    }

    /// <summary>After all orders the janitor comes until nothing is left.</summary>
    static World ToRest(World world, Fate fate)
    {
        for (var i = 0; i < 50; i++)
        {
            for (var actor = 0; actor < world.Actors.Length; actor++)
            {
                while (!world.Actors[actor].Todo.IsEmpty)
                {
                    world = Step(world, actor, fate);
                }
            }

            var again = new Actor([new Todo.Commit(new PaymentInput.Looked(At + TimeSpan.FromHours(1 + (i * 0.1))))]);
            world = world.State.Running is null ? world : world with { Actors = world.Actors.SetItem(2, again) };
        }

        return world;
    }

    static World Step(World world, int actor, Fate fate)
    {
        var (todo, rest) = (world.Actors[actor].Todo[0], world.Actors[actor].Todo.RemoveAt(0));
        var next = world with { Actors = world.Actors.SetItem(actor, new(rest)) };
        switch (todo)
        {
            case Todo.Commit commit:
                var step = Paying.Apply(world.State, commit.Input, PaymentRules.Default);
                var calls = step.Effects.Where(e => e is PaymentEffect.Send or PaymentEffect.Ask).Select(e => (Todo)new Todo.Call(e));
                return next with
                {
                    State = step.State,
                    Booked = world.Booked + step.Effects.OfType<PaymentEffect.Moved>().Count(),
                    Actors = next.Actors.SetItem(actor, new([.. rest, .. calls])),
                };
            case Todo.Call { Effect: PaymentEffect.Send send }:
                var isFirst = world.Calls == 0;
                var arrives = !(isFirst && fate == Fate.RequestLost);
                ProviderReply reply = (isFirst, fate) switch
                {
                    (true, Fate.AnswerLost or Fate.RequestLost) => new ProviderReply.Unclear("timeout"),
                    (true, Fate.FalseNo) => new ProviderReply.Refused("no"),
                    _ => new ProviderReply.Done(send.Operation.Minor, "h", null),
                };
                // One key, one effect: what is sent twice under one key is one capture.
                Assert.Equal("p.Capture.2", send.Operation.Key);
                return next with
                {
                    Captured = arrives ? 1 : world.Captured,
                    Calls = world.Calls + 1,
                    Actors = next.Actors.SetItem(actor, new([new Todo.Commit(new PaymentInput.Replied(At, send.Operation.Key, reply)), .. rest])),
                };
            case Todo.Call { Effect: PaymentEffect.Ask ask }:
                ProviderReply told = world.Captured > 0 ? new ProviderReply.Done(1500, "h", null) : new ProviderReply.Absent(KeyIsSpent: false);
                return next with { Actors = next.Actors.SetItem(actor, new([new Todo.Commit(new PaymentInput.Told(At, ask.Key, told)), .. rest])) };
            default:
                throw new InvariantException("a commit or a call");
        }
    }

    sealed record World(PaymentState State, ImmutableArray<Actor> Actors, int Captured, int Calls, int Booked);

    sealed record Actor(ImmutableArray<Todo> Todo);

    abstract record Todo
    {
        internal sealed record Commit(PaymentInput Input) : Todo;

        internal sealed record Call(PaymentEffect Effect) : Todo;
    }
}
