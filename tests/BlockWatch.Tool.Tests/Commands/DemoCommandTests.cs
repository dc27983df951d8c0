using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class DemoCommandTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task The_demo_says_what_it_does_shows_the_findings_and_names_the_report()
    {
        SampleEndsWith(0);
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));

        Assert.Equal(0, await _tool.RunAsync("demo"));
        Assert.Equal(
            """
            The sample 'starvation' runs for 10 s under watch: a burst of sync-over-async
            Its stalls follow as they are found, as 'blockwatch attach' shows them for a process of yours; Ctrl+C ends it early.

            #1 Orders.Pay 200 ms
            summary of Orders: TargetExited
            Report: blockwatch-demo.json

            """,
            _tool.Out);
        Assert.Equal(["check blockwatch-demo.json", "save blockwatch-demo.json as its extension"], _tool.Reports.Log);
        Assert.Equal(["SampleTargets.dll", "starvation", "--seconds", "10"], _tool.Engine.Launched!.Arguments);
    }

    [Fact]
    public async Task Scenario_duration_and_output_can_be_chosen()
    {
        SampleEndsWith(0);

        Assert.Equal(0, await _tool.RunAsync("demo", "Files", "--duration", "2500ms", "-o", "f.md", "--threshold", "20ms"));

        Assert.Equal(["SampleTargets.dll", "files", "--seconds", "3"], _tool.Engine.Launched!.Arguments);
        Assert.Equal(["check f.md", "save f.md as its extension"], _tool.Reports.Log);
        Assert.Equal(20_000_000, _tool.Engine.Options!.Detection.ThresholdNs);
        Assert.Null(_tool.Engine.Options.Duration);
    }

    [Fact]
    public async Task The_list_is_a_column_of_names_and_one_of_descriptions()
    {
        Assert.Equal(0, await _tool.RunAsync("demo", "--list"));

        Assert.Equal("starvation  a burst of sync-over-async\nfiles       synchronous file reads\n", _tool.Out);
        Assert.Null(_tool.Engine.Launched);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(42)]
    public async Task A_sample_that_did_not_run_is_the_environments_refusal_and_the_report_still_comes(int code)
    {
        SampleEndsWith(code);

        Assert.Equal(3, await _tool.RunAsync("demo", "--quiet"));
        Assert.Equal($"blockwatch: the sample ended with exit code {code}: what it wrote above says why\n", _tool.Error);
        Assert.Contains("save blockwatch-demo.json as its extension", _tool.Reports.Log);
    }

    [Fact]
    public async Task With_json_lines_the_demos_text_goes_to_standard_error_whole()
    {
        SampleEndsWith(0);

        Assert.Equal(0, await _tool.RunAsync("demo", "--json-lines"));
        Assert.Equal("""{"kind":"started","at":"12:00:00","thresholdMs":100}""" + "\n", _tool.Out);
        Assert.StartsWith("The sample 'starvation' runs for 10 s under watch: ", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_Ctrl_C_ended_is_done()
    {
        SampleEndsWith(130);

        Assert.Equal(0, await _tool.RunAsync("demo", "--quiet"));
        Assert.Equal("", _tool.Error);
    }

    private void SampleEndsWith(int code) => _tool.Engine.CommandExit.SetResult(code);
}
