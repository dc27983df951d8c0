using BlockWatch.Detection.Session;
using BlockWatch.Reports.Gating;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>A watch of which a part broke off by a bug of ours: its reports are written, and its exit code says that they lack something.</summary>
public class BrokenPartTests
{
    private const string Bug = "Taking stacks broke off (InvalidOperationException: no), which is a bug of blockwatch: what would have come of it is missing.";
    private const string Line = $"blockwatch: internal error: {Bug} Please open an issue with this line; the reports have what was seen nevertheless";

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Its_exit_code_is_that_of_a_bug_and_its_reports_are_written()
    {
        _tool.Engine.Bugs = [Bug];

        Assert.Equal(70, await _tool.RunAsync("attach", "-p", "4711", "--quiet", "-o", "r.json"));
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
        Assert.Equal(Line + "\n", _tool.Error);
    }

    [Theory]
    [InlineData(GateOutcome.Passed, 70, Line)]
    [InlineData(GateOutcome.Undecided, 70, Line)]
    [InlineData(GateOutcome.Failed, 1, "blockwatch: the gate said so")]
    public async Task No_gate_passes_with_it_and_what_was_found_was_there(GateOutcome outcome, int code, string last)
    {
        _tool.Engine.Bugs = [Bug];
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");

        Assert.Equal(code, await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "any"));
        string[] lines = _tool.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(last, lines[^1]);
        Assert.Contains(Line, lines);
    }

    [Fact]
    public async Task A_report_that_could_not_be_written_comes_first()
    {
        _tool.Engine.Bugs = [Bug];
        _tool.Reports.FailsLater = "r.json";

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json"));
        Assert.Contains(Line, _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 70)]
    [InlineData(5, 5)]
    public async Task Under_run_the_commands_own_failure_comes_first(int command, int code)
    {
        _tool.Engine.Bugs = [Bug];
        _tool.Engine.CommandExit.SetResult(command);

        Assert.Equal(code, await _tool.RunAsync("run", "--", "app"));
        Assert.Contains(Line, _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_targets_is_enough()
    {
        _tool.Engine.SetScript = set => [new PlayedTarget(set, 1, "a").Start().End(SessionEnd.Stopped), new PlayedTarget(set, 2, "b").Start().End(SessionEnd.Stopped, [Bug])];

        Assert.Equal(70, await _tool.RunAsync("attach", "-p", "1", "-p", "2"));
        Assert.EndsWith(Line + "\n", _tool.Error, StringComparison.Ordinal);
    }
}
