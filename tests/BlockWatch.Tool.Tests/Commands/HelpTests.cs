using BlockWatch.Tool.Commands;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class HelpTests
{
    private readonly ToolRun _tool = new();

    public static TheoryData<string> Commands() => [.. BlockWatchCommand.Create(FakeServices.Create()).Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_commands_help_is_as_expected_and_ends_with_examples(string command)
    {
        Assert.Equal(0, await _tool.RunAsync(command, "--help"));
        Expected.AssertEqual($"help-{command}.txt", _tool.Out);
        Assert.Contains($"\nExamples:\n  blockwatch {command}", _tool.Out, StringComparison.Ordinal);
        Assert.Equal("", _tool.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task The_tool_alone_prints_its_help(params string[] arguments)
    {
        Assert.Equal(0, await _tool.RunAsync(arguments));
        Expected.AssertEqual("help.txt", _tool.Out);
        Assert.Equal("", _tool.Error);
    }

    [Theory]
    [InlineData("attach -p 4711 --duration 30s --threshold 50ms")]
    [InlineData("run -o report.json --threshold 50ms -- ./App")]
    [InlineData("analyze orders.nettrace -o report.json")]
    [InlineData("export report.json -o report.out --format text")]
    [InlineData("demo --list")]
    [InlineData("ps --json")]
    [InlineData("tasks -n Orders --top 20")]
    public async Task Commands_like_the_examples_work(string arguments)
    {
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(0, await _tool.RunAsync(arguments.Split(' ')));
    }

    [Fact]
    public async Task The_version_is_that_of_reports()
    {
        Assert.Equal(0, await _tool.RunAsync("--version"));
        Assert.Equal($"{ToolVersion.Current}\n", _tool.Out);
    }
}
