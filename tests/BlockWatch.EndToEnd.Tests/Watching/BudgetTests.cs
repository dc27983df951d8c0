using System.Text.Json;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Watching takes what it may, and the report says what it did without.</summary>
[Collection(EndToEndCollection.Name)]
public class BudgetTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private readonly ToolFixture _fixture;

    public BudgetTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_budget_that_is_too_small_for_the_load_narrows_what_is_told_and_the_report_says_so(int runtime)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "healthy", "--load", "healthy", "--rate", "1500");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration, "--budget", "0.4%");
        ProcessResult ended = await target.EndAsync();

        await PublishedSchema.AssertReportAsync(watch.Report);
        using JsonDocument report = JsonDocument.Parse(watch.Report.Source);
        JsonElement session = report.RootElement.GetProperty("session");
        JsonElement spans = session.GetProperty("lanes").EnumerateArray().Single(lane => lane.GetProperty("name").GetString() == "spans");
        Assert.Equal("narrowed", spans.GetProperty("state").GetString());
        Assert.InRange(spans.GetProperty("activeMs").GetDouble(), 1, session.GetProperty("durationMs").GetDouble() * 0.9);
        Assert.Contains(watch.Report.Session.Limits, limit => limit.StartsWith("Requests were told for", StringComparison.Ordinal));
        JsonElement budget = session.GetProperty("budget");
        Assert.Equal(0.004, budget.GetProperty("allowedShare").GetDouble());
        Assert.True(budget.GetProperty("estimatedShare").GetDouble() > 0);
        Assert.True(budget.GetProperty("dearestShare").GetDouble() >= budget.GetProperty("estimatedShare").GetDouble());

        Assert.True(watch.Report.OfRules(Rules.OfSites).Count == 0, watch.Report.Describe());
        Assert.Empty(watch.Report.Starvation);
        Assert.True(watch.Report.Session.Complete);
        Assert.Contains("failed=0", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_is_large_enough_narrows_nothing()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "healthy", "--load", "none");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, TimeSpan.FromSeconds(4));

        using JsonDocument report = JsonDocument.Parse(watch.Report.Source);
        JsonElement session = report.RootElement.GetProperty("session");
        Assert.All(session.GetProperty("lanes").EnumerateArray(), lane => Assert.Equal("full", lane.GetProperty("state").GetString()));
        Assert.InRange(session.GetProperty("budget").GetProperty("estimatedShare").GetDouble(), 0, 0.02);
    }
}
