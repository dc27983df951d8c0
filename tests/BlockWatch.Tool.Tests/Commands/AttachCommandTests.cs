using System.Runtime.InteropServices;
using BlockWatch.EventPipe;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class AttachCommandTests
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Findings_and_the_summary_go_to_standard_output_and_notices_to_standard_error()
    {
        _tool.Engine.Script = observer =>
        {
            observer.OnStallExplained(Stalls.Open(1));
            observer.OnStallClosed(Stalls.Closed(1));
            observer.OnNotice("12 events were lost");
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711"));
        Assert.Equal("#1 Orders.Pay 0 ms so far\n#1 Orders.Pay 200 ms\nsummary of Orders: Stopped\n", _tool.Out);
        Assert.Equal("blockwatch: watching Orders (pid 4711, .NET 9.0.20)\nblockwatch: 12 events were lost\n", _tool.Error);
    }

    [Fact]
    public async Task Every_output_is_checked_before_watching_and_written_after_it()
    {
        _tool.Engine.Script = _ => _tool.Reports.Log.Add("watch");

        Assert.Equal(0, await _tool.RunAsync("attach", "-n", "Orders", "-o", "r.json", "--output", "r.md"));
        Assert.Equal(["check r.json", "check r.md", "watch", "save r.json as its extension", "save r.md as its extension"], _tool.Reports.Log);
        Assert.Equal("summary of Orders: Stopped\nReport: r.json\nReport: r.md\n", _tool.Out);
        Assert.Equal(4711, _tool.Engine.AttachedTo);
    }

    [Fact]
    public async Task Options_reach_the_watch()
    {
        await _tool.RunAsync(
            "attach", "-p", "4711", "--threshold", "50ms", "--short-stalls", "2s", "--loop-threshold", "40ms", "--duration", "00:00:01:30", "--include", "Acme.*", "--include", "Shop.*",
            "--exclude", "Acme.Log.*", "--with-command-line", "--no-requests", "--budget", "0.5%", "-o", "x", "--format", "text");

        Assert.Equal(50_000_000, _tool.Engine.Options!.Detection.ThresholdNs);
        Assert.Equal(40_000_000, _tool.Engine.Options.Detection.LoopThresholdNs);
        Assert.Equal(2_000_000_000, _tool.Engine.Options.Detection.ShortStallLimitNs);
        Assert.Equal(TimeSpan.FromSeconds(90), _tool.Engine.Options.Duration);
        Assert.Equal(["Acme.*", "Shop.*"], _tool.Engine.Options.Detection.Include);
        Assert.Equal(["Acme.Log.*"], _tool.Engine.Options.Detection.Exclude);
        Assert.True(_tool.Engine.Options.WithCommandLine);
        Assert.False(_tool.Engine.Options.WithRequests);
        Assert.Equal(0.005, _tool.Engine.Options.BudgetShare);
        Assert.Equal(["check x", "save x as text"], _tool.Reports.Log);
    }

    [Fact]
    public async Task Without_options_a_watch_has_100_ms_as_threshold_no_end_and_no_command_line()
    {
        await _tool.RunAsync("attach", "-p", "4711");

        Assert.Equal(100_000_000, _tool.Engine.Options!.Detection.ThresholdNs);
        Assert.Equal(1_000_000_000, _tool.Engine.Options.Detection.ShortStallLimitNs);
        Assert.Null(_tool.Engine.Options.Duration);
        Assert.False(_tool.Engine.Options.WithCommandLine);
        Assert.True(_tool.Engine.Options.WithRequests);
        Assert.Equal(0.02, _tool.Engine.Options.BudgetShare);
        Assert.Empty(_tool.Reports.Log);
    }

    [Fact]
    public async Task With_json_lines_standard_output_carries_nothing_else_and_text_goes_to_standard_error()
    {
        _tool.Engine.Script = observer =>
        {
            observer.OnStallExplained(Stalls.Open(1));
            observer.OnStallExplained(Stalls.Open(2));
            _tool.Time.Advance(TimeSpan.FromMilliseconds(250));
            observer.OnStallClosed(Stalls.Closed(1));
            observer.OnStarvationStarted(Stalls.Episode(1));
            observer.OnStarvationEnded(Stalls.Episode(1, endMs: 90));
            observer.OnNotice("12 events were lost");
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--json-lines", "--threshold", "20ms", "-o", "r.json"));
        Assert.Equal(
            """
            {"kind":"started","at":"12:00:00","thresholdMs":20}
            {"kind":"stall","id":1,"detectedAt":"12:00:00.000"}
            {"kind":"stall","id":2,"detectedAt":"12:00:00.000"}
            {"kind":"stallClosed","id":1,"detectedAt":"12:00:00.250"}
            {"kind":"starvationStarted"}
            {"kind":"starvationEnded"}

            """,
            _tool.Out);
        Assert.Equal(
            """
            blockwatch: watching Orders (pid 4711, .NET 9.0.20)
            #1 Orders.Pay 0 ms so far
            starves
            starved
            blockwatch: 12 events were lost
            #2 Orders.Pay 250 ms so far
            summary of Orders: Stopped
            Report: r.json

            """,
            _tool.Error);
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--verbosity", "quiet")]
    public async Task Quiet_prints_nothing_and_writes_the_report_all_the_same(params string[] quiet)
    {
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));

        Assert.Equal(0, await _tool.RunAsync(["attach", "-p", "4711", "-o", "r.json", .. quiet]));
        Assert.Equal("", _tool.Out);
        Assert.Equal("", _tool.Error);
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
    }

    [Fact]
    public async Task Quiet_with_json_lines_prints_these_only()
    {
        _tool.Engine.Script = observer => observer.OnStallClosed(Stalls.Closed(1));

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--quiet", "--json-lines"));
        Assert.Equal(
            """
            {"kind":"started","at":"12:00:00","thresholdMs":100}
            {"kind":"stallClosed","id":1,"detectedAt":"12:00:00.000"}

            """,
            _tool.Out);
        Assert.Equal("", _tool.Error);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_watch_and_the_report_still_comes()
    {
        _tool.Engine.UntilStopped = true;
        Task<int> run = _tool.RunAsync("attach", "-p", "4711", "-o", "r.json");
        await _tool.Engine.Watching.Task;
        Assert.False(run.IsCompleted);
        _tool.Signals.Raise(PosixSignal.SIGINT);

        Assert.Equal(0, await run);
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
        Assert.False(_tool.Signals.IsListening);
    }

    [Fact]
    public async Task A_target_that_cannot_be_watched_is_one_line_and_exit_code_3()
    {
        _tool.Engine.Failure = new WatchException("there is no process 5: 'blockwatch ps' lists those that can be watched");

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "5"));
        Assert.Equal("", _tool.Out);
        Assert.Equal("blockwatch: there is no process 5: 'blockwatch ps' lists those that can be watched\n", _tool.Error);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_ends_it_before_anything_is_watched()
    {
        _tool.Reports.Unwritable = "/no/r.json";

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-o", "/no/r.json"));
        Assert.Equal("blockwatch: '/no/r.json' cannot be written: choose another folder\n", _tool.Error);
        Assert.Null(_tool.Engine.Options);
    }

    [Fact]
    public async Task A_report_that_fails_after_all_takes_neither_the_others_nor_the_summary_along()
    {
        _tool.Reports.FailsLater = "a.json";

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "4711", "-o", "a.json", "-o", "b.json"));
        Assert.Equal("summary of Orders: Stopped\nReport: b.json\n", _tool.Out);
        Assert.EndsWith("blockwatch: 'a.json' cannot be written: no space left\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_exception_is_a_bug_of_ours_on_one_line_without_its_stack()
    {
        _tool.Engine.Failure = new InvalidOperationException("two\nlines");

        Assert.Equal(70, await _tool.RunAsync("attach", "-p", "4711"));
        Assert.Equal(
            """
            blockwatch: internal error: System.InvalidOperationException: two lines
            This is a bug of blockwatch. Please open an issue with the output of the same command with '--verbosity detailed'.

            """,
            _tool.Error);
    }

    [Fact]
    public async Task A_bug_of_ours_has_its_stack_when_asked_for_details()
    {
        _tool.Engine.Failure = new InvalidOperationException("odd");

        Assert.Equal(70, await _tool.RunAsync("attach", "-p", "4711", "--verbosity", "detailed"));
        Assert.Contains("   at BlockWatch.Tool.Tests.Fakes.FakeEngine.Find(Int32 processId)", _tool.Error, StringComparison.Ordinal);
    }
}
