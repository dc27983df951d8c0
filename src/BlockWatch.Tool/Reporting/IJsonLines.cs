using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Tool.Reporting;

/// <summary>The JSON lines of one watch, each without its newline. <c>detectedAt</c> is the wall clock when it became known.</summary>
internal interface IJsonLines
{
    string Started(TargetDescription target, double thresholdMs);

    string StallExplained(Stall stall, DateTimeOffset detectedAt);

    string StallClosed(Stall stall, DateTimeOffset detectedAt);

    string ShortStalls(ShortStallSum sum, DateTimeOffset detectedAt);

    string StarvationStarted(StarvationEpisode episode, DateTimeOffset detectedAt);

    string StarvationEnded(StarvationEpisode episode, DateTimeOffset detectedAt);

    string Deadlock(Deadlock deadlock, DateTimeOffset detectedAt);

    string Ended(SessionEnd end, DateTimeOffset detectedAt);

    string Failed(string name, string failure, DateTimeOffset detectedAt);
}
