using System.Collections.Immutable;
using System.Data.Common;
using Stroll.Host;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Payments;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>What goes on around the deciding of a store: cases for people who look, visits, receipts and money.</summary>
/// <remarks>A store without money (no provider in the settings, or no prices) has cases alone: nobody is charged there and no receipt is made.</remarks>
internal sealed class StoreBusiness : IDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly TimeProvider _time = TimeProvider.System;
    readonly Action<string> _say;
    readonly AnswerSender _answers;
    readonly ReviewUpkeep _upkeep;
    readonly VisitFindings? _findings;
    readonly WaitingVisits? _waiting;
    readonly StoreTill? _money;
    Task _work = Task.CompletedTask;

    /// <summary>Wires; nothing runs yet.</summary>
    /// <param name="key">Which store.</param>
    /// <param name="model">What is believed of it.</param>
    /// <param name="rows">Where rows are kept.</param>
    /// <param name="log">Answers go there.</param>
    /// <param name="folder">Of the store: its secrets lie there.</param>
    /// <param name="rules">Of the queue of questions.</param>
    /// <param name="money">Of the store; none where nobody is charged.</param>
    /// <param name="say">Takes one line for the operator.</param>
    internal StoreBusiness(
        StoreKey key, StoreModel model, IDatabase rows, ILog log, string folder, ReviewRules rules, StoreTill? money, Action<string> say)
    {
        (_say, _money) = (say, money);
        var days = new AuditDays(key, KeptSecret.In(folder, "review-key"));
        _upkeep = new(rows, days);
        Queue = new(rows, model.Catalogue, rules, rows.Write(transaction => days.Of(transaction, Now)));
        var desk = log.Header.Sources.Single(source => source.Kind == SourceKind.Desk).Source;
        _answers = new(rows, log, desk, model.Catalogue, rules);
        var review = new ReviewListener(model.Catalogue, rules, days);
        Listeners = [review];
        if (money is not null)
        {
            var visits = money.Till.Desk;
            Complaints = new(rows, visits, ComplaintRules.Default, _time);
            _waiting = new(rows, visits, key);
            _findings = new(rows, visits, rules);
            Listeners = [review, visits];
        }
    }

    /// <summary>Cases.</summary>
    internal ReviewQueue Queue { get; }

    /// <summary>Complaints; none where nobody is charged.</summary>
    internal ComplaintDesk? Complaints { get; }

    /// <summary>Act on what the store concludes.</summary>
    internal ImmutableArray<IStoreListener> Listeners { get; }

    Instant Now => Instants.Of(_time);

    /// <summary>Begins to do what time alone brings: answers go into the log, visits close, payments are collected, letters go out.</summary>
    internal void Start()
    {
        IEnumerable<Chore> chores = [new("cases", 1.Seconds, Look), .. _money?.Chores ?? []];
        _work = Task.WhenAll(chores.Select(chore => Task.Run(() => Do(chore))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _money?.Dispose();
        _stop.Dispose();
    }

    async Task Do(Chore chore)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await chore.Round(_stop.Token);
                await Task.Delay(chore.Every, _time, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is DbException or IOException)
            {
                _say($"{chore.Name} wait: {trouble.Message}");
                await Task.Delay(1.Seconds, _time, CancellationToken.None);
            }
        }
    }

    async Task Look(CancellationToken cancellation)
    {
        await _answers.Send(Now, cancellation);
        _upkeep.Work(Now);
        _findings?.Act(Now);
        _waiting?.Release(Now);
    }
}
