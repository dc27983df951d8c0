using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

public sealed class TextFindingsTests : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new(Stalls.SessionStart);
    private readonly TextFindings _findings;

    public TextFindingsTests()
    {
        _findings = Create(Verbosity.Normal);
    }

    public void Dispose() => _findings.Dispose();

    [Fact]
    public void A_sites_first_stall_is_printed_at_once()
    {
        Advance(160);
        _findings.OnStallExplained(Stalls.Open(1));

        Assert.Equal("#1 Orders.Pay 160 ms so far\n", _out.ToString());
    }

    [Fact]
    public void A_clock_that_is_set_back_takes_nothing_from_a_stall_that_goes_on()
    {
        SettableClock machine = new(_time);
        using StringWriter lines = new() { NewLine = "\n" };
        using TextFindings findings = new(lines, _error, new FakeReports(), machine, Verbosity.Normal);
        Advance(100);
        machine.Step(TimeSpan.FromHours(-1));
        Advance(60);
        findings.OnStallExplained(Stalls.Open(1));

        Assert.Equal("#1 Orders.Pay 160 ms so far\n", lines.ToString());
    }

    [Fact]
    public void Another_sites_first_stall_does_not_wait()
    {
        _findings.OnStallExplained(Stalls.Open(1));
        _findings.OnStallExplained(Stalls.Open(2, "Orders.Ship"));

        Assert.Equal("#1 Orders.Pay 0 ms so far\n#2 Orders.Ship 0 ms so far\n", _out.ToString());
    }

    [Fact]
    public void Repeated_stalls_of_a_site_share_one_line_a_second_with_their_count()
    {
        for (int id = 1; id <= 15; id++)
        {
            _findings.OnStallExplained(Stalls.Open(id, startMs: id * 50));
            Advance(50);
        }

        Assert.Equal("#1 Orders.Pay -50 ms so far\n", _out.ToString());
        Advance(250);
        Assert.Equal("#1 Orders.Pay -50 ms so far\n#15 Orders.Pay 250 ms so far  ×14\n", _out.ToString());
    }

    [Fact]
    public void The_end_of_a_printed_stall_is_printed_when_its_site_has_nothing_newer()
    {
        Advance(160);
        _findings.OnStallExplained(Stalls.Open(1));
        Advance(40);
        _findings.OnStallClosed(Stalls.Closed(1, durationMs: 200));
        Advance(959);
        Assert.Equal("#1 Orders.Pay 160 ms so far\n", _out.ToString());

        Advance(1);
        Assert.Equal("#1 Orders.Pay 160 ms so far\n#1 Orders.Pay 200 ms\n", _out.ToString());
    }

    [Fact]
    public void The_end_of_a_stall_longer_than_a_second_is_printed_at_once()
    {
        Advance(160);
        _findings.OnStallExplained(Stalls.Open(1));
        Advance(1_840);
        _findings.OnStallClosed(Stalls.Closed(1, durationMs: 2_000));

        Assert.Equal("#1 Orders.Pay 160 ms so far\n#1 Orders.Pay 2000 ms\n", _out.ToString());
    }

    [Fact]
    public void A_stall_that_is_explained_and_closed_while_it_waits_counts_once()
    {
        _findings.OnStallClosed(Stalls.Closed(1));
        _findings.OnStallExplained(Stalls.Open(2));
        _findings.OnStallClosed(Stalls.Closed(2, durationMs: 300));
        Advance(1_000);

        Assert.Equal("#1 Orders.Pay 200 ms\n#2 Orders.Pay 300 ms\n", _out.ToString());
    }

    [Fact]
    public void A_stall_whose_end_names_another_site_is_printed_for_that_site()
    {
        _findings.OnStallExplained(Stalls.Open(1));
        _findings.OnStallClosed(Stalls.Closed(1, "Orders.Ship"));

        Assert.Equal("#1 Orders.Pay 0 ms so far\n#1 Orders.Ship 200 ms\n", _out.ToString());
    }

    [Fact]
    public void What_still_waits_is_printed_when_watching_ends_and_nothing_after_it()
    {
        _findings.OnStallClosed(Stalls.Closed(1));
        _findings.OnStallClosed(Stalls.Closed(2, startMs: 300));
        _findings.OnStallClosed(Stalls.Closed(3, startMs: 600));
        _findings.Dispose();
        Advance(5_000);
        _findings.Dispose();

        Assert.Equal("#1 Orders.Pay 200 ms\n#3 Orders.Pay 200 ms  ×2\n", _out.ToString());
    }

    [Fact]
    public void A_site_that_was_silent_for_a_second_is_printed_at_once_again()
    {
        _findings.OnStallClosed(Stalls.Closed(1));
        Advance(1_000);
        _findings.OnStallClosed(Stalls.Closed(2, startMs: 800));

        Assert.Equal("#1 Orders.Pay 200 ms\n#2 Orders.Pay 200 ms\n", _out.ToString());
    }

    [Fact]
    public void Starvation_and_short_stalls_are_never_held_back_and_notices_go_to_standard_error()
    {
        _findings.OnStarted(Stalls.Target, Stalls.SessionStart);
        _findings.OnStarvationStarted(Stalls.Episode(1));
        _findings.OnStarvationEnded(Stalls.Episode(1, endMs: 900));
        _findings.OnShortStallsFound(new ShortStallSum(Stalls.Closed(1).Parts[0].Site, 0, 1_200_000_000, 20, 60_000_000, IsSampled: false));
        _findings.OnNotice("12 events were lost");

        Assert.Equal($"starves\nstarved\nshort stalls of {Stalls.Closed(1).Parts[0].Site.Id}\n", _out.ToString());
        Assert.Equal("blockwatch: watching Orders (pid 4711, .NET 9.0.20)\nblockwatch: 12 events were lost\n", _error.ToString());
    }

    [Fact]
    public void A_deadlock_is_printed_at_once_and_so_is_its_end()
    {
        Deadlock deadlock = new()
        {
            Id = 1,
            Kind = DeadlockKind.Cycle,
            Site = Stalls.Closed(1).Parts[0].Site,
            Title = "Deadlock of 2 threads",
            Confidence = Confidence.Certain,
            Steps = [],
            Threads = 2,
            StartNs = 0,
        };

        _findings.OnDeadlockFound(deadlock);
        _findings.OnDeadlockEnded(deadlock with { EndNs = 5 });

        Assert.Equal("deadlock Deadlock of 2 threads\ndeadlock over\n", _out.ToString());
    }

    [Fact]
    public void Detailed_prints_every_stall_with_its_stack()
    {
        using TextFindings detailed = Create(Verbosity.Detailed);
        detailed.OnStallClosed(Stalls.Closed(1));
        detailed.OnStallClosed(Stalls.Closed(2));

        const string Stack = "             System.Threading.Thread.Sleep(int)\n             Orders.Pay() at Orders.cs:42\n";
        Assert.Equal($"#1 Orders.Pay 200 ms\n{Stack}#2 Orders.Pay 200 ms\n{Stack}", _out.ToString());
    }

    private TextFindings Create(Verbosity verbosity) => new(_out, _error, new FakeReports(), _time, verbosity);

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
