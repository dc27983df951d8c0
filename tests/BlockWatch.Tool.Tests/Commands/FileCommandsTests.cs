using BlockWatch.EventPipe;
using BlockWatch.TestKit;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class FileCommandsTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Analyze_prints_stalls_that_are_over_and_the_summary()
    {
        _tool.Engine.Script = observer =>
        {
            observer.OnStallExplained(Stalls.Open(1));
            observer.OnStallClosed(Stalls.Closed(1));
            observer.OnStallClosed(Stalls.Closed(2));
            observer.OnStallClosed(Stalls.Closed(3));
        };

        Assert.Equal(0, await _tool.RunAsync("analyze", "t.nettrace", "-o", "r.json"));
        Assert.Equal("t.nettrace", _tool.Engine.Analyzed);
        Assert.Equal("#1 Orders.Pay 200 ms\n#3 Orders.Pay 200 ms  ×2\nsummary of Orders: TraceEnded\nReport: r.json\n", _tool.Out);
    }

    [Fact]
    public async Task A_file_that_is_no_trace_is_one_line_and_exit_code_3_and_nothing_is_written()
    {
        _tool.Engine.Failure = new WatchException("'t.nettrace' is not a trace: record one with dotnet-trace collect");

        Assert.Equal(3, await _tool.RunAsync("analyze", "t.nettrace", "-o", "r.json"));
        Assert.Equal("blockwatch: 't.nettrace' is not a trace: record one with dotnet-trace collect\n", _tool.Error);
        Assert.Equal(["check r.json"], _tool.Reports.Log);
    }

    [Fact]
    public async Task An_analysis_that_was_stopped_before_its_end_is_no_bug()
    {
        _tool.Engine.Failure = new OperationCanceledException();

        Assert.Equal(130, await _tool.RunAsync("analyze", "t.nettrace"));
        Assert.Equal("blockwatch: stopped before there was anything to report; nothing was written\n", _tool.Error);
    }

    [Fact]
    public async Task Export_checks_every_output_before_it_writes_the_first()
    {
        Assert.Equal(0, await _tool.RunAsync("export", "r.json", "-o", "r.md", "-o", "r.txt"));
        Assert.Equal(["check r.md", "check r.txt", "export r.json to r.md as its extension", "export r.json to r.txt as its extension"], _tool.Reports.Log);
        Assert.Equal("", _tool.Out);
    }

    [Fact]
    public async Task Export_takes_a_format_for_any_extension()
    {
        Assert.Equal(0, await _tool.RunAsync("export", "r.json", "-o", "r.out", "--format", "md"));
        Assert.Equal(["check r.out", "export r.json to r.out as md"], _tool.Reports.Log);
    }

    [Fact]
    public async Task Export_to_standard_output_needs_the_name_of_a_format()
    {
        Assert.Equal(0, await _tool.RunAsync("export", "r.json", "-o", "-", "-o", "r.txt", "--format", "github"));
        Assert.Equal("r.json as github\n", _tool.Out);
        Assert.Equal(["check r.txt", "export r.json to r.txt as github"], _tool.Reports.Log);
        Assert.Equal(2, await _tool.RunAsync("export", "r.json", "-o", "-"));
        Assert.StartsWith("blockwatch: standard output has no extension that tells the format: name it with --format\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_are_relative_to_the_repository_or_to_what_is_said()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(Path.Combine(folder.Path, "repository", "src", "deep"));
        File.WriteAllText(Path.Combine(folder.Path, "repository", ".git"), "gitdir: elsewhere");
        _tool.WorkingDirectory = Path.Combine(folder.Path, "repository", "src", "deep");

        await _tool.RunAsync("export", "r.json", "-o", "r.sarif");
        Assert.Equal(folder.Combine("repository"), _tool.Reports.Writing!.SourceRoot);
        await _tool.RunAsync("analyze", "t.nettrace", "--no-config", "--source-root", folder.Combine("other"));
        Assert.Equal(folder.Combine("other"), _tool.Reports.Writing!.SourceRoot);
    }

    [Theory]
    [InlineData("BW0001")]
    [InlineData("bw0001")]
    public async Task Explain_prints_the_rules_page(string id)
    {
        Assert.Equal(0, await _tool.RunAsync("explain", id));
        Assert.Equal("# BW0001: sync-over-async\n\nA pool thread waits for a task.\n", _tool.Out);
    }

    [Fact]
    public async Task Explain_without_a_rule_lists_them()
    {
        Assert.Equal(0, await _tool.RunAsync("explain"));
        Assert.Equal("BW0001  sync-over-async\nBW0004  sleep\n", _tool.Out);
    }
}
