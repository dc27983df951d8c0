using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>One stall on one line, for a person who watches: <c>12.304s  BW0004  2,004 ms  Thread.Sleep in Shop.Orders.CheckoutAsync(int) at Orders.cs:42</c>.</summary>
public static class StallLine
{
    private const string UnexplainedRule = "BW0009";
    private const double NanosecondsPerMillisecond = 1_000_000;

    // A collection that took less of the stall than this is not worth the room.
    private const double NotableGcShare = 0.05;

    /// <summary>The line, without a newline, harmless for a terminal.</summary>
    /// <param name="stall">Open or closed, explained or not.</param>
    /// <param name="nowNs">The time now, nanoseconds since the session began: the age of a stall that is still open is counted up to it.</param>
    /// <param name="scale">The scale of the stall's length.</param>
    public static string Format(Stall stall, long nowNs, TimeScale scale = TimeScale.Machine)
    {
        ArgumentNullException.ThrowIfNull(stall);
        Site? site = stall.Parts.Count > 0 ? stall.Parts[0].Site : null;
        string time = Measures.Time(stall.StartNs / NanosecondsPerMillisecond);
        string rule = SafeText.Of(site?.RuleId ?? UnexplainedRule);
        return $"{time}  {rule}  {Length(stall, nowNs, scale)}  {Cause(stall, site)}{Collector(stall, nowNs)}";
    }

    private static string Cause(Stall stall, Site? site)
    {
        if (site is null || !stall.IsExplained)
        {
            return FormattableString.Invariant($"unexplained stall on thread {stall.ThreadId}");
        }

        string place = FrameText.ShortPlace(site.UserFrame?.Source?.File, site.UserFrame?.Source?.Line) is { } known ? $" at {known}" : "";
        string others = stall.Parts.Count > 1
            ? $" ({Measures.Milliseconds(stall.Parts[0].DurationNs / NanosecondsPerMillisecond)} of it; {Measures.Count(stall.Parts.Count - 1, "more part")})"
            : "";
        return SiteText.Of(site) + place + others;
    }

    private static string Length(Stall stall, long nowNs, TimeScale scale)
    {
        string length = ScaledMeasures.Milliseconds(LengthNs(stall, nowNs) / NanosecondsPerMillisecond, scale);
        if (stall.StartIsLowerBound || stall.EndIsLowerBound)
        {
            length = $"at least {length}";
        }

        return stall.EndNs is null ? $"{length} so far" : length;
    }

    private static string Collector(Stall stall, long nowNs) => stall.GcNs > LengthNs(stall, nowNs) * NotableGcShare
        ? $" ({Measures.Milliseconds(stall.GcNs / NanosecondsPerMillisecond)} of it garbage collection)"
        : "";

    // The clock of the caller may lag behind the event that made it ask.
    private static long LengthNs(Stall stall, long nowNs) => Math.Max(0, (stall.EndNs ?? nowNs) - stall.StartNs);
}
