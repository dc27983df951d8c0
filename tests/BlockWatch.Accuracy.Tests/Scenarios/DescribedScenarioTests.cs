namespace BlockWatch.Accuracy.Tests.Scenarios;

public class DescribedScenarioTests
{
    [Fact]
    public void Each_line_is_a_scenario()
    {
        IReadOnlyList<DescribedScenario> read = DescribedScenario.Parse(
            """
            {"name":"shop","kind":"Faulty","rules":["BW0004"],"hasTwin":true,"onlyFromStart":false,"onlyLive":false,"description":"It sleeps."}
            {"name":"quiet","kind":"Healthy","rules":[],"hasTwin":false,"onlyFromStart":true,"onlyLive":true,"detail":"full","description":"It does not."}
            """);

        Assert.Equal(
            [("shop", ScenarioKind.Faulty, "BW0004", true, false, false, "off"), ("quiet", ScenarioKind.Healthy, "", false, true, true, "full")],
            read.Select(scenario => (scenario.Name, scenario.Kind, string.Join(',', scenario.Rules), scenario.HasTwin, scenario.OnlyFromStart, scenario.OnlyLive, scenario.Detail)));
    }
}
