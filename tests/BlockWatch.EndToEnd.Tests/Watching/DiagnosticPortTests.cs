using System.Runtime.Versioning;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>Targets that connect when they start, whether they wait for blockwatch or not, and again after a restart.</summary>
[UnsupportedOSPlatform("windows")]
[Collection(EndToEndCollection.Name)]
public sealed class DiagnosticPortTests : IDisposable
{
    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public DiagnosticPortTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    private string Port => _folder.Combine("port");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Targets_that_connect_are_watched_and_one_that_is_started_again_too()
    {
        await using ProcessRun watch = ProcessRun.Start(_fixture.Tool.Command("attach", "--diagnostic-port", Port, "-o", _folder.Combine("set.json")));
        await watch.WaitForErrorLineAsync(line => line.StartsWith("blockwatch: waiting for targets ", StringComparison.Ordinal), TestTimeouts.WatchStart);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Port));

        await using SampleTarget lives = await StartAsync("five-faults", "connect,suspend");
        SampleTarget goes = await StartAsync("healthy", "connect,nosuspend", "--load", "none");
        await WaitUntilWatchedAsync(watch, goes.ProcessId);
        await goes.DisposeAsync();
        await using SampleTarget again = await StartAsync("healthy", "connect,suspend", "--load", "none");
        await WaitUntilWatchedAsync(watch, again.ProcessId);
        await WaitUntilWatchedAsync(watch, lives.ProcessId);
        await watch.WaitForOutputLineAsync(line => line.Contains("FiveFaults.", StringComparison.Ordinal), TestTimeouts.SignOfLife);
        watch.Send(Signal.Interrupt);
        ProcessResult result = await watch.WaitAsync(TestTimeouts.WatchOverhead);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.False(File.Exists(Port));
        ReportSetDocument set = ReportSetDocument.Read(_folder.Combine("set.json"));
        await PublishedSchema.AssertReportSetAsync(set);
        Assert.Equal(
            [(lives.ProcessId, "stopped"), (goes.ProcessId, "targetExited"), (again.ProcessId, "stopped")],
            set.Targets.Select(target => (target.Pid, target.Report!.Session.End)));
        IReadOnlyList<ReportedFinding> sleeps = set.Of(lives.ProcessId).OfRules("BW0004");
        Assert.NotEmpty(sleeps);
        Assert.All(sleeps, finding => Assert.StartsWith("SampleTargets.Scenarios.FiveFaults.", finding.Site.UserFrame!.Method, StringComparison.Ordinal));
        Assert.False(lives.HasExited || again.HasExited);
    }

    [Fact]
    public async Task A_process_is_named_by_its_socket_and_let_go_on_when_it_waits_there()
    {
        await using ProcessRun target = ProcessRun.Start(new ProcessCommand(PublishedTargets.Executable(10), "healthy", "--load", "none", "--seconds", "4")
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotnetCommand.Root, ["DOTNET_DefaultDiagnosticPortSuspend"] = "1" },
        });
        string? socket = null;
        await Eventually.HoldsAsync(
            () => (socket = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{target.ProcessId}-*-socket").FirstOrDefault()) is not null,
            TestTimeouts.TargetReady,
            "the target listens");
        ProcessResult watch = await ProcessRun.RunAsync(
            _fixture.Tool.Command("attach", "--diagnostic-port", $"{socket},connect", "-o", _folder.Combine("set.json")), TestTimeouts.WatchOverhead);

        Assert.True(watch.ExitCode == 0, watch.ToString());
        ReportSetPart only = Assert.Single(ReportSetDocument.Read(_folder.Combine("set.json")).Targets);
        Assert.Equal((target.ProcessId, "targetExited"), (only.Pid, only.Report!.Session.End));
        Assert.Equal(0, (await target.WaitAsync(TestTimeouts.TargetEnd)).ExitCode);
    }

    private Task<SampleTarget> StartAsync(string scenario, string how, params IReadOnlyList<string> options) => SampleTarget.StartAsync(
        PublishedTargets.Executable(10), scenario, new Dictionary<string, string?> { ["DOTNET_DiagnosticPorts"] = $"{Port},{how}" }, options);

    private static Task<OutputLine> WaitUntilWatchedAsync(ProcessRun watch, int processId) => watch.WaitForErrorLineAsync(
        line => line.StartsWith("blockwatch: watching ", StringComparison.Ordinal) && line.Contains($"(pid {processId},", StringComparison.Ordinal),
        TestTimeouts.WatchStart);
}
