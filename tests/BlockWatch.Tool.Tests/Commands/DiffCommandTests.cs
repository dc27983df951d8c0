using BlockWatch.Reports.Gating;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class DiffCommandTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task It_compares_the_two_and_prints_the_comparison()
    {
        Assert.Equal(0, await _tool.RunAsync("diff", "a.json", "b.json", "-o", "d.md", "-o", "d.html"));
        Assert.Equal(["compare a.json b.json into d.md d.html as its extension"], _tool.Reports.Log);
        Assert.Equal("No change.\n", _tool.Out);
        Assert.Equal("", _tool.Error);
    }

    [Theory]
    [InlineData(GateOutcome.Passed, 0)]
    [InlineData(GateOutcome.Failed, 1)]
    [InlineData(GateOutcome.Undecided, 4)]
    public async Task The_first_report_is_the_gates_baseline(GateOutcome outcome, int code)
    {
        _tool.Reports.Verdict = new GateVerdict(outcome, "the gate said so");

        Assert.Equal(code, await _tool.RunAsync("diff", "a.json", "b.json", "--fail-on", "new"));
        Assert.Equal("blockwatch: the gate said so\n", _tool.Error);
    }

    [Fact]
    public async Task It_takes_two_reports_and_no_baseline()
    {
        Assert.Equal(2, await _tool.RunAsync("diff", "a.json"));
        Assert.Equal(2, await _tool.RunAsync("diff", "a.json", "b.json", "--fail-on", "new", "--baseline", "c.json"));
        Assert.Empty(_tool.Reports.Log);
    }
}
