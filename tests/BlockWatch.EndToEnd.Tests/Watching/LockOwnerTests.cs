namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Who holds a lock that others wait for, and what the owner itself waits for: a task, and another lock.</summary>
[Collection(EndToEndCollection.Name)]
public class LockOwnerTests
{
    private const string Type = "SampleTargets.Scenarios.LockOwner.";
    private const string File = "LockOwner.cs";

    private readonly ToolFixture _fixture;

    public LockOwnerTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_lock_held_across_a_result_and_the_chain_behind_it_are_spelt_out(int runtime)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "lock-owner");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, TimeSpan.FromSeconds(4));
        await target.EndAsync();
        ReportDocument report = watch.Report;
        await PublishedSchema.AssertReportAsync(report);

        ReportedFinding result = Assert.Single(report.OfRules("BW0001"), finding => finding.IsAt(Type + "RefreshAsync"));
        ReportedLocks quote = LocksOf(report, "QuoteAsync");
        ReportedOwnerTime doing = quote.Doing[0];
        Assert.Equal((result.Id, "taskWait", false), (doing.Place.FindingId, doing.Place.Category, doing.Sampled));
        Assert.Equal(MarkedLine.In(File, "RefreshAsync"), doing.Place.Site.UserFrame!.Line);

        // No longer than the task was waited for at all, however slow the machine is.
        Assert.InRange(doing.MaxMs, 100, result.MaxMs + 1);
        Assert.Equal((1, 2), (quote.Locks, quote.MaxWaiters));

        // The compiler gives the entry of a System.Threading.Lock no place of its own: the line is that of the statement before.
        ReportedLocks list = LocksOf(report, "ListAsync");
        Assert.Equal(
            [("lock", MarkedLine.In(File, "OrderAsync") - 1, false), ("taskWait", MarkedLine.In(File, "RefreshAsync"), false)],
            list.Chain.Select(owner => (owner.Place!.Category, owner.Place.Site.UserFrame!.Line!.Value, owner.Sampled)));
        Assert.True(list.OwnerKnownMs > list.WaitedMs * 0.9, report.Describe());
    }

    private static ReportedLocks LocksOf(ReportDocument report, string method) =>
        Assert.Single(report.OfRules("BW0003"), finding => finding.IsAt(Type + method)).Locks!;
}
