using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

/// <summary>That nobody can read what is printed takes no report along.</summary>
public sealed class LostOutputTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData]
    [InlineData("--json-lines")]
    [InlineData("--verbosity", "detailed")]
    public async Task A_file_that_standard_output_goes_to_and_that_is_full_costs_only_the_exit_code(params string[] more)
    {
        _tool.OutWriter = new FullWriter();
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));

        Assert.Equal(3, await _tool.RunAsync(["attach", "-p", "4711", "-o", "r.json", .. more]));
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
        Assert.EndsWith("blockwatch: standard output could not be written to its end: no space left\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_hung_up_costs_nothing_else()
    {
        _tool.ScreenHeight = 40;
        _tool.OutWriter = new FullWriter();
        _tool.ErrorWriter = new FullWriter();

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json"));
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
    }

    [Fact]
    public async Task What_was_wrong_with_a_command_line_is_told_to_nobody_in_order()
    {
        _tool.ErrorWriter = new FullWriter();

        Assert.Equal(2, await _tool.RunAsync("attach"));
    }
}
