namespace BlockWatch.Accuracy.Tests.Watching;

public class RowPlanTests
{
    private static readonly DescribedScenario[] Scenarios =
    [
        new("shop", ScenarioKind.Faulty, ["BW0004"], HasTwin: true, OnlyFromStart: false, OnlyLive: false),
        new("start", ScenarioKind.Faulty, ["BW0004"], HasTwin: false, OnlyFromStart: true, OnlyLive: false),
    ];

    [Fact]
    public void A_fault_at_the_start_is_given_to_run_alone() =>
        Assert.Equal(
            ["shop .NET 9 attach", "shop .NET 9 run", "shop .NET 10 attach", "shop .NET 10 run", "start .NET 9 run", "start .NET 10 run"],
            Keys(twins: false));

    [Fact]
    public void Twins_are_measured_where_there_are_some() =>
        Assert.Equal(
            [
                "shop .NET 9 attach", "shop .NET 9 run", "shop .NET 10 attach", "shop .NET 10 run",
                "shop (twin) .NET 9 attach", "shop (twin) .NET 9 run", "shop (twin) .NET 10 attach", "shop (twin) .NET 10 run",
                "start .NET 9 run", "start .NET 10 run",
            ],
            Keys(twins: true));

    [Fact]
    public void What_no_trace_tells_of_is_not_given_to_analyze()
    {
        DescribedScenario[] scenarios = [new("paging", ScenarioKind.Faulty, ["BW0010"], HasTwin: false, OnlyFromStart: false, OnlyLive: true)];

        Assert.Equal(
            ["paging .NET 9 attach", "paging .NET 9 run"],
            RowPlan.All(scenarios, [9], Enum.GetValues<WatchMode>(), twins: false, TimeSpan.FromSeconds(8)).Select(plan => plan.Key.ToString()));
    }

    [Fact]
    public void Twins_and_healthy_programs_must_be_silent()
    {
        DescribedScenario[] scenarios = [.. Scenarios, new("calm", ScenarioKind.Healthy, [], HasTwin: false, OnlyFromStart: false, OnlyLive: false)];

        Assert.Equal(
            ["shop (twin) .NET 9 attach", "calm .NET 9 attach"],
            RowPlan.All(scenarios, [9], [WatchMode.Attach], twins: true, TimeSpan.FromSeconds(8)).Where(plan => plan.MustBeSilent).Select(plan => plan.Key.ToString()));
    }

    [Fact]
    public void Each_row_is_watched_with_the_detail_that_its_scenario_asks_for_where_a_watch_can_have_it()
    {
        DescribedScenario[] scenarios = [.. Scenarios, new("ring", ScenarioKind.Faulty, ["BW0008"], HasTwin: true, OnlyFromStart: false, OnlyLive: false, "full")];
        IReadOnlyList<RowPlan> plans = RowPlan.All(scenarios, [9], [WatchMode.Attach, WatchMode.Analyze], twins: true, TimeSpan.FromSeconds(8));

        Assert.Equal(
            ["shop .NET 9 attach: off", "shop .NET 9 analyze: off", "ring .NET 9 attach: full", "ring .NET 9 analyze: off", "ring (twin) .NET 9 attach: full", "ring (twin) .NET 9 analyze: off"],
            plans.Where(plan => !(plan.Key.Scenario == "shop" && plan.Key.IsTwin)).Select(plan => $"{plan.Key}: {plan.DetailInForce}"));
        Assert.Equal([true, true, true, false], plans.Where(plan => !plan.Key.IsTwin).Select(plan => plan.HasItsDetail));
    }

    private static IEnumerable<string> Keys(bool twins) =>
        RowPlan.All(Scenarios, [9, 10], [WatchMode.Attach, WatchMode.Run], twins, TimeSpan.FromSeconds(8)).Select(plan => plan.Key.ToString());
}
