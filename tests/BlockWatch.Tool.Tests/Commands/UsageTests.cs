using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class UsageTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'.", "blockwatch")]
    [InlineData("attach", "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them", "blockwatch attach")]
    [InlineData("attach -p 1 -n Orders", "-p and -n name the target both: use one of them", "blockwatch attach")]
    [InlineData("attach -p Orders", "'Orders' is no process id: 'blockwatch ps' lists them", "blockwatch attach")]
    [InlineData("attach -p -4", "'-4' is no process id: 'blockwatch ps' lists them", "blockwatch attach")]
    [InlineData("attach -p 99999999999", "'99999999999' is no process id: 'blockwatch ps' lists them", "blockwatch attach")]
    [InlineData("attach -p 1 --threshold 5", "'5' is no threshold: write for example 100ms or 1.5s", "blockwatch attach")]
    [InlineData("attach -p 1 --duration soon", "'soon' is no duration: write for example 30s, 5m, 2h or 00:00:05:00 (dd:hh:mm:ss)", "blockwatch attach")]
    [InlineData("attach -p 1 --verbosity loud", "'loud' is no verbosity: write quiet, normal or detailed", "blockwatch attach")]
    [InlineData("attach -p 1 -o a.json -o ./a.json", "the output 'a.json' is named twice: each report needs its own file", "blockwatch attach")]
    [InlineData("attach -p 1 --redact some", "'some' is no level: write none, outside, paths or all", "blockwatch attach")]
    [InlineData("attach -p 1 --redact paths --with-command-line", "--with-command-line asks for what --redact paths leaves out: use one of them", "blockwatch attach")]
    [InlineData("attach -p 1 --redact all -o r.nettrace", "a .nettrace has the target's paths in it, which --redact all leaves out of reports: write reports only", "blockwatch attach")]
    [InlineData("attach -p 1 --redact paths --record 60s", "a .nettrace has the target's paths in it, which --redact paths leaves out of reports: write reports only", "blockwatch attach")]
    [InlineData("export r.json -o r.html --redact all --with-source", "--with-source asks for what --redact all leaves out: use one of them", "blockwatch export")]
    [InlineData("attach -p 1 --on starvation", "--on says when to write what --record keeps: write for example --record 60s with it", "blockwatch attach")]
    [InlineData("attach -p 1 --record soon", "'soon' is no time to record: write for example 60s or 5m", "blockwatch attach")]
    [InlineData("attach -p 1 --record 4s", "the time to record '4s' is not between 5s and 10m: write for example 60s or 5m", "blockwatch attach")]
    [InlineData("attach -p 1 --record 60s --on fire", "'fire' is nothing that a recording can be caused by: write 'stall>2s', starvation, 'queue>1000' or signal", "blockwatch attach")]
    [InlineData("attach -p 1 --record 60s --on stall", "'stall' has no limit: write it in quotes, as in --on 'stall>2s', since > is the shell's otherwise", "blockwatch attach")]
    [InlineData("attach -p 1 --record 60s --on stall>2", "'2' is no threshold: write for example 100ms or 1.5s", "blockwatch attach")]
    [InlineData("attach -p 1 --record 60s --on queue>many", "'many' is no number of work items: write for example 'queue>1000'", "blockwatch attach")]
    [InlineData("attach 4711", "'4711' is not understood: which process? Use -p PID or -n NAME; 'blockwatch ps' lists them", "blockwatch attach")]
    [InlineData("tasks Orders", "'Orders' is not understood: which process? Use -p PID or -n NAME; 'blockwatch ps' lists them", "blockwatch tasks")]
    [InlineData("attach -p 1 extra", "Unrecognized command or argument 'extra'.", "blockwatch attach")]
    [InlineData("run", "run needs -- and a command after its options, for example: blockwatch run -- dotnet App.dll", "blockwatch run")]
    [InlineData("run --", "run needs -- and a command after its options, for example: blockwatch run -- dotnet App.dll", "blockwatch run")]
    [InlineData("run dotnet App.dll", "run needs -- and a command after its options, for example: blockwatch run -- dotnet App.dll", "blockwatch run")]
    [InlineData("tasks", "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them", "blockwatch tasks")]
    [InlineData("tasks -p 1 -n Orders", "-p and -n name the target both: use one of them", "blockwatch tasks")]
    [InlineData("tasks -p Orders", "'Orders' is no process id: 'blockwatch ps' lists them", "blockwatch tasks")]
    [InlineData("tasks -p 1 --json --dot", "--json and --dot are two forms of the same: use one of them", "blockwatch tasks")]
    [InlineData("tasks -p 1 --top 5 --mermaid", "--mermaid and --top are two forms of the same: use one of them", "blockwatch tasks")]
    [InlineData("tasks -p 1 --top none", "'none' is no number of tasks: write for example --top 20", "blockwatch tasks")]
    [InlineData("tasks -p 1 --top 0", "'0' is no number of tasks: write for example --top 20", "blockwatch tasks")]
    [InlineData("tasks -p 1 --watch -o t.txt", "-o writes one look, and --watch prints one after the other: use one of them", "blockwatch tasks")]
    [InlineData("tasks -p 1 --watch --dot", "--dot is a graph of one moment: leave out --watch", "blockwatch tasks")]
    [InlineData("tasks -p 1 --duration soon", "'soon' is no duration: write for example 30s, 5m, 2h or 00:00:05:00 (dd:hh:mm:ss)", "blockwatch tasks")]
    [InlineData("tasks -p 1 --budget 5", "'5' is no budget: write for example 2% or 0.5%", "blockwatch tasks")]
    [InlineData("analyze", "Required argument 'FILE' missing for command: 'analyze'.", "blockwatch analyze")]
    [InlineData("analyze a.nettrace --duration 5s", "Unrecognized command or argument '--duration'.", "blockwatch analyze")]
    [InlineData("export report.json", "export needs -o FILE: what to write, for example -o report.md", "blockwatch export")]
    [InlineData("explain BW0099", "there is no rule 'BW0099': use BW0001, BW0004", "blockwatch explain")]
    [InlineData("demo nothing", "there is no scenario 'nothing': use starvation, files", "blockwatch demo")]
    public async Task Wrong_usage_is_one_line_and_where_to_read_on_with_exit_code_2(string arguments, string message, string command)
    {
        Assert.Equal(2, await _tool.RunAsync(arguments.Split(' ')));
        Assert.Equal("", _tool.Out);
        Assert.Equal($"blockwatch: {message}\nSee '{command} --help'.\n", _tool.Error);
        Assert.DoesNotContain(_tool.Reports.Log, line => line.StartsWith("save", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_argument_that_begins_with_an_at_sign_is_no_response_file()
    {
        await _tool.RunAsync("analyze", "@trace");

        Assert.Equal("@trace", _tool.Engine.Analyzed);
    }
}
