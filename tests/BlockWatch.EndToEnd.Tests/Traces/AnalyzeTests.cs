using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Traces;

/// <summary>A recorded trace gives what a live watch gives.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class AnalyzeTests : IDisposable
{
    private static readonly TimeSpan Recorded = TimeSpan.FromSeconds(6);

    private readonly ToolFixture _fixture;
    private readonly ITestOutputHelper _output;
    private readonly TemporaryFolder _folder = new();

    public AnalyzeTests(ToolFixture fixture, ITestOutputHelper output)
    {
        _fixture = fixture;
        _output = output;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_trace_gives_the_sites_that_an_attach_gives(int runtime)
    {
        // Of another process than the trace's: a site has the same id in every run.
        SharedWatch live = await _fixture.Shared.FiveFaultsAsync(runtime, _output);
        string trace = _folder.Combine("t.nettrace");
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), "five-faults");
        await TraceRecording.RecordAsync(target.ProcessId, trace, Recorded);
        await target.EndAsync();

        ReportDocument replayed = await AnalyzeAsync(trace);

        await PublishedSchema.AssertReportAsync(replayed);
        Assert.Equal("analyze", replayed.Session.Mode);
        Assert.Equal("traceEnded", replayed.Session.End);
        Assert.Equal(target.ProcessId, replayed.Target.Pid);
        Assert.True(replayed.Session.Complete);

        // Everything was recorded; .NET 8 has no wait events.
        Assert.Equal(runtime == 8 ? 1 : 0, replayed.Session.Limits.Count(limit => limit.StartsWith("The trace has nothing of", StringComparison.Ordinal)));

        // A trace does not tell the patch.
        Assert.Equal(Text.Number(runtime) + ".0", replayed.Target.Runtime);
        Assert.True(
            IdsAsInATrace(live.Report, replayed).SequenceEqual(Ids(replayed)) && !Ids(replayed).Contains("none"),
            $"Live:\n{live.Report.Describe()}\nTrace:\n{replayed.Describe()}");
    }

    [Fact]
    public async Task A_trace_that_breaks_off_gives_what_it_has_and_says_that_it_is_not_whole()
    {
        string whole = _folder.Combine("whole.nettrace");
        string cut = _folder.Combine("cut.nettrace");
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        await TraceRecording.RecordAsync(target.ProcessId, whole, TimeSpan.FromSeconds(3));
        byte[] bytes = await File.ReadAllBytesAsync(whole);
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 2 / 3)]);

        ReportDocument report = await AnalyzeAsync(cut);

        await PublishedSchema.AssertReportAsync(report);
        Assert.Equal("traceTruncated", report.Session.End);
        Assert.False(report.Session.Complete);
        Assert.True(report.Session.EventsReceived > 0);
    }

    private async Task<ReportDocument> AnalyzeAsync(string trace)
    {
        string report = _folder.Combine("a.json");
        ProcessResult result = await ProcessRun.RunAsync(_fixture.Tool.Command("analyze", trace, "-o", report), TestTimeouts.Analyze);
        result.EnsureSuccess();
        return ReportDocument.Read(report);
    }

    // The main finding of each faulty method; FileAsync has two blocking calls on its line.
    // A trace has not the system's word that a thread waited for a processor: on a machine that is busy elsewhere it computes there.
    private static IEnumerable<string> IdsAsInATrace(ReportDocument live, ReportDocument replayed) =>
        Ids(live).Zip(Ids(replayed), FiveFaultsSites.All).Select(entry =>
            entry.First == "none" && live.Findings.Any(finding => finding.Category == "processorQueue" && finding.IsAt(entry.Third.Method)) ? entry.Second : entry.First);

    private static IReadOnlyList<string> Ids(ReportDocument report) =>
    [
        .. FiveFaultsSites.All
            .Select(site => report.OfRules(site.RuleId).Where(finding => finding.IsAt(site.Method)).MaxBy(finding => finding.Count))
            .Select(finding => finding is null ? "none" : $"{finding.RuleId} {finding.Id}"),
    ];
}
