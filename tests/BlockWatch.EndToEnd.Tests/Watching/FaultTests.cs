using System.Diagnostics;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>The quick part of the fault suite (tests/BlockWatch.Faults), on one runtime: what is done to blockwatch hurts no target.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private const int Runtime = 10;
    private const int Kills = 3;

    // Without blockwatch it takes a tenth of a second; the bound of docs/faults.md is a second more.
    private static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(1.5);

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();
    private SampleTarget _target = null!;

    public FaultTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    private string Report => _folder.Combine("r.json");

    public async Task InitializeAsync() =>
        _target = await SampleTarget.StartAsync(PublishedTargets.Executable(Runtime), "healthy", "--rate", "500");

    public async Task DisposeAsync() => await _target.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_watch_that_is_killed_at_any_moment_leaves_no_session_and_no_process()
    {
        Random random = new(Seed: 7);
        for (int i = 0; i < Kills; i++)
        {
            await using ProcessRun watch = Start("-o", Report);
            await Task.Delay(TimeSpan.FromSeconds(1.5 * random.NextDouble()));
            watch.Send(Signal.Kill);
            await watch.WaitAsync(TestTimeouts.Kill);
            await AssertNothingIsLeftAsync(watch.ProcessId);
        }

        Assert.False(File.Exists(Report));
        await AssertServesAsync();
    }

    [Fact]
    public async Task Sigterm_ends_the_watch_and_a_link_in_the_reports_place_is_replaced_not_followed()
    {
        string file = _folder.Combine("somebody's");
        await File.WriteAllTextAsync(file, "somebody's file");
        File.CreateSymbolicLink(Report, file);
        await using ProcessRun watch = await StartedAsync("-o", Report);
        watch.Send(Signal.Terminate);
        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("stopped", ReportDocument.Read(Report).Session.End);
        Assert.Null(new FileInfo(Report).LinkTarget);
        Assert.Equal("somebody's file", await File.ReadAllTextAsync(file));
        await AssertNothingIsLeftAsync(watch.ProcessId);
        await AssertServesAsync();
    }

    [Fact]
    public async Task A_target_exits_in_its_usual_time_while_its_blockwatch_is_stopped()
    {
        await using ProcessRun watch = await StartedAsync("-o", Report);
        watch.Send(Signal.Stop);
        ProcessResult exit;
        TimeSpan took;
        try
        {
            // By then the runtime has more to tell than the connections hold: its exit would wait for their reader.
            await Task.Delay(TimeSpan.FromSeconds(2));
            long start = Stopwatch.GetTimestamp();
            exit = await _target.EndAsync();
            took = Stopwatch.GetElapsedTime(start);
        }
        finally
        {
            watch.Send(Signal.Continue);
        }

        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);
        Assert.Equal(0, exit.ExitCode);
        Assert.True(took < LongestExit, $"the exit took {took}");
        Assert.True(result.ExitCode == 0, result.ToString());
        ReportDocument report = ReportDocument.Read(Report);
        Assert.False(report.Session.Complete);
        Assert.Contains(report.Session.Limits, limit => limit.StartsWith("blockwatch itself was stopped", StringComparison.Ordinal));
        await AssertNothingIsLeftAsync(watch.ProcessId);
    }

    [SmallDiskFact]
    public async Task A_full_and_a_read_only_disk_are_told_of_on_one_line_and_leave_what_was_there()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync("4k");
        string report = Path.Combine(disk.Path, "r.json");
        await File.WriteAllTextAsync(report, "an older report");
        await AssertNotWrittenAsync("could not be written");
        await disk.MakeReadOnlyAsync();
        await AssertNotWrittenAsync("r.json");

        async Task AssertNotWrittenAsync(string says)
        {
            await using ProcessRun watch = Start("-o", report, "--duration", "1s");
            ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);
            Assert.True(result.ExitCode == 3, result.ToString());
            Assert.Contains(says, Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.Equal("an older report", await File.ReadAllTextAsync(report));
            Assert.Equal(report, Assert.Single(Directory.GetFileSystemEntries(disk.Path)));
        }
    }

    [Fact]
    public async Task Who_reads_its_output_may_go_away()
    {
        ProcessCommand tool = _fixture.Tool.Command();
        string line = $"'{tool.FileName}' attach -p {Text.Number(_target.ProcessId)} --duration 2s --json-lines --quiet -o '{Report}' | head -1";
        ProcessResult result = await ProcessRun.RunAsync(new ProcessCommand("/bin/sh", "-c", line) { Environment = tool.Environment }, TestTimeouts.WatchOverhead);

        Assert.Equal("", result.Error);
        Assert.Equal("durationOver", ReportDocument.Read(Report).Session.End);
        await AssertServesAsync();
    }

    private ProcessRun Start(params IReadOnlyList<string> options) =>
        ProcessRun.Start(_fixture.Tool.Command(["attach", "-p", Text.Number(_target.ProcessId), "--json-lines", "--quiet", .. options]));

    private async Task<ProcessRun> StartedAsync(params IReadOnlyList<string> options)
    {
        ProcessRun watch = Start(options);
        try
        {
            await watch.WaitForOutputLineAsync(line => line.Contains("\"started\"", StringComparison.Ordinal), TestTimeouts.WatchStart);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    private async Task AssertNothingIsLeftAsync(int watch)
    {
        await Eventually.HoldsAsync(() => DiagnosticConnections.Of(_target.ProcessId) == 0, TestTimeouts.SignOfLife, "the end of the target's sessions");
        await Eventually.HoldsAsync(() => Watchdogs.Of(watch).Count == 0, TestTimeouts.SignOfLife, "the end of the watchdog");
    }

    private async Task AssertServesAsync()
    {
        using HttpClient client = new() { Timeout = TestTimeouts.SignOfLife };
        Assert.Equal("ok", await client.GetStringAsync(new Uri(_target.Url, "/ok")));
    }
}
