namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A gate on a run of somebody's tests, as docs/ci.md has it: the tests pass either way, and only the gate sees that a thread is blocked.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class GateTests : IDisposable
{
    private const string FaultVariable = "SAMPLE_TESTS_BLOCK";
    private const string Project = "SampleTests";

    private readonly ToolFixture _fixture;
    private readonly TemporaryFolder _folder = new();

    public GateTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_of_tests_fails_on_an_injected_stall_and_passes_without_it()
    {
        // At once: most of either is waiting.
        ProcessResult[] runs = await Task.WhenAll(RunTestsAsync(hasFault: false), RunTestsAsync(hasFault: true));

        Assert.All(runs, run => Assert.Matches(@"Passed!  - Failed: +0, Passed: +6,", run.Output));
        Assert.True(runs[0].ExitCode == 0, runs[0].ToString());
        Assert.StartsWith("blockwatch: the gate passed: nothing of --fail-on BW0001 in ", LastLine(runs[0]), StringComparison.Ordinal);
        Assert.True(runs[1].ExitCode == 1, runs[1].ToString());
        Assert.StartsWith(
            $"blockwatch: the gate failed: 1 finding of --fail-on BW0001: BW0001 Task<T>.Result in SampleTests.Orders.TotalAsync() at Orders.cs:{MarkedLineOfOrders()} (",
            LastLine(runs[1]),
            StringComparison.Ordinal);
    }

    private Task<ProcessResult> RunTestsAsync(bool hasFault)
    {
        string tests = RepositoryRoot.Combine("sample-targets", Project, "bin", Configuration(), "net10.0", $"{Project}.dll");
        ProcessCommand command = _fixture.Tool.Command(
            "run", "--children", "--fail-on", "BW0001", "-o", _folder.Combine($"{hasFault}.json"), "--", DotnetCommand.Executable, "test", tests);
        return ProcessRun.RunAsync(
            command with { Environment = new Dictionary<string, string?>(command.Environment) { [FaultVariable] = hasFault ? "1" : null, ["DOTNET_NOLOGO"] = "1" } },
            TestTimeouts.WatchOverhead);
    }

    private static string LastLine(ProcessResult run) => run.Error.TrimEnd('\n').Split('\n')[^1];

    private static int MarkedLineOfOrders()
    {
        string[] lines = File.ReadAllLines(RepositoryRoot.Combine("sample-targets", Project, "Orders.cs"));
        return Array.FindIndex(lines, line => line.EndsWith("// BLOCKS", StringComparison.Ordinal)) + 1;
    }

    // Built with these tests, in the same configuration: bin/Debug/net10.0.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
