using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class DemoCommandTests
{
    private readonly ToolRun _tool = new();

    public DemoCommandTests()
    {
        _tool.Engine.CommandExit.SetResult(0);
    }

    [Fact]
    public async Task The_demo_says_what_it_does_shows_the_findings_and_names_the_report()
    {
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
}
