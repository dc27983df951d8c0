using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>A saved report in other formats.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ExportTests : IDisposable
{
    private readonly ToolFixture _fixture;
    private readonly ITestOutputHelper _output;
    private readonly TemporaryFolder _folder = new();

    public ExportTests(ToolFixture fixture, ITestOutputHelper output)
    {
        _fixture = fixture;
        _output = output;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_saved_report_can_be_written_as_text_and_as_Markdown()
    {
        SharedWatch watch = await _fixture.Shared.FiveFaultsAsync(10, _output);
        await File.WriteAllTextAsync(_folder.Combine("r.json"), watch.Report.Source);
        Assert.NotEmpty(watch.Report.Findings);

        ProcessResult export = await ProcessRun.RunAsync(
            _fixture.Tool.Command("export", "r.json", "-o", "r.md", "-o", "r.txt", "-o", "copy.json") with { WorkingDirectory = _folder.Path },
            TestTimeouts.Command);

        export.EnsureSuccess();
        Assert.Equal("", export.Error);
        Assert.Equal(["copy.json", "r.json", "r.md", "r.txt"], _folder.Entries);
        Assert.Equal(watch.Report.Source, await File.ReadAllTextAsync(_folder.Combine("copy.json")));
        foreach (string name in new[] { "r.md", "r.txt" })
        {
            string text = await File.ReadAllTextAsync(_folder.Combine(name));
            Assert.All(watch.Report.Findings, finding => Assert.Contains(finding.RuleId, text, StringComparison.Ordinal));
            Assert.All(
                watch.Report.OfRules(Rules.OfSites),
                finding => Assert.Contains($"{finding.Site.UserFrame!.FileName}:{finding.Site.UserFrame.Line}", text, StringComparison.Ordinal));
        }
    }
}
