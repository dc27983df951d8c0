using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>What the scripts of <c>completions</c> ask, and what they are.</summary>
public class CompletionsTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("bash", "complete -o default -F _blockwatch_complete blockwatch")]
    [InlineData("zsh", "compdef _blockwatch blockwatch")]
    [InlineData("fish", "complete -c blockwatch -f -a '(__blockwatch_complete)'")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName blockwatch -ScriptBlock {")]
    public async Task Each_shell_has_its_script(string shell, string line)
    {
        Assert.Equal(0, await _tool.RunAsync("completions", shell));
        Assert.Contains(line, _tool.Out.Split('\n'));
        Assert.Contains("[suggest:", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_wrong_usage()
    {
        Assert.Equal(2, await _tool.RunAsync("completions", "tcsh"));
        Assert.StartsWith("blockwatch: there is no script for 'tcsh': use bash, fish, pwsh, zsh\n", _tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at", "attach")]
    [InlineData("attach --dia", "--diagnostic-port")]
    [InlineData("attach -p 4711 --otlp-p", "--otlp-protocol")]
    [InlineData("attach -p 4711 --otlp-protocol ", "grpc", "http/protobuf")]
    [InlineData("attach -p 4711 --detail ", "auto", "full", "off")]
    [InlineData("attach -p 4711 --scale ", "human", "machine")]
    [InlineData("attach -p 4711 --verbosity ", "detailed", "normal", "quiet")]
    [InlineData("export report.json --format s", "sarif", "speedscope")]
    [InlineData("explain BW", "BW0001", "BW0004")]
    [InlineData("completions ", "bash", "fish", "pwsh", "zsh")]
    [InlineData("completions --", "--help", "--verbosity")]
    [InlineData("attach -p 4711 -o report.json --rec", "--record")]
    [InlineData("run -o report.json -- dotnet --in")]
    [InlineData("", "analyze", "attach", "completions", "demo", "diff", "explain", "export", "ps", "run", "tasks")]
    public async Task The_command_itself_says_what_may_come(string line, params string[] expected)
    {
        Assert.Equal(0, await _tool.RunAsync($"[suggest:{line.Length}]", line));
        Assert.Equal(expected, _tool.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", _tool.Error);
    }
}
