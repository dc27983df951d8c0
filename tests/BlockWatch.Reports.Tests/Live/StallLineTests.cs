using BlockWatch.Reports.Live;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Live;

public class StallLineTests
{
    private const long Irrelevant = long.MaxValue;

    [Fact]
    public void A_closed_stall_says_where_why_and_how_long() => Assert.Equal(
        "12.304s  BW0004  2,004 ms  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
        StallLine.Format(Stalls.Closed, Irrelevant));

    [Fact]
    public void At_human_scale_its_length_is_said_twice() => Assert.Equal(
        "12.304s  BW0004  2,004 ms (191 years)  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
        StallLine.Format(Stalls.Closed, Irrelevant, TimeScale.Human));

    [Fact]
    public void An_open_one_says_how_long_so_far() => Assert.Equal(
        "12.304s  BW0004  160 ms so far  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
        StallLine.Format(Stalls.Open, Stalls.Open.StartNs + (160 * Stalls.Millisecond)));

    [Fact]
    public void A_clock_that_lags_gives_no_negative_time() => Assert.Equal(
        "12.304s  BW0004  0 ms so far  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42",
        StallLine.Format(Stalls.Open, 0));

    [Fact]
    public void The_largest_part_is_named_and_the_others_counted() => Assert.Equal(
        "12.304s  BW0003  2,004 ms  Lock contention at Monitor.Enter in Shop.Stock.Reserve(string, int) at Stock.cs:88 (1,504 ms of it; 1 more part)",
        StallLine.Format(Stalls.TwoParts, Irrelevant));

    [Fact]
    public void What_nothing_explains_is_not_guessed()
    {
        Assert.Equal("12.304s  BW0009  at least 2,004 ms  unexplained stall on thread 4711", StallLine.Format(Stalls.Unexplained, Irrelevant));
        Assert.Equal("12.304s  BW0009  2,004 ms  unexplained stall on thread 4711", StallLine.Format(Stalls.Closed with { Parts = [] }, Irrelevant));
    }

    [Fact]
    public void The_user_is_not_blamed_for_the_collector() => Assert.Equal(
        "12.304s  BW0004  2,004 ms  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42 (1,200 ms of it garbage collection)",
        StallLine.Format(Stalls.Closed with { GcNs = 1_200 * Stalls.Millisecond }, Irrelevant));

    [Fact]
    public void A_hostile_name_cannot_reach_the_terminal() => Assert.Equal(
        "12.304s  BW0004  2,004 ms  Thread.Sleep in A\\u001b[2J\\u000a()",
        StallLine.Format(
            Stalls.Closed with
            {
                Parts = [Stalls.Closed.Parts[0] with { Site = Sites.Sleep with { UserFrame = Frames.User("A\u001b[2J\n()", null, 0) } }],
            },
            Irrelevant));

    [Fact]
    public void Starvation_is_told_when_it_starts_and_when_it_ends()
    {
        Assert.Equal(
            "9.000s  BW0007  the pool starves: runtime added a thread: starvation (40 threads, 12 items in the queue)",
            StarvationLine.Format(Stalls.StarvingNow));
        Assert.Equal(
            "2.100s  BW0007  the pool starved for 3.2 s: queue grew while nothing completed (up to 38 threads, 1,412 items in the queue)",
            StarvationLine.Format(Stalls.Starved));
    }
}
