using BlockWatch.Detection.Spans;

namespace BlockWatch.Detection.Tests.Spans;

public sealed class OpenSpansTests
{
    [Theory]
    [InlineData(new long[] { 1, 2, 3 })]
    [InlineData(new long[] { 3, 1, 2 })]
    [InlineData(new long[] { 2, 3, 1 })]
    public void The_longest_open_comes_first_whenever_it_was_found(long[] starts)
    {
        var open = new OpenSpans();
        foreach (long start in starts)
        {
            open.Add(new ThreadTrack(start, 0) { Start = start });
        }

        Assert.Equal([1, 2, 3], Starts(open));
    }

    [Theory]
    [InlineData(1, new long[] { 2, 3 })]
    [InlineData(2, new long[] { 1, 3 })]
    [InlineData(3, new long[] { 1, 2 })]
    public void What_ends_leaves_the_others_in_order(long ended, long[] left)
    {
        var open = new OpenSpans();
        ThreadTrack[] tracks = [.. Enumerable.Range(1, 3).Select(start => new ThreadTrack(start, 0) { Start = start })];
        Array.ForEach(tracks, open.Add);

        open.Remove(tracks[ended - 1]);

        Assert.Equal(left, Starts(open));
        open.Add(new ThreadTrack(4, 0) { Start = 4 });
        Assert.Equal([.. left, 4], Starts(open));
    }

    private static List<long> Starts(OpenSpans open)
    {
        List<long> starts = [];
        for (ThreadTrack? track = open.Oldest; track is not null; track = track.Next)
        {
            starts.Add(track.Start);
        }

        return starts;
    }
}
