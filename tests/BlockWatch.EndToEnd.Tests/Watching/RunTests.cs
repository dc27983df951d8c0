namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A command under watch from its first instruction: seen at once, and otherwise as if nobody watched.</summary>
[Collection(EndToEndCollection.Name)]
public class RunTests
{
    private const string Method = "SampleTargets.Scenarios.MainAsync.LoadSettingsAsync";
    private const int CommandExitCode = 42;

    private readonly ToolFixture _fixture;

    public RunTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public Task A_stall_at_the_start_of_a_dotnet_command_is_found() =>
        AssertFoundAsync(10, [DotnetCommand.Executable, PublishedTargets.Assembly(10)]);

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public Task A_stall_at_the_start_of_a_self_contained_program_is_found(int runtime) =>
        AssertFoundAsync(runtime, [PublishedTargets.Executable(runtime)]);

    [Fact]
    public async Task A_command_without_dotnet_runs_undisturbed_and_is_then_refused()
    {
        using TemporaryFolder folder = new();
        ProcessCommand command = _fixture.Tool.Command("run", "--quiet", "-o", folder.Combine("r.json"), "--", "cat") with { KeepsInputOpen = true };
        await using ProcessRun run = ProcessRun.Start(command);
        await run.WriteInputAsync("through\n");
        run.CloseInput();
        ProcessResult result = await run.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("through\n", result.Output);
        Assert.StartsWith("blockwatch: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }

    /// <summary>What the command started has our port in its environment, and so have the programs that it starts: they must not wait there for ever.</summary>
    [Fact]
    public async Task What_a_command_leaves_running_starts_programs_when_blockwatch_is_gone()
    {
        const string Script = "(while [ ! -e \"$0/go\" ]; do sleep 0.05; done; exec \"$@\") > \"$0/out\" 2>&1 & exec \"$@\"";
        using TemporaryFolder work = new();
        using TemporaryFolder temporary = new();
        ProcessCommand command = _fixture.Tool.Command(
            "run", "--", "/bin/sh", "-c", Script, work.Path, DotnetCommand.Executable, PublishedTargets.Assembly(10), "main-async") with
        {
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = temporary.Path },
        };
        ProcessResult result = await ProcessRun.RunAsync(command, TestTimeouts.WatchOverhead);
        Assert.Equal(CommandExitCode, result.ExitCode);
        Assert.Contains("what the command left running may start more programs on .NET", result.Error, StringComparison.Ordinal);

        File.WriteAllText(work.Combine("go"), "");
        await Eventually.HoldsAsync(
            () => File.ReadAllText(work.Combine("out")).StartsWith("READY", StringComparison.Ordinal), TestTimeouts.WatchOverhead, "the program starts");
        await Eventually.HoldsAsync(
            () => !temporary.Entries.Any(entry => entry.StartsWith("blockwatch-", StringComparison.Ordinal)), TestTimeouts.WatchOverhead, "nothing of blockwatch is left");
    }

    private async Task AssertFoundAsync(int runtime, IReadOnlyList<string> program)
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("r.json");
        string truth = folder.Combine("truth.jsonl");
        ProcessResult result = await ProcessRun.RunAsync(
            _fixture.Tool.Command(["run", "-o", path, "--", .. program, "main-async", "--truth", truth]), TestTimeouts.WatchOverhead);

        Assert.True(result.ExitCode == CommandExitCode, result.ToString());
        Assert.Matches("^READY pid=[0-9]+ url=-\n$", result.Output);

        ReportDocument report = ReportDocument.Read(path);
        await PublishedSchema.AssertReportAsync(report);
        Assert.Equal("run", report.Session.Mode);
        Assert.Equal("targetExited", report.Session.End);
        Assert.StartsWith(Text.Number(runtime) + ".", report.Target.Runtime, StringComparison.Ordinal);
        ReportedFinding finding = Assert.Single(report.OfRules(Rules.OfSites));
        Assert.Equal(new ExpectedSite("BW0004", Method, "MainAsync.cs", MarkedLine.In("MainAsync.cs", "LoadSettingsAsync")), ExpectedSite.Of(finding));
        Assert.Equal(1, finding.Count);
    }
}
