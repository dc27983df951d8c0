using System.Text.Json;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Two threads that wait for each other's locks are named as such, with both frames.</summary>
[Collection(EndToEndCollection.Name)]
public class DeadlockTests
{
    private const string Deposit = "SampleTargets.Scenarios.DeadlockLocks.Deposit";
    private const string Audit = "SampleTargets.Scenarios.DeadlockLocks.Audit";

    private readonly ToolFixture _fixture;

    public DeadlockTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(8, "likely")]
    [InlineData(9, "certain")]
    [InlineData(10, "certain")]
    public async Task Two_locks_in_opposite_order_are_one_deadlock_spelt_out(int runtime, string confidence)
    {
        ReportDocument report = await RunAsync(runtime, "faults");

        ReportedFinding finding = Assert.Single(report.OfRules("BW0008"));
        Assert.Equal("Deadlock of 2 threads: DeadlockLocks.Audit ⇄ DeadlockLocks.Deposit", finding.Title);
        Assert.Equal(("error", confidence, 1), (finding.Severity, finding.Confidence, finding.Count));
        JsonElement deadlock = JsonDocument.Parse(report.Source).RootElement.GetProperty("findings").EnumerateArray().First().GetProperty("deadlock");
        Assert.Equal(JsonValueKind.Null, deadlock.GetProperty("endMs").ValueKind);
        Assert.Equal([(Audit, MarkedLine.In("DeadlockLocks.cs", "Audit")), (Deposit, MarkedLine.In("DeadlockLocks.cs", "Deposit"))], deadlock.GetProperty("steps").EnumerateArray().Select(FrameOf));
        Assert.Equal(2, report.OfRules("BW0003").Count);
    }

    [Fact]
    public async Task Without_the_fault_nothing_is_said()
    {
        ReportDocument report = await RunAsync(10, "healthy");

        Assert.Empty(report.OfRules("BW0008"));
    }

    // From its first instruction: a deadlock that had closed before an attach raises no event any more.
    private async Task<ReportDocument> RunAsync(int runtime, string load)
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("r.json");
        string[] program = runtime == 10 ? [DotnetCommand.Executable, PublishedTargets.Assembly(10)] : [PublishedTargets.Executable(runtime)];
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command(["run", "-o", path, "--", .. program, "deadlock-locks", "--seconds", "6", "--load", load]), TestTimeouts.WatchOverhead);
        result.EnsureSuccess();
        ReportDocument report = ReportDocument.Read(path);
        await PublishedSchema.AssertReportAsync(report);
        return report;
    }

    private static (string Method, int Line) FrameOf(JsonElement step)
    {
        JsonElement frame = step.GetProperty("frame");
        return (frame.GetProperty("method").GetString()!.Split('(')[0], frame.GetProperty("line").GetInt32());
    }
}
