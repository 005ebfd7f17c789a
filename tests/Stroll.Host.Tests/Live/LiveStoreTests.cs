using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Tests.Live;

public class LiveStoreTests
{
    static readonly Store TwoPlates = Store.Build(
        "corner", [], [], [(new(1, 1, 1), null, 5000.Grams), (new(1, 1, 2), null, 5000.Grams)], []);

    readonly LiveStore _store = new(
        new("own", "corner"), new(TwoPlates, new([]), new(TwoPlates, [])), new NoDatabase());

    [Fact]
    public void Who_has_seen_the_newest_view_waits_for_the_next()
    {
        _store.Show(LiveView.Nothing);
        var waiting = _store.After(1, TestContext.Current.CancellationToken);

        Assert.False(waiting.IsCompleted);
        _store.Show(LiveView.Nothing);
        Assert.Equal(2, _store.View.Version);
    }

    [Fact]
    public async Task Who_fell_behind_gets_the_newest_view_at_once()
    {
        for (var i = 0; i < 5; i++)
        {
            _store.Show(LiveView.Nothing);
        }

        Assert.Equal(5, (await _store.After(2, TestContext.Current.CancellationToken)).Version);
    }

    [Fact]
    public async Task A_view_wakes_all_who_wait()
    {
        var waiting = Enumerable.Range(0, 50).Select(_ => _store.After(0, TestContext.Current.CancellationToken)).ToArray();

        _store.Show(LiveView.Nothing);

        Assert.All(await Task.WhenAll(waiting), view => Assert.Equal(1, view.Version));
    }

    [Fact]
    public void A_trace_keeps_the_mean_of_each_half_second_of_each_plate()
    {
        Take(second: 0, [100, 7], [300, 7]);
        Take(second: 1, [500, float.NaN], [500, float.NaN]);
        Take(second: 2, [0, 0], [0, 0]);

        Assert.Equal([200, 500], _store.Traces.Of(new(0)).Select(point => point.Grams));
        Assert.Equal([7], _store.Traces.Of(new(1)).Select(point => point.Grams));
    }

    [Fact]
    public void A_trace_forgets_what_is_older_than_it_keeps()
    {
        for (var second = 0; second < PlateTraces.Kept + 10; second++)
        {
            Take(second, [second, 0]);
        }

        var points = _store.Traces.Of(new(0));
        Assert.Equal(PlateTraces.Kept, points.Length);
        Assert.Equal(PlateTraces.Kept + 8, points[^1].Grams);
    }

    void Take(int second, params float[][] samples) => _store.Traces.Take(new(
        new(0), samples.Select((_, i) => (second * 1_000_000_000L) + (i * 10_000_000)).ToArray(), samples.SelectMany(s => s).ToArray()));
}
