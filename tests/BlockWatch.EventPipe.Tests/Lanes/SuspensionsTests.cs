using BlockWatch.EventPipe.Lanes;

namespace BlockWatch.EventPipe.Tests.Lanes;

public class SuspensionsTests
{
    private const long Collector = 3;

    private readonly Suspensions _suspensions = new();

    [Fact]
    public void A_collections_pause_lasts_from_its_begin_to_its_end()
    {
        Assert.True(_suspensions.Begin(Collector, isForGc: true));
        Assert.True(_suspensions.End(Collector));
        Assert.False(_suspensions.End(Collector));
    }

    [Fact]
    public void What_is_not_for_a_collection_is_no_pause()
    {
        Assert.False(_suspensions.Begin(1, isForGc: false));
        Assert.False(_suspensions.End(1));
    }

    // The watch began in the middle of the sampler's.
    [Fact]
    public void An_end_whose_begin_was_not_seen_ends_a_pause_when_nobody_else_could_be_meant()
    {
        _suspensions.Begin(Collector, isForGc: true);
        _suspensions.Begin(1, isForGc: false);
        Assert.False(_suspensions.End(2));
        Assert.False(_suspensions.End(1));
        Assert.True(_suspensions.End(2));
    }

    [Fact]
    public void A_collection_inside_another_one_is_the_same_pause()
    {
        Assert.True(_suspensions.Begin(Collector, isForGc: true));
        Assert.False(_suspensions.Begin(4, isForGc: true));
        Assert.False(_suspensions.End(Collector));
        Assert.True(_suspensions.End(4));
    }

    [Fact]
    public void After_lost_events_the_next_one_begins_anew()
    {
        _suspensions.Begin(Collector, isForGc: true);
        _suspensions.Forget();

        Assert.True(_suspensions.Begin(Collector, isForGc: true));
    }

    [Fact]
    public void Ends_that_never_come_do_not_add_up()
    {
        for (int thread = 100; thread < 300; thread++)
        {
            _suspensions.Begin(thread, isForGc: false);
        }

        Assert.True(_suspensions.Begin(Collector, isForGc: true));
        Assert.True(_suspensions.End(Collector));
    }
}
