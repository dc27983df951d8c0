namespace BlockWatch.Accuracy.Matching;

/// <summary>How long one waits to be told.</summary>
internal static class FirstFinding
{
    /// <summary>From the start of the first occurrence to the arrival of the first line that names its site, of that stall or of a later one.</summary>
    /// <returns>Milliseconds; null when there is no occurrence or no such line.</returns>
    public static double? AfterMs(IReadOnlyList<TruthOccurrence> counted, IReadOnlyList<LiveLine> lines)
    {
        // Lost tasks are told at the end, by the report alone.
        if (counted.Where(occurrence => occurrence.Kind != TruthKind.LostTask).MinBy(occurrence => occurrence.StartUnixMs) is not { } first)
        {
            return null;
        }

        string rule = Rules.Of(first);
        Dictionary<long, double> ends = lines.Where(line => line is { Kind: "stallClosed", StallId: not null }).ToDictionary(line => line.StallId!.Value, line => line.EndUnixMs);
        LiveLine? told = lines.FirstOrDefault(line =>
            (line.StallId is { } id && ends.TryGetValue(id, out double end) ? end : line.EndUnixMs) > first.StartUnixMs
            && WallClock.UnixMs(line.ArrivedAt) > first.StartUnixMs
            && Names(line, rule).Any(frame => MethodNames.Compare(first.Method, frame?.Method) != MethodMatch.None));
        return told is null ? null : WallClock.UnixMs(told.ArrivedAt) - first.StartUnixMs;
    }

    private static IEnumerable<ReportedFrame?> Names(LiveLine line, string rule) => rule == Rules.Deadlock
        ? line.Steps.Select(step => step.Frame)
        : (line.Parts ?? []).Where(part => part.RuleId == rule).Select(part => part.Frame);
}
