using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>What is known of a finding, in phrases that the formats share.</summary>
internal static class FindingFacts
{
    // Its finding is about the pool: it has episodes, not stalls.
    private const string StarvationRule = "BW0007";

    /// <summary>True when it is about a place that held threads. What a deadlock's threads took is counted at their own sites; a lost task holds none.</summary>
    public static bool IsSite(ReportFinding finding) =>
        finding.Category != BlockingCategory.Unexplained && finding.Deadlock is null && finding.LostTask is null;

    /// <summary><c>41 stalls, 8.4 s</c>; <c>2 episodes, 6.4 s</c>; <c>3 tasks</c>.</summary>
    public static string Amount(ReportFinding finding)
    {
        string one = finding.RuleId == StarvationRule ? "episode"
            : finding.Deadlock is not null ? "deadlock"
            : finding.Loop is not null ? "blocked turn"
            : "stall";
        return finding.LostTask is null ? $"{Measures.Count(finding.Count, one)}, {Measures.Duration(finding.TotalMs)}" : Measures.Count(finding.Count, "task");
    }

    /// <summary><c>41 stalls (1 still open) on 7 threads, 8.4 s in all: p50 210 ms, p95 1,980 ms, max 2,004 ms</c>.</summary>
    public static string Numbers(ReportFinding finding, TimeScale scale = TimeScale.Machine)
    {
        if (finding.RuleId == StarvationRule)
        {
            return $"{Measures.Count(finding.Count, "episode")}, {ScaledMeasures.Duration(finding.TotalMs, scale)} in all, the longest {ScaledMeasures.Duration(finding.MaxMs, scale)}";
        }

        if (finding.LostTask is { } lost)
        {
            return LostTaskText.Of(lost, finding.Count);
        }

        if (finding.Deadlock is not null)
        {
            string lasting = finding.OpenCount > 0 ? $" ({Measures.Number(finding.OpenCount)} still there)" : "";
            return $"{Measures.Count(finding.Count, "deadlock")}{lasting} of {Measures.Count(finding.Threads, "thread")}, "
                + $"{ScaledMeasures.Duration(finding.TotalMs, scale)} in all, the longest {ScaledMeasures.Duration(finding.MaxMs, scale)}";
        }

        string one = finding.Loop is null ? "stall" : "blocked turn";
        string open = finding.OpenCount > 0 ? $" ({Measures.Number(finding.OpenCount)} still open)" : "";
        return $"{Measures.Count(finding.Count, one)}{open} on {Measures.Count(finding.Threads, "thread")}, "
            + $"{ScaledMeasures.Duration(finding.TotalMs, scale)} in all: "
            + $"p50 {ScaledMeasures.Milliseconds(finding.P50Ms, scale)}, p95 {ScaledMeasures.Milliseconds(finding.P95Ms, scale)}, "
            + $"max {ScaledMeasures.Milliseconds(finding.MaxMs, scale)}";
    }

    /// <summary>
    /// <c>40 of them under the threshold: together they took up to about 2.1 s of pool threads in one second</c>; null when there is none.
    /// </summary>
    public static string? ShortStalls(ReportFinding finding) => finding.ShortCount == 0
        ? null
        : $"{(finding.ShortCount == finding.Count ? "all" : Measures.Number(finding.ShortCount))} of them under the threshold: "
            + $"together such stalls took up to about {Measures.Duration(finding.ShortMsPerSecond)} of pool threads in one second";

    /// <summary><c>68 % of all stalled time; took 8.4 s of pool threads; seen from 0.120s to 9.870s</c>.</summary>
    public static string Weight(ReportFinding finding)
    {
        if (finding.RuleId == StarvationRule)
        {
            return $"the sites that caused it took {Measures.Duration(finding.PoolThreadSeconds * 1000)} of pool threads meanwhile; "
                + $"seen from {Measures.Time(finding.FirstSeenMs)} to {Measures.Time(finding.LastSeenMs)}";
        }

        if (finding.LostTask is not null)
        {
            return $"no thread was held; seen from {Measures.Time(finding.FirstSeenMs)} to {Measures.Time(finding.LastSeenMs)}";
        }

        if (finding.Loop is { } loop)
        {
            string turns = loop.TurnsPerSecond is { } rate ? $"it turned {Measures.Rate(rate)} times a second; " : "";
            return $"no thread of the pool was held; {turns}seen from {Measures.Time(finding.FirstSeenMs)} to {Measures.Time(finding.LastSeenMs)}";
        }

        if (finding.Deadlock is not null)
        {
            return $"what its threads' waits took is counted by their own findings; seen from {Measures.Time(finding.FirstSeenMs)} to {Measures.Time(finding.LastSeenMs)}";
        }

        string collector = finding.GcMs > 0 ? $"; {Measures.Milliseconds(finding.GcMs)} of garbage collection not counted" : "";
        string queued = finding.QueuedMs >= 1 ? $"; at least {Measures.Duration(finding.QueuedMs)} of it ready to run, with no processor free" : "";
        return $"{Measures.Percent(finding.Share)} of all stalled time; took {Measures.Duration(finding.PoolThreadSeconds * 1000)} of pool threads; "
            + $"seen from {Measures.Time(finding.FirstSeenMs)} to {Measures.Time(finding.LastSeenMs)}{collector}{queued}";
    }

    /// <summary>How far to trust it: <c>certain, counted from events</c>.</summary>
    public static string Trust(ReportFinding finding)
    {
        if (finding.RuleId == StarvationRule)
        {
            return "counted from the pool's own events";
        }

        if (finding.LostTask is not null)
        {
            return $"{Name(finding.Confidence)}, counted while tasks were told of";
        }

        if (finding.Deadlock is { } deadlock)
        {
            return finding.Confidence == Confidence.Certain ? "certain, every step is an event"
                : deadlock.Steps.Any(step => step.Inferred) ? "likely, partly inferred"
                : "likely, as the runtime said when the waits began";
        }

        string confidence = finding.Category == BlockingCategory.Unexplained ? "cause unknown" : $"cause {Name(finding.Confidence)}";
        string samples = finding.SampleCount > 0 ? $" ({Measures.Count(finding.SampleCount, "sample")})" : "";
        return finding.Sampled
            ? $"{confidence}, sampled{samples}: there may have been more"
            : $"{confidence}, counted{samples}";
    }

    /// <summary>What to call instead, unless the advice says so already.</summary>
    public static string? Replacement(ReportFinding finding) =>
        finding.Replacement is { } replacement && !finding.Advice.Contains(replacement, StringComparison.Ordinal)
            ? SafeText.Of(replacement)
            : null;

    /// <summary>The address of the documentation, unless it is none: reports are read from files, which anybody may have written.</summary>
    public static string? Docs(ReportFinding finding) =>
        Uri.TryCreate(finding.Docs, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps
            ? SafeText.Of(address.AbsoluteUri)
            : null;

    /// <summary>What the short stack below it is: <c>Stack (36 of 41, 2 more shapes in the JSON report; outer frames cut by the runtime):</c></summary>
    public static string StackHeading(IReadOnlyList<ReportStack> stacks, string what)
    {
        ReportStack first = stacks[0];
        string others = stacks.Count > 1 ? $" ({Measures.Number(first.Count)} of {Measures.Number(stacks.Sum(stack => stack.Count))}; the JSON report has all)" : "";
        string cut = first.Cut ? ", outer frames cut by the runtime" : "";
        return $"{what}{others}{cut}:";
    }

    public static string Name(Enum value) => value.ToString().ToLowerInvariant();
}
