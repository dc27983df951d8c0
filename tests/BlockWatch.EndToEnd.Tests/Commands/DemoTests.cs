namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>The demo needs nothing but the package: it runs in an empty folder, with an empty home.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class DemoTests : IDisposable
{
    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public DemoTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_is_that_of_the_sample_targets()
    {
        ProcessResult demo = await _fixture.Tool.RunAsync("demo", "--list");
        ProcessResult targets = await ProcessRun.RunAsync(
            new ProcessCommand(DotnetCommand.Executable, PublishedTargets.Assembly(10), "--list"), TestTimeouts.Command);

        demo.EnsureSuccess();
        Assert.Equal("", demo.Error);
        Assert.Equal(Names(targets.Output, '\t'), Names(demo.Output, ' '));
        Assert.Contains("starvation", Names(demo.Output, ' '));
    }

    [Fact]
    public async Task It_shows_the_fault_and_leaves_a_report()
    {
        ProcessResult demo = await ProcessRun.RunAsync(
            _fixture.Tool.Command("demo", "long-continuation", "--duration", "4s") with { WorkingDirectory = _folder.Path }, TestTimeouts.WatchOverhead);

        demo.EnsureSuccess();
        Assert.Equal(["blockwatch-demo.json"], _folder.Entries);
        ReportDocument report = ReportDocument.Read(_folder.Combine("blockwatch-demo.json"));
        await PublishedSchema.AssertReportAsync(report);
        int line = MarkedLine.In("LongContinuation.cs", "SleepAsync");
        Assert.Contains(
            new ExpectedSite("BW0004", "SampleTargets.Scenarios.LongContinuation.SleepAsync", "LongContinuation.cs", line),
            report.Findings.Select(ExpectedSite.Of));
        Assert.Contains($"LongContinuation.cs:{line}", demo.Output, StringComparison.Ordinal);
    }

    private static string[] Names(string list, char end) =>
        [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(end)[0]).Order(StringComparer.Ordinal)];
}
