using System.Globalization;
using BlockWatch.Telemetry.Figures;
using BlockWatch.Telemetry.Tests.Fixtures;

namespace BlockWatch.Telemetry.Tests.Figures;

/// <summary>However many sites a target has, its series are bounded, and nothing is lost from the sums.</summary>
public class CardinalityTests
{
    private readonly TargetFigures _figures = new();

    [Fact]
    public void Sites_beyond_the_cap_are_counted_as_others_of_their_rule()
    {
        const int Sites = SiteTotals.SiteCap + 300;
        for (int site = 0; site < Sites; site++)
        {
            string method = string.Create(CultureInfo.InvariantCulture, $"Shop.M{site}()");
            _figures.AddStall(Made.Stall(Made.Part(Made.Site(method, rule: site % 2 == 0 ? "BW0004" : "BW0001"), 10)));
        }

        IReadOnlyList<MetricPoint> stalls = _figures.Read(Metrics.Stalls);
        Assert.Equal(SiteTotals.SiteCap + 2, stalls.Count);
        Assert.Equal(Sites, stalls.Sum(point => point.Value));
        Assert.Equal(Sites / 100.0, _figures.Read(Metrics.StalledTime).Sum(point => point.Value), 6);
        Assert.Equal(
            [(150.0, "BW0001"), (150.0, "BW0004")],
            stalls.Where(point => point.LabelValues[2] == "other").Select(point => (point.Value, point.LabelValues[0])).Order());
    }

    [Fact]
    public void A_site_that_has_its_series_keeps_it()
    {
        for (int site = 0; site < SiteTotals.SiteCap + 10; site++)
        {
            _figures.AddStall(Made.Stall(Made.Part(Made.Site(string.Create(CultureInfo.InvariantCulture, $"Shop.M{site}()")), 10)));
        }

        _figures.AddStall(Made.Stall(Made.Part(Made.Site("Shop.M0()"), 10)));

        Assert.Equal(2, _figures.Read(Metrics.Stalls).Single(point => point.LabelValues[2] == "Shop.M0()").Value);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\n')]
    public void A_name_without_end_is_cut(char letter)
    {
        _figures.AddStall(Made.Stall(Made.Part(Made.Site(new string(letter, 100_000)), 10)));

        string method = _figures.Read(Metrics.Stalls).Single().LabelValues[2];
        Assert.Equal(LabelText.MaxLength, method.Length);
        Assert.EndsWith("…", method, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_the_user_left_out_are_not_counted()
    {
        _figures.AddStall(Made.Stall(Made.Part(Made.Site("Shop.Told()"), 200), Made.Part(Made.Site("Shop.Suppressed()"), 50) with { IsLeftOut = true }));

        Assert.Equal(["Shop.Told()"], _figures.Read(Metrics.StalledTime).Select(point => point.LabelValues[2]));
    }

    [Fact]
    public void A_stall_that_nothing_explains_is_counted_with_its_time()
    {
        _figures.AddStall(Made.Stall([]) with { GcNs = 50 * Made.Millisecond });

        Assert.Equal(["BW0009", "unknown", "unknown"], _figures.Read(Metrics.Stalls).Single().LabelValues);
        Assert.Equal(0.2, _figures.Read(Metrics.StalledTime).Single().Value, 6);
    }

    [Fact]
    public void An_episode_whose_begin_was_not_told_is_counted_and_starving_ends()
    {
        _figures.EndStarvation(Made.Episode(1, 1_000, 3_000));
        _figures.BeginStarvation(Made.Episode(2, 5_000));
        _figures.EndStarvation(Made.Episode(2, 5_000, 6_000));

        Assert.Equal(2, _figures.Read(Metrics.StarvationEpisodes).Single().Value);
        Assert.Equal(3, _figures.Read(Metrics.StarvationTime).Single().Value);
        Assert.Equal(0, _figures.Read(Metrics.StarvationActive).Single().Value);
    }

    [Fact]
    public void A_deadlock_that_resolved_is_counted_and_not_active()
    {
        _figures.AddDeadlock(Made.Deadlock(1));
        _figures.AddDeadlock(Made.Deadlock(2));
        _figures.EndDeadlock(Made.Deadlock(1, endMs: 9_000));

        Assert.Equal(2, _figures.Read(Metrics.Deadlocks).Single().Value);
        Assert.Equal(1, _figures.Read(Metrics.ActiveDeadlocks).Single().Value);
    }

    [Fact]
    public void What_is_not_known_yet_has_no_value()
    {
        Assert.Empty(_figures.Read(Metrics.PoolThreads));
        Assert.Empty(_figures.Read(Metrics.WatchedTime));
    }
}
