using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Gating;

namespace BlockWatch.Reports.Tests.Gating;

public class GateConditionTextTests
{
    [Fact]
    public void Every_kind_is_read_alone_and_with_commas()
    {
        Assert.True(GateConditionText.TryParse("BW0001, bw0007,severity:error,any,new,new:severity:warning,new:BW0003", out IReadOnlyList<GateCondition> read, out _));
        Assert.Equal(
            [
                new GateCondition("BW0001") { RuleId = "BW0001" },
                new GateCondition("bw0007") { RuleId = "BW0007" },
                new GateCondition("severity:error") { AtLeast = Severity.Error },
                new GateCondition("any"),
                new GateCondition("new") { OnlyNew = true },
                new GateCondition("new:severity:warning") { OnlyNew = true, AtLeast = Severity.Warning },
                new GateCondition("new:BW0003") { OnlyNew = true, RuleId = "BW0003" },
            ],
            read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BW0001,")]
    [InlineData("BW9999")]
    [InlineData("severity:")]
    [InlineData("severity:Error")]
    [InlineData("new:")]
    [InlineData("new:new")]
    [InlineData("Any")]
    [InlineData("error\n")]
    public void What_no_gate_can_fail_on_is_refused_with_one_line(string text)
    {
        Assert.False(GateConditionText.TryParse(text, out _, out string problem));
        Assert.Contains("write rules (BW0001,BW0007)", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }
}
