using BlockWatch.Detection.Session;
using BlockWatch.Reports.Gating;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>Exit code and last line of watches with a gate.</summary>
public class GateTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData(GateOutcome.Passed, 0)]
    [InlineData(GateOutcome.Failed, 1)]
    [InlineData(GateOutcome.Undecided, 4)]
    public async Task The_gates_verdict_is_the_exit_code_and_the_last_line(GateOutcome outcome, int code)
    {
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");

        Assert.Equal(code, await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "BW0001", "--fail-on", "severity:error,any", "-o", "r.json"));
        Assert.Equal(["check r.json", "gate on BW0001 severity:error any over ", "save r.json as its extension"], _tool.Reports.Log);
        Assert.EndsWith("\nblockwatch: the gate said so\n", _tool.Error, StringComparison.Ordinal);
        Assert.Equal(code, await _tool.RunAsync("analyze", "t.nettrace", "--fail-on", "any"));
    }

    [Theory]
    [InlineData(GateOutcome.Passed, "")]
    [InlineData(GateOutcome.Failed, "blockwatch: the gate said so\n")]
    [InlineData(GateOutcome.Undecided, "blockwatch: the gate said so\n")]
    public async Task Quiet_leaves_what_is_no_pass(GateOutcome outcome, string expected)
    {
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");

        await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "any", "--quiet");

        Assert.Equal(expected, _tool.Error);
    }

    [Theory]
    [InlineData(0, GateOutcome.Passed, 0, "blockwatch: the gate said so")]
    [InlineData(0, GateOutcome.Failed, 1, "blockwatch: the gate said so")]
    [InlineData(0, GateOutcome.Undecided, 4, "blockwatch: the gate said so")]
    [InlineData(1, GateOutcome.Passed, 1, "blockwatch: exit code 1 is the command's own; the gate said so")]
    [InlineData(1, GateOutcome.Failed, 1, "blockwatch: exit code 1 is the command's own; the gate said so")]
    [InlineData(137, GateOutcome.Undecided, 137, "blockwatch: exit code 137 is the command's own; the gate said so")]
    public async Task Under_run_the_last_line_says_whose_the_exit_code_is(int command, GateOutcome outcome, int expected, string line)
    {
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");
        _tool.Engine.CommandExit.SetResult(command);

        Assert.Equal(expected, await _tool.RunAsync("run", "--fail-on", "any", "--", "app"));
        Assert.Equal(line, _tool.Error.TrimEnd('\n').Split('\n')[^1]);
    }

    [Theory]
    [InlineData(GateOutcome.Failed, 1)]
    [InlineData(GateOutcome.Undecided, 3)]
    [InlineData(GateOutcome.Passed, 3)]
    public async Task A_report_that_could_not_be_written_weighs_less_than_a_failed_gate_and_more_than_an_undecided_one(GateOutcome outcome, int expected)
    {
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");
        _tool.Reports.FailsLater = "r.json";

        Assert.Equal(expected, await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "any", "-o", "r.json"));
    }

    [Fact]
    public async Task Several_targets_are_judged_together()
    {
        _tool.Engine.SetScript = set => [new PlayedTarget(set, 1, "a").Start().End(SessionEnd.Stopped)];
        _tool.Reports.Verdict = new GateVerdict(GateOutcome.Failed, "the gate said so");
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(1, await _tool.RunAsync("run", "--children", "--fail-on", "any", "--", "app"));
        Assert.EndsWith("blockwatch: the gate said so\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_could_be_watched_no_gate_passes()
    {
        _tool.Engine.SetScript = set => [new PlayedTarget(set, 1, "a").Fail("a is gone")];
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(3, await _tool.RunAsync("run", "--children", "--fail-on", "any", "--", "app"));
    }

    [Fact]
    public async Task The_demo_has_a_gate_too()
    {
        _tool.Reports.Verdict = new GateVerdict(GateOutcome.Failed, "the gate said so");
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(1, await _tool.RunAsync("demo", "--fail-on", "BW0007"));
    }

    [Fact]
    public async Task A_baseline_that_cannot_be_read_is_found_out_before_anything_is_watched()
    {
        _tool.Reports.Unwritable = "gone.json";

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "new", "--baseline", "base.json", "--baseline", "gone.json"));
        Assert.Equal(["gate on new over base.json gone.json"], _tool.Reports.Log);
        Assert.Equal(0, _tool.Engine.AttachedTo);
    }

    [Theory]
    [InlineData("--fail-on", "new", "--fail-on new needs --baseline FILE: a JSON report of the state that is not new")]
    [InlineData("--baseline", "b.json", "--baseline says what is not new: use it with --fail-on new")]
    public async Task New_and_the_baseline_go_together(string option, string value, string problem)
    {
        Assert.Equal(2, await _tool.RunAsync("attach", "-p", "4711", option, value));
        Assert.StartsWith($"blockwatch: {problem}\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_gate_can_fail_on_is_a_usage_error()
    {
        Assert.Equal(2, await _tool.RunAsync("attach", "-p", "4711", "--fail-on", "BW0001,typo"));
        Assert.StartsWith("blockwatch: 'typo' is nothing that a gate can fail on: ", _tool.Error, StringComparison.Ordinal);
    }
}
