using System.Text.Json;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Several targets under one watch: each with its own findings, as they come and go.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class SeveralTargetsTests : IDisposable
{
    private const string FiveFaults = "SampleTargets.Scenarios.FiveFaults.";
    private const string Starvation = "SampleTargets.Scenarios.Starvation.";
    private const int NoSuchProcess = int.MaxValue;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public SeveralTargetsTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_target_has_its_own_faults_and_one_that_is_not_there_ends_nothing()
    {
        await using SampleTarget one = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        await using SampleTarget other = await SampleTarget.StartAsync(PublishedTargets.Executable(9), "starvation");
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command(
                "attach", "-p", Text.Number(one.ProcessId), "-p", Text.Number(NoSuchProcess), "-p", Text.Number(other.ProcessId),
                "--duration", Text.Seconds(Duration), "-o", _folder.Combine("set.json"), "-o", _folder.Combine("set.md"), "--json-lines"),
            Duration + TestTimeouts.WatchOverhead);

        Assert.True(watch.ExitCode == 0, watch.ToString());
        Assert.Contains($"blockwatch: no process has the id {NoSuchProcess}", watch.Error, StringComparison.Ordinal);
        ReportSetDocument set = ReportSetDocument.Read(_folder.Combine("set.json"));
        await PublishedSchema.AssertReportSetAsync(set);
        Assert.Equal([one.ProcessId, NoSuchProcess, other.ProcessId], set.Targets.Select(target => target.Pid));
        Assert.NotNull(set.Targets[1].Failure);
        AssertFindings(set.Of(one.ProcessId), "BW0003", FiveFaults);
        AssertFindings(set.Of(other.ProcessId), "BW0001", Starvation);

        string markdown = await File.ReadAllTextAsync(_folder.Combine("set.md"));
        Assert.All(new[] { one, other }, target => Assert.Contains($"## SampleTargets (pid {target.ProcessId})", markdown, StringComparison.Ordinal));
        await AssertLinesAsync(watch.Output, one.ProcessId, other.ProcessId);
    }

    [Fact]
    public async Task A_saved_report_of_several_targets_is_exported_in_every_format()
    {
        await using SampleTarget one = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "healthy", "--load", "none");
        await using SampleTarget other = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "healthy", "--load", "none");
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command(
                "attach", "-p", Text.Number(one.ProcessId), "-p", Text.Number(other.ProcessId), "--duration", "1s", "-o", _folder.Combine("set.json"), "-o", _folder.Combine("set.txt")),
            TestTimeouts.WatchOverhead);
        ProcessResult export = await _fixture.Tool.RunAsync("export", _folder.Combine("set.json"), "-o", _folder.Combine("again.json"), "-o", _folder.Combine("again.txt"));

        Assert.True(watch.ExitCode == 0, watch.ToString());
        Assert.True(export.ExitCode == 0, export.ToString());
        Assert.Equal(await File.ReadAllTextAsync(_folder.Combine("set.json")), await File.ReadAllTextAsync(_folder.Combine("again.json")));
        Assert.Equal(await File.ReadAllTextAsync(_folder.Combine("set.txt")), await File.ReadAllTextAsync(_folder.Combine("again.txt")));
    }

    [Fact]
    public async Task All_of_a_name_are_watched_one_that_comes_later_and_one_that_goes()
    {
        string program = RenamedTarget.Copy(_folder, out string name);
        await using ProcessRun watch = ProcessRun.Start(_fixture.Tool.Command("attach", "-n", name, "--all", "--duration", "5m", "-o", _folder.Combine("set.json")));
        await watch.WaitForErrorLineAsync(line => line == $"blockwatch: no .NET process is named '{name}' yet: waiting for one", TestTimeouts.WatchStart);
        int goes;
        await using (SampleTarget first = await SampleTarget.StartAsync(program, "healthy", "--load", "none"))
        {
            goes = first.ProcessId;
            await WaitUntilWatchedAsync(watch, goes);
            first.Kill();
            await watch.WaitForErrorLineAsync(line => line.EndsWith($"({goes}): exited", StringComparison.Ordinal), TestTimeouts.WatchStart);
        }

        await using SampleTarget second = await SampleTarget.StartAsync(program, "healthy", "--load", "none");
        await WaitUntilWatchedAsync(watch, second.ProcessId);
        watch.Send(Signal.Interrupt);
        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.True(result.ExitCode == 0, result.ToString());
        ReportSetDocument set = ReportSetDocument.Read(_folder.Combine("set.json"));
        await PublishedSchema.AssertReportSetAsync(set);
        Assert.Equal([(goes, "targetExited"), (second.ProcessId, "stopped")], set.Targets.Select(target => (target.Pid, target.Report!.Session.End)));
        Assert.False(second.HasExited);
    }

    [Fact]
    public async Task What_a_script_starts_is_watched_and_its_exit_code_passed_on()
    {
        string script = _folder.Combine("start.sh");
        await File.WriteAllTextAsync(script, $"""
            "{PublishedTargets.Executable(10)}" five-faults --seconds 8 &
            "{PublishedTargets.Executable(9)}" starvation --seconds 8 &
            wait
            exit 7
            """);
        ProcessResult run = await ProcessRun.RunAsync(
            _fixture.Tool.Command("run", "--children", "-o", _folder.Combine("set.json"), "--", "sh", script), Duration + TestTimeouts.WatchOverhead);

        Assert.True(run.ExitCode == 7, run.ToString());
        Assert.Equal(2, run.Output.Split('\n').Count(line => line.StartsWith("READY ", StringComparison.Ordinal)));
        ReportSetDocument set = ReportSetDocument.Read(_folder.Combine("set.json"));
        await PublishedSchema.AssertReportSetAsync(set);
        Assert.Equal(["10.", "9.0"], set.Targets.Select(target => target.Report!.Target.Runtime![..3]).Order());
        Assert.All(set.Targets, target => Assert.Equal(("attach", "targetExited"), (target.Report!.Session.Mode, target.Report.Session.End)));
        AssertFindings(set.Targets.Single(target => target.Report!.Target.Runtime!.StartsWith("10.", StringComparison.Ordinal)).Report!, "BW0003", FiveFaults);
        AssertFindings(set.Targets.Single(target => target.Report!.Target.Runtime!.StartsWith("9.", StringComparison.Ordinal)).Report!, "BW0001", Starvation);
    }

    // A .NET program that starts another is at hand: the tool itself.
    [Fact]
    public async Task What_a_target_has_started_is_watched_with_it()
    {
        await using ProcessRun parent = ProcessRun.Start(_fixture.Tool.Command("run", "--quiet", "--", PublishedTargets.Executable(10), "five-faults", "--seconds", "60"));
        await parent.WaitForOutputLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), TestTimeouts.WatchStart);
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command("attach", "-p", Text.Number(parent.ProcessId), "--children", "--duration", "5s", "-o", _folder.Combine("set.json")),
            Duration + TestTimeouts.WatchOverhead);
        parent.Send(Signal.Terminate);
        await parent.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.True(watch.ExitCode == 0, watch.ToString());
        ReportSetDocument set = ReportSetDocument.Read(_folder.Combine("set.json"));
        Assert.Equal(["SampleTargets", "blockwatch"], set.Targets.Select(target => target.Report!.Target.Name).Order(StringComparer.Ordinal));
        AssertFindings(set.Targets.Single(target => target.Pid != parent.ProcessId).Report!, "BW0003", FiveFaults);
    }

    [Fact]
    public async Task A_command_that_is_an_application_itself_is_watched_from_its_first_instruction()
    {
        ProcessResult run = await ProcessRun.RunAsync(
            _fixture.Tool.Command("run", "--children", "-o", _folder.Combine("set.json"), "--", PublishedTargets.Executable(10), "main-async"), TestTimeouts.WatchOverhead);

        ReportDocument report = Assert.Single(ReportSetDocument.Read(_folder.Combine("set.json")).Targets).Report!;
        Assert.Equal(("run", "targetExited"), (report.Session.Mode, report.Session.End));
        Assert.True(report.OfRules("BW0004").Count > 0, report.Describe() + run);
    }

    // That a watched process runs, and is seen to.
    private static Task<OutputLine> WaitUntilWatchedAsync(ProcessRun watch, int processId) => watch.WaitForErrorLineAsync(
        line => line.StartsWith("blockwatch: watching ", StringComparison.Ordinal) && line.Contains($"(pid {processId},", StringComparison.Ordinal),
        TestTimeouts.WatchStart);

    private static void AssertFindings(ReportDocument report, string rule, string type)
    {
        IReadOnlyList<ReportedFinding> found = report.OfRules(rule);
        Assert.True(found.Count > 0, $"no {rule} in {report.Target}:\n{report.Describe()}");
        Assert.All(found, finding => Assert.StartsWith(type, finding.Site.UserFrame!.Method, StringComparison.Ordinal));
    }

    private static async Task AssertLinesAsync(string output, params int[] processIds)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines)
        {
            await PublishedSchema.AssertJsonLineAsync(line);
        }

        List<(string? Kind, int Pid)> told = [.. lines.Select(Told)];
        Assert.All(processIds, id => Assert.Equal(("started", "ended"), (told.First(line => line.Pid == id).Kind, told.Last(line => line.Pid == id).Kind)));
        Assert.Equal([("failed", NoSuchProcess)], told.Where(line => !processIds.Contains(line.Pid)));
    }

    private static (string? Kind, int Pid) Told(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return (document.RootElement.GetProperty("kind").GetString(), document.RootElement.GetProperty("pid").GetInt32());
    }
}
