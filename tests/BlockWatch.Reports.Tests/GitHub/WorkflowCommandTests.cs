using BlockWatch.Reports.GitHub;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.GitHub;

public class WorkflowCommandTests
{
    [Fact]
    public void It_is_escaped_as_the_runner_reads_it() =>
        Assert.Equal(
            "::error file=src/a%2Cb.cs,line=42,title=100%25%3A x%0Ay::50%25, a: b%0D%0A::set-env name=A::b",
            WorkflowCommand.Line("error", "src/a,b.cs", 42, "100%: x\ny", "50%, a: b\r\n::set-env name=A::b"));

    [Fact]
    public void Every_line_is_one_command_of_ours_whatever_the_target_calls_itself() =>
        Assert.All(
            Made.Text(HostileResult.Result, "github").TrimEnd('\n').Split('\n'),
            line => Assert.Matches("^::(error|warning|notice) [^:]*::[^\u001b\r]*$", line));

    [Fact]
    public void A_file_of_the_repository_has_its_line_annotated()
    {
        using StringWriter writer = new();
        ReportFormats.ByName("github").Write(Made.Report(Results.Rich), writer, new ReportWriting { SourceRoot = "/src/shop/" });

        Assert.StartsWith("::warning file=Orders.cs,line=42,title=BW0004 Thread.Sleep in Shop.Orders.CheckoutAsync(int)::", writer.ToString(), StringComparison.Ordinal);
    }
}
