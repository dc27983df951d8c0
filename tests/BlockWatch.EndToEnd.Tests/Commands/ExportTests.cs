namespace BlockWatch.EndToEnd.Tests.Commands;

/// <summary>A saved report in other formats.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ExportTests : IDisposable
{
    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public ExportTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_saved_report_can_be_written_as_text_and_as_Markdown()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, TimeSpan.FromSeconds(5));
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
