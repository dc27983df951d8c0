using System.Runtime.InteropServices;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Commands;

public class SeveralTargetsTests
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("-p 1 -p 2", "1,2", null, false)]
    [InlineData("-p 1 --process-id 2 --children", "1,2", null, true)]
    [InlineData("-p 4711 --children", "4711", null, true)]
    [InlineData("-n Orders --children", "4711", null, true)]
    [InlineData("-n Orders --all", "", "Orders", false)]
    [InlineData("-n Orders --all --children", "", "Orders", true)]
    public async Task The_options_say_which_processes_are_watched(string options, string ids, string? name, bool withChildren)
    {
        _tool.Engine.SetScript = OneThatEnds;

        Assert.Equal(0, await _tool.RunAsync(["attach", .. options.Split(' ')]));
        Assert.Equal(ids, string.Join(',', _tool.Engine.Selection!.ProcessIds));
        Assert.Equal((name, withChildren), (_tool.Engine.Selection.Name, _tool.Engine.Selection.WithChildren));
    }

    [Theory]
    [InlineData("-p 4711")]
    [InlineData("-n Orders")]
    public async Task One_process_alone_is_watched_as_ever(string options)
    {
        Assert.Equal(0, await _tool.RunAsync(["attach", .. options.Split(' ')]));
        Assert.Null(_tool.Engine.Selection);
        Assert.Equal(4711, _tool.Engine.AttachedTo);
    }

    [Theory]
    [InlineData("-p 1 -p 1", "the process 1 is named twice: each is watched once")]
    [InlineData("-p 1 -p x", "'x' is no process id: 'blockwatch ps' lists them")]
    [InlineData("-p 1 --all", "--all watches all processes of a name: use it with -n NAME, or name each process with -p")]
    [InlineData("-p 1 -n Orders --all", "-p and -n name the target both: use one of them")]
    [InlineData("--all", "which process? Use -p PID or -n NAME; 'blockwatch ps' lists them")]
    public async Task What_makes_no_sense_together_is_said_so(string options, string message)
    {
        Assert.Equal(2, await _tool.RunAsync(["attach", .. options.Split(' ')]));
        Assert.StartsWith($"blockwatch: {message}\n", _tool.Error, StringComparison.Ordinal);
        Assert.Null(_tool.Engine.Options);
    }

    [Fact]
    public async Task Each_line_names_its_target_and_one_report_has_them_all()
    {
        _tool.Engine.SetScript = set =>
        {
            PlayedTarget orders = new PlayedTarget(set, 1, "Orders").Start();
            PlayedTarget billing = new PlayedTarget(set, 2, "Billing").Start();
            orders.Observer.OnStallClosed(Stalls.Closed(1));
            billing.Observer.OnStallClosed(Stalls.Closed(1));
            billing.Observer.OnStarvationStarted(Stalls.Episode(1));
            orders.Observer.OnNotice("12 events were lost");
            return [orders.End(SessionEnd.Stopped), billing.End(SessionEnd.Stopped)];
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "1", "-p", "2", "-o", "r.json"));
        Assert.Equal(
            """
            [Orders 1]  #1 Orders.Pay 200 ms
            [Billing 2]  #1 Orders.Pay 200 ms
            [Billing 2]  starves
            summary of Orders: Stopped, Billing: Stopped
            Report: r.json

            """,
            _tool.Out);
        Assert.Equal(
            """
            blockwatch: watching Orders (pid 1, .NET 9.0.20)
            blockwatch: watching Billing (pid 2, .NET 9.0.20)
            blockwatch: [Orders 1]: 12 events were lost

            """,
            _tool.Error);
        Assert.Equal(["check r.json", "save 2 targets in r.json as its extension"], _tool.Reports.Log);
    }

    [Fact]
    public async Task Targets_come_and_go_and_it_is_said_so()
    {
        _tool.Engine.SetScript = set =>
        {
            set.OnNotice("no .NET process is named 'Orders' yet: waiting for one");
            PlayedTarget first = new PlayedTarget(set, 1, "Orders").Start();
            first.Observer.OnStallClosed(Stalls.Closed(1));
            first.Observer.OnStallClosed(Stalls.Closed(2));
            TargetOutcome gone = first.End(SessionEnd.TargetExited);
            PlayedTarget second = new PlayedTarget(set, 2, "Orders").Start();
            return [gone, second.End(SessionEnd.ConnectionLost)];
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-n", "Orders", "--all"));

        // The second stall waited for its second to be over, and is printed before its target's end.
        Assert.Equal("[Orders 1]  #1 Orders.Pay 200 ms\n[Orders 1]  #2 Orders.Pay 200 ms\nsummary of Orders: TargetExited, Orders: ConnectionLost\n", _tool.Out);
        Assert.Equal(
            """
            blockwatch: no .NET process is named 'Orders' yet: waiting for one
            blockwatch: watching Orders (pid 1, .NET 9.0.20)
            blockwatch: [Orders 1]: exited
            blockwatch: watching Orders (pid 2, .NET 9.0.20)
            blockwatch: [Orders 2]: the connection broke

            """,
            _tool.Error);
    }

    [Fact]
    public async Task A_target_that_cannot_be_watched_is_one_line_and_a_part_of_the_report()
    {
        _tool.Engine.SetScript = set =>
        [
            new PlayedTarget(set, 1, "Old").Fail("process 1 (Old) cannot be watched: its runtime is 5.0.1"),
            new PlayedTarget(set, 2, "Orders").Start().End(SessionEnd.DurationOver),
        ];

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "1", "-p", "2", "-o", "r.json", "--quiet"));
        Assert.Equal("blockwatch: process 1 (Old) cannot be watched: its runtime is 5.0.1\n", _tool.Error);
        Assert.Equal([false, true], _tool.Reports.SetResult!.Targets.Select(t => t.Failure is null));
    }

    [Fact]
    public async Task When_no_target_can_be_watched_the_exit_code_is_3_and_nothing_is_written()
    {
        _tool.Engine.SetScript = set => [new PlayedTarget(set, 1, "Old").Fail("no process has the id 1"), new PlayedTarget(set, 2, "Old").Fail("no process has the id 2")];

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "1", "-p", "2", "-o", "r.json"));
        Assert.Equal("", _tool.Out);
        Assert.Equal("blockwatch: no process has the id 1\nblockwatch: no process has the id 2\nblockwatch: no target could be watched; nothing was written\n", _tool.Error);
        Assert.Equal(["check r.json"], _tool.Reports.Log);
    }

    [Fact]
    public async Task When_none_came_the_exit_code_is_3()
    {
        Assert.Equal(3, await _tool.RunAsync("attach", "-n", "Orders", "--all", "--duration", "1s"));
        Assert.Equal("blockwatch: no target could be watched; nothing was written\n", _tool.Error);
    }

    [Fact]
    public async Task Json_lines_have_the_process_id_and_an_end()
    {
        _tool.Engine.SetScript = set =>
        {
            PlayedTarget orders = new PlayedTarget(set, 1, "Orders").Start();
            orders.Observer.OnStallExplained(Stalls.Open(1));
            orders.Observer.OnStallClosed(Stalls.Closed(1));
            return [orders.End(SessionEnd.TargetExited), new PlayedTarget(set, 2, "Old").Fail("too old")];
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "1", "-p", "2", "--json-lines", "--quiet"));
        Assert.Equal(
            """
            {"kind":"started","pid":1,"at":"12:00:00","thresholdMs":100}
            {"kind":"stall","pid":1,"id":1,"detectedAt":"12:00:00.000"}
            {"kind":"stallClosed","pid":1,"id":1,"detectedAt":"12:00:00.000"}
            {"kind":"ended","pid":1,"end":"TargetExited"}
            {"kind":"failed","pid":2,"name":"Old","failure":"too old"}

            """,
            _tool.Out);
        Assert.Equal("blockwatch: too old\n", _tool.Error);
    }

    // A line is whole whoever writes at the same time.
    [Fact]
    public async Task Lines_of_targets_that_write_at_once_are_not_mixed()
    {
        const int Targets = 8;
        const int Stalled = 50;
        _tool.Engine.SetScript = set =>
        {
            PlayedTarget[] targets = [.. Enumerable.Range(1, Targets).Select(id => new PlayedTarget(set, id, "Orders").Start())];
            Parallel.ForEach(targets, target =>
            {
                for (int id = 1; id <= Stalled; id++)
                {
                    target.Observer.OnStallClosed(Stalls.Closed(id, site: $"Site{id}"));
                }
            });
            return [.. targets.Select(target => target.End(SessionEnd.Stopped))];
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-n", "Orders", "--all"));
        string[] expected = [.. Enumerable.Range(1, Targets).SelectMany(target => Enumerable.Range(1, Stalled).Select(id => $"[Orders {target}]  #{id} Site{id} 200 ms"))];
        Assert.Equal(expected.Order(StringComparer.Ordinal), _tool.Out.Split('\n')[..(Targets * Stalled)].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_watch_of_all_and_the_report_still_comes()
    {
        _tool.Engine.UntilStopped = true;
        _tool.Engine.SetScript = OneThatEnds;
        Task<int> run = _tool.RunAsync("attach", "-n", "Orders", "--all", "-o", "r.json");
        await _tool.Engine.Watching.Task;
        Assert.False(run.IsCompleted);
        _tool.Signals.Raise(PosixSignal.SIGINT);

        Assert.Equal(0, await run);
        Assert.Equal(["check r.json", "save 1 targets in r.json as its extension"], _tool.Reports.Log);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_refused_when_its_children_are_asked_for()
    {
        _tool.Engine.Failure = new WatchException("no .NET process is named 'Nobody'");

        Assert.Equal(3, await _tool.RunAsync("attach", "-n", "Nobody", "--children"));
        Assert.Equal("blockwatch: no .NET process is named 'Nobody'\n", _tool.Error);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(42, 42)]
    public async Task A_command_is_run_with_what_it_starts(int command, int expected)
    {
        _tool.Engine.SetScript = set =>
        {
            PlayedTarget parent = new PlayedTarget(set, 99, "Parent").Start();
            PlayedTarget child = new PlayedTarget(set, 100, "Child").Start();
            child.Observer.OnStallClosed(Stalls.Closed(1));
            return [parent.End(SessionEnd.TargetExited), child.End(SessionEnd.Stopped)];
        };
        _tool.Engine.CommandExit.SetResult(command);

        Assert.Equal(expected, await _tool.RunAsync("run", "--children", "-o", "r.json", "--", "sh", "start.sh", "--children"));
        Assert.True(_tool.Engine.WithChildren);
        Assert.Equal(["start.sh", "--children"], _tool.Engine.Launched!.Arguments);
        Assert.Equal("", _tool.Out);
        Assert.Contains("[Child 100]  #1 Orders.Pay 200 ms\nblockwatch: [Parent 99]: exited\n", _tool.Error, StringComparison.Ordinal);
        Assert.EndsWith("summary of Parent: TargetExited, Child: Stopped\nReport: r.json\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_which_nothing_could_be_watched_gives_3_when_it_succeeded()
    {
        _tool.Engine.SetScript = set => [new PlayedTarget(set, 99, "Parent").Fail("too old")];
        _tool.Engine.CommandExit.SetResult(0);

        Assert.Equal(3, await _tool.RunAsync("run", "--children", "--", "app"));
    }

    private static IReadOnlyList<TargetOutcome> OneThatEnds(IWatchSetObserver set) => [new PlayedTarget(set, 1, "Orders").Start().End(SessionEnd.Stopped)];
}
