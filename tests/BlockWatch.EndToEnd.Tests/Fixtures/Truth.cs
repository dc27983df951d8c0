namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>Reads truth files against reports.</summary>
internal static class Truth
{
    // How far the target's and the tool's clocks and the edges of a work item may be apart at the ends of a session.
    private const double EdgeMs = 300;

    /// <summary>The occurrences in a method that lie wholly in the session.</summary>
    public static IReadOnlyList<TruthOccurrence> Within(this IEnumerable<TruthOccurrence> truth, ReportedSession session, string method) =>
        [.. truth.Where(o => o.Method == method && o.StartUnixMs >= session.StartUnixMs + EdgeMs && o.EndUnixMs <= session.EndUnixMs - EdgeMs)];

    /// <summary>The occurrences in a method of which any part lies in the session.</summary>
    public static IReadOnlyList<TruthOccurrence> Touching(this IEnumerable<TruthOccurrence> truth, ReportedSession session, string method) =>
        [.. truth.Where(o => o.Method == method && o.EndUnixMs >= session.StartUnixMs - EdgeMs && o.StartUnixMs <= session.EndUnixMs + EdgeMs)];

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("No median of nothing.", nameof(values))
            : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
