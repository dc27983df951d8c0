using System.Globalization;
using BlockWatch.Detection.Findings;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Stalls as text, to compare as a whole: <c>T1 0-200 gc 5: Sleep:Orders.Checkout 195 Samples*3</c>.</summary>
public static class StallText
{
    public static string Of(IEnumerable<Stall> stalls)
    {
        ArgumentNullException.ThrowIfNull(stalls);
        return string.Join('\n', stalls.OrderBy(s => s.ThreadId).ThenBy(s => s.StartNs).ThenBy(s => s.EndNs).Select(Of));
    }

    /// <summary>A '~' before a start or an end marks a lower bound; an open end is '…'.</summary>
    public static string Of(Stall stall)
    {
        ArgumentNullException.ThrowIfNull(stall);
        string start = (stall.StartIsLowerBound ? "~" : "") + Ms(stall.StartNs);
        string end = stall.EndNs is { } endNs ? (stall.EndIsLowerBound ? "~" : "") + Ms(endNs) : "…";
        string gc = stall.GcNs > 0 ? $" gc {Ms(stall.GcNs)}" : "";
        return $"T{stall.ThreadId} {start}-{end}{gc}: {string.Join(", ", stall.Parts.Select(Of))}";
    }

    private static string Of(StallPart part)
    {
        string samples = part.SampleCount > 0 ? $"*{part.SampleCount}" : "";
        return $"{part.Site.Id} {Ms(part.DurationNs)} {part.Evidence}{samples}";
    }

    // A thousandth of a millisecond is enough to tell two durations apart.
    private static string Ms(long ns) => Math.Round(ns / (double)EventScript.Ms, 3).ToString(CultureInfo.InvariantCulture);
}
