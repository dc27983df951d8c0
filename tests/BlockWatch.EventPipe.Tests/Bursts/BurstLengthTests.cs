using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Governing;

namespace BlockWatch.EventPipe.Tests.Bursts;

public sealed class BurstLengthTests
{
    private static readonly LaneCosts Costs = LaneCosts.Of(10);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public void A_few_threads_get_a_burst_of_full_length(int threads) => Assert.Equal(BurstLength.Longest, BurstLength.For(threads, Costs));

    [Fact]
    public void The_more_threads_there_are_the_fewer_stacks_of_each_are_taken()
    {
        double before = double.MaxValue;
        foreach (int threads in (int[])[50, 100, 200, 500, 1000, 2000, 5000, 10_000])
        {
            double tickMs = (Costs.TickUs + (threads * Costs.SampleUs)) / 1000;
            double ticks = BurstLength.For(threads, Costs).TotalMilliseconds / (tickMs + 1.1);
            Assert.True(ticks < before, $"{threads}: {ticks}");
            before = ticks;
        }
    }

    [Fact]
    public void A_burst_of_very_many_threads_is_one_look() => Assert.Equal(BurstLength.Shortest, BurstLength.For(100_000, Costs));
}
