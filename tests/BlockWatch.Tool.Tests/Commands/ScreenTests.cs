using System.Runtime.InteropServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit;
using BlockWatch.Tool.Signals;
using BlockWatch.Tool.Tests.Fakes;
using BlockWatch.Tool.Tests.Screen;

namespace BlockWatch.Tool.Tests.Commands;

/// <summary>When the live screen is shown, and how a watch with it begins and ends.</summary>
public class ScreenTests
{
    private readonly ToolRun _tool = new() { Screen = new FakeScreen() };

    private FakeScreen Screen => _tool.Screen!;

    [Theory]
    [InlineData("attach -p 4711 --plain")]
    [InlineData("attach -p 4711 --json-lines")]
    [InlineData("attach -p 4711 --quiet")]
    [InlineData("attach -p 4711 --verbosity detailed")]
    [InlineData("attach -n Orders --all")]
    [InlineData("attach -p 4711 --children")]
    [InlineData("analyze a.nettrace")]
    public async Task Lines_where_lines_were_asked_for_and_for_several_targets(string arguments)
    {
        await _tool.RunAsync(arguments.Split(' '));

        Assert.Empty(Screen.Log);
    }

    [Fact]
    public async Task Lines_when_the_command_has_the_terminal()
    {
        _tool.Engine.CommandExit.SetResult(0);
        await _tool.RunAsync("run", "--", "app");

        Assert.Empty(Screen.Log);
        Assert.True(_tool.Engine.Launched!.InheritOutput);
        Assert.Null(_tool.Engine.Launched.Output);
    }

    [Fact]
    public async Task Run_shows_it_when_the_command_s_output_goes_elsewhere()
    {
        using TemporaryFolder folder = new();
        _tool.Engine.CommandExit.SetResult(3);
        int code = await _tool.RunAsync("run", "--command-output", folder.Combine("app.log"), "--", "app");

        Assert.Equal(3, code);
        Assert.Equal(["enter", "leave"], Screen.Log);
        Assert.Equal(["app.log"], folder.Entries);
        Assert.Equal("summary of Orders: TargetExited\n", _tool.Out);
    }

    [Fact]
    public async Task A_command_output_that_cannot_be_written_starts_nothing()
    {
        int code = await _tool.RunAsync("run", "--command-output", "/nowhere/app.log", "--", "app");

        Assert.Equal(3, code);
        Assert.Null(_tool.Engine.Launched);
        Assert.StartsWith("blockwatch: the command's output cannot be written: The folder of '/nowhere/app.log' does not exist: create it or name another.", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_shows_it_and_keeps_what_the_sample_says()
    {
        _tool.Engine.CommandExit.SetResult(1);
        _tool.Engine.OnLaunched = launch => launch.Output!.Write("no port\n"u8);
        int code = await _tool.RunAsync("demo");

        Assert.Equal(3, code);
        Assert.Equal(["enter", "leave"], Screen.Log);
        Assert.Equal("no port\nblockwatch: the sample ended with exit code 1: what it wrote above says why\n", _tool.Error);
        Assert.DoesNotContain("follow as they are found", _tool.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_screen_comes_before_the_target_answers_and_the_report_after_the_last()
    {
        _tool.Engine.UntilStopped = true;
        Task<int> run = _tool.RunAsync("attach", "-p", "4711");
        await ShownAsync("connecting to the target");
        Assert.Contains("Orders", Screen.Shown, StringComparison.Ordinal);
        Assert.Equal("", _tool.Out);
        _tool.Signals.Raise(PosixSignal.SIGTERM);

        Assert.Equal(0, await run);
        Assert.Equal(["enter", "leave"], Screen.Log);
        Assert.Equal("summary of Orders: Stopped\n", _tool.Out);
        Assert.Equal("", _tool.Error);
    }

    [Fact]
    public async Task The_key_for_it_ends_the_watch_as_a_signal_does()
    {
        _tool.Engine.UntilStopped = true;
        Task<int> run = _tool.RunAsync("attach", "-p", "4711", "-o", "r.json");
        await ShownAsync("connecting");
        Screen.Press('q');

        Assert.Equal(0, await run);
        Assert.Equal(["check r.json", "save r.json as its extension"], _tool.Reports.Log);
    }

    [Fact]
    public async Task The_key_for_it_interrupts_a_launched_command()
    {
        Task<int> run = _tool.RunAsync("demo");
        await ShownAsync("sample starvation");
        Screen.Press('q');
        await Eventually.HoldsAsync(() => _tool.Signals.Sent.Count > 0, TestTimeouts.SignOfLife, "the signal");
        _tool.Engine.CommandExit.SetResult(130);

        Assert.Equal(0, await run);
        Assert.Equal(["99: 2"], _tool.Signals.Sent);
    }

    [Fact]
    public async Task The_key_for_it_counts_also_before_the_command_is_started()
    {
        Screen.Press('q');
        _tool.Engine.OnLaunched = _ => Assert.True(SpinWait.SpinUntil(() => Screen.Shown.Contains("ending the watch", StringComparison.Ordinal), TestTimeouts.SignOfLife));
        Task<int> run = _tool.RunAsync("demo");
        await Eventually.HoldsAsync(() => _tool.Signals.Sent.Count > 0, TestTimeouts.SignOfLife, "the signal");
        _tool.Engine.CommandExit.SetResult(130);

        Assert.Equal(0, await run);
        Assert.Equal(["99: 2"], _tool.Signals.Sent);
    }

    [Fact]
    public async Task What_is_known_now_is_shown_and_saved_beside_the_output()
    {
        _tool.Engine.UntilStopped = true;
        _tool.Engine.View = new FakeView(Looks.BusyAt(12));
        Task<int> run = _tool.RunAsync("attach", "-p", "4711", "-o", "/nowhere/r.json");
        await ShownAsync("BW0004");
        Screen.Press('s');
        await ShownAsync("saved: /nowhere/r.20260301-1200");
        Screen.Press('q');

        await run;
        Assert.StartsWith("save /nowhere/r.20260301-1200", _tool.Reports.Log[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_are_on_the_screen_and_not_behind_it()
    {
        _tool.Engine.UntilStopped = true;
        _tool.Engine.Script = observer => observer.OnNotice("events were lost");
        Task<int> run = _tool.RunAsync("attach", "-p", "4711");
        await ShownAsync(" events were lost");
        Screen.Press('q');

        await run;
        Assert.Equal("", _tool.Error);
    }

    [Fact]
    public async Task A_target_that_refuses_is_one_line_on_the_usual_screen()
    {
        _tool.Engine.OnAttached = () => throw new WatchException("the target refused");
        int code = await _tool.RunAsync("attach", "-p", "4711");

        Assert.Equal(3, code);
        Assert.Equal(["enter", "leave"], Screen.Log);
        Assert.StartsWith("blockwatch: the target refused", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_does_not_end_the_watch()
    {
        _tool.Engine.UntilStopped = true;
        Screen.Failure = new IOException("no terminal");
        Screen.LeaveFailure = new IOException("still no terminal");
        Task<int> run = _tool.RunAsync("attach", "-p", "4711", "-o", "r.json");
        await _tool.Engine.Watching.Task;
        _tool.Signals.Raise(PosixSignal.SIGHUP);

        Assert.Equal(0, await run);
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
    }

    [Fact]
    public async Task A_bug_of_the_screen_ends_the_watch_and_is_told()
    {
        _tool.Engine.UntilStopped = true;
        Screen.Failure = new InvalidOperationException("a bug");
        int code = await _tool.RunAsync("attach", "-p", "4711", "-o", "r.json");

        Assert.Equal(70, code);
        Assert.Equal(["enter", "leave"], Screen.Log);
        Assert.Contains("save r.json as its extension", _tool.Reports.Log);
    }

    [Fact]
    public async Task While_it_is_suspended_the_shell_has_its_screen()
    {
        _tool.Engine.UntilStopped = true;
        Task<int> run = _tool.RunAsync("attach", "-p", "4711");
        await ShownAsync("connecting");
        _tool.Signals.Raise(SignalNumbers.TerminalStop);
        Screen.Press('q');

        await run;
        Assert.Equal(1, _tool.Signals.Suspensions);
        Assert.Equal(["enter", "leave", "enter", "leave"], Screen.Log);
    }

    // The clock stands still but for this: each step is time for another look.
    private Task ShownAsync(string text) => Eventually.HoldsAsync(
        () =>
        {
            if (Screen.Shown.Contains(text, StringComparison.Ordinal))
            {
                return true;
            }

            _tool.Time.Advance(TimeSpan.FromMilliseconds(250));
            return false;
        },
        TestTimeouts.SignOfLife,
        $"'{text}' on the screen");

    private sealed class FakeView(Detection.Findings.DetectionSnapshot detection) : IWatchView
    {
        public bool HasAllMethods => true;

        public int MethodCount => 1;

        public WatchResult SoFar() => Stalls.Result() with { Detection = detection };
    }
}
