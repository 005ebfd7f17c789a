using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Payments;
using Stroll.Host.Plans;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Payments.Collecting;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>What goes on around the deciding of a store: cases for people who look, and in a simulated store money that is none.</summary>
/// <remarks>A real store gets receipts and payments with a provider of its own; none is built in yet.</remarks>
internal sealed class StoreBusiness : IDisposable
{
    const string KeyFile = "review-key";

    readonly CancellationTokenSource _stop = new();
    readonly TimeProvider _time;
    readonly Action<string> _say;
    readonly AnswerSender _answers;
    readonly Cashier? _cashier;
    readonly WaitingVisits? _waiting;
    readonly ReviewUpkeep _upkeep;
    readonly AuditFindings? _findings;
    Task _work = Task.CompletedTask;

    internal StoreBusiness(StoreKey key, StoreModel model, IDatabase rows, ILog log, string folder, ReviewRules rules, bool isSimulated, Action<string> say)
    {
        (_time, _say) = (TimeProvider.System, say);
        var days = new AuditDays(key, SecretIn(folder));
        _upkeep = new(rows, days);
        Queue = new(rows, model.Catalogue, rules, rows.Write(transaction => days.Of(transaction, Now)));
        var desk = log.Header.Sources.Single(source => source.Kind == SourceKind.Desk).Source;
        _answers = new(rows, log, desk, model.Catalogue, rules);
        var review = new ReviewListener(model.Catalogue, rules, days);
        Listeners = [review];
        if (isSimulated)
        {
            _cashier = new(rows, new TestProvider(_time, TestFaults.None, 1), PaymentRules.Default, _time);
            Prices = new(rows, model.Catalogue, FixedPrices(model.Catalogue), _time);
            Visits = new(rows, _cashier, Settings(model.Catalogue, Prices, rules));
            Complaints = new(rows, Visits, ComplaintRules.Default, _time);
            _waiting = new(rows, Visits, key);
            _findings = new(rows, Visits, rules);
            Listeners = [review, Visits];
        }
    }

    /// <summary>Cases.</summary>
    internal ReviewQueue Queue { get; }

    /// <summary>Receipts; none in a real store.</summary>
    internal VisitDesk? Visits { get; }

    /// <summary>Prices; none in a real store.</summary>
    internal PriceDesk? Prices { get; }

    /// <summary>Complaints; none in a real store.</summary>
    internal ComplaintDesk? Complaints { get; }

    /// <summary>Act on what the store concludes.</summary>
    internal ImmutableArray<IStoreListener> Listeners { get; }

    Instant Now => new(_time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    /// <summary>Begins to do what time alone brings: answers go into the log, visits close, payments are collected.</summary>
    internal void Start() => _work = Task.Run(Work);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _stop.Dispose();
    }

    async Task Work()
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await second.WaitForNextTickAsync(_stop.Token);
                await Round();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is DbException or IOException)
            {
                _say($"receipts and cases wait: {trouble.Message}");
            }
        }
    }

    async Task Round()
    {
        await _answers.Send(Now, _stop.Token);
        _upkeep.Work(Now);
        _findings?.Act(Now);
        _waiting?.Release(Now);
        Visits?.Watch();
        await (_cashier?.Work(_stop.Token) ?? Task.FromResult(0));
    }

    /// <summary>Receipts come when nobody came back for a minute, and at the latest when the queue's promise is over.</summary>
    static VisitDeskSettings Settings(Catalogue catalogue, PriceDesk prices, ReviewRules rules) =>
        new(catalogue, () => prices.Book, new(rules.Promise + 60.Seconds, 60.Seconds), _ => new("tok_demo", 0));

    /// <summary>The prices of the catalogue, with one tax.</summary>
    static PriceBookDraft FixedPrices(Catalogue catalogue) => PriceBookDraft.Of(
        catalogue, catalogue.Products.FirstOrDefault(product => product.Price is not null)?.Price?.Currency ?? "EUR", new("R", "VAT 7 %", 70_000), TaxRules.Included);

    static byte[] SecretIn(string folder)
    {
        var path = Path.Combine(folder, KeyFile);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
        }

        return File.ReadAllBytes(path);
    }
}
