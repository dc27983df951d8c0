using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>One starvation episode on one line, for a person who watches.</summary>
public static class StarvationLine
{
    private const string Rule = "BW0007";
    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>
    /// The line, without a newline: <c>2.100s  BW0007  the pool starves: queue grew while nothing completed (38 threads, 412 items in the queue)</c>
    /// while it goes on, <c>2.100s  BW0007  the pool starved for 3.2 s: …</c> when it is over.
    /// </summary>
    public static string Format(StarvationEpisode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        string time = Measures.Time(episode.StartNs / NanosecondsPerMillisecond);
        string what = episode.EndNs is { } end
            ? $"the pool starved for {Measures.Duration((end - episode.StartNs) / NanosecondsPerMillisecond)}"
            : "the pool starves";
        string peak = $"{Measures.Count(episode.PeakThreads, "thread")}, {Measures.Count(episode.PeakQueue, "item")} in the queue";
        return $"{time}  {Rule}  {what}: {SafeText.Of(episode.FirstSign)} ({(episode.EndNs is null ? "" : "up to ")}{peak})";
    }
}
