using System.Text.Encodings.Web;
using System.Text.Json;

namespace BlockWatch.EndToEnd.Tests.Traces;

/// <summary>The checked-in traces give the findings beside them, on any machine: neither the program nor its symbols are there.</summary>
[Collection(EndToEndCollection.Name)]
public class RecordedTraceTests
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ToolFixture _fixture;

    public RecordedTraceTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public static TheoryData<string> Names => [.. CheckedInTrace.All.Select(trace => trace.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_trace_gives_its_findings(string name)
    {
        CheckedInTrace trace = CheckedInTrace.All.Single(known => known.Name == name);
        using TemporaryFolder folder = new();
        await trace.UnpackAsync(folder.Combine("t.nettrace"));
        ProcessResult analyze = await ProcessRun.RunAsync(
            _fixture.Tool.Command("analyze", "t.nettrace", "-o", "a.json") with { WorkingDirectory = folder.Path }, TestTimeouts.Analyze);
        analyze.EnsureSuccess();
        ReportDocument report = ReportDocument.Read(folder.Combine("a.json"));

        await PublishedSchema.AssertReportAsync(report);
        Assert.Equal("traceEnded", report.Session.End);
        Golden.Match(Normalized(report), trace.ExpectedFile);
    }

    // What must not change: no times, no ids, nothing of the machine.
    private static string Normalized(ReportDocument report)
    {
        var findings = report.Findings
            .OrderBy(finding => finding.RuleId, StringComparer.Ordinal)
            .ThenBy(finding => finding.Site.UserFrame?.Method, StringComparer.Ordinal)
            .Select(finding => new
            {
                finding.RuleId,
                finding.Severity,
                finding.Confidence,
                Method = finding.Site.UserFrame?.Method,
                Blocking = finding.Site.BlockingFrame?.Method,
                finding.Site.UserFrame?.FileName,
                finding.Site.UserFrame?.Line,
                finding.Count,
                finding.Sampled,
            });
        return JsonSerializer.Serialize(new { report.Session.Limits, Findings = findings }, Indented) + "\n";
    }
}
