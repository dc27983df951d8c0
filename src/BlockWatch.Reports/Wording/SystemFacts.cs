using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What the operating system counted, in phrases that the formats share.</summary>
internal static class SystemFacts
{
    /// <summary>
    /// <c>The container was throttled in 12 of 80 periods, for 840 ms added up over its processors: …</c>; null when it was not.
    /// </summary>
    public static string? Throttling(ReportSession session) => session.Throttling is { } throttling
        ? $"The container was throttled in {Measures.Number(throttling.ThrottledPeriods)} of {Measures.Count(throttling.Periods, "period")}, "
            + $"for {Measures.Duration(throttling.ThrottledMs)} added up over its processors: it had used up its share of them. A stall during it may be that."
        : null;

    /// <summary><c>at least 1,204 major page faults: memory read from disk</c>, and the like; empty when there is nothing to tell.</summary>
    public static IEnumerable<string> Of(ReportFinding finding)
    {
        if (finding.MajorFaults > 0)
        {
            yield return $"at least {Measures.Count(finding.MajorFaults, "major page fault")}: memory read from disk";
        }

        if (finding.ThrottledCount > 0)
        {
            string all = finding.Count == 1 ? "it" : "each of them";
            string which = finding.ThrottledCount == finding.Count ? all : $"{Measures.Number(finding.ThrottledCount)} of them";
            yield return $"the container was throttled during {which} (counted for the container, not for these threads)";
        }
    }
}
