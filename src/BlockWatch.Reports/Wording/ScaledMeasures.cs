namespace BlockWatch.Reports.Wording;

/// <summary>Durations in the scale that the reader asked for: <c>2,004 ms</c> or <c>2,004 ms (191 years)</c>.</summary>
internal static class ScaledMeasures
{
    public static string Milliseconds(double milliseconds, TimeScale scale) => With(Measures.Milliseconds(milliseconds), milliseconds, scale);

    public static string Duration(double milliseconds, TimeScale scale) => With(Measures.Duration(milliseconds), milliseconds, scale);

    private static string With(string machine, double milliseconds, TimeScale scale) =>
        scale == TimeScale.Human ? $"{machine} ({HumanScale.Of(milliseconds)})" : machine;
}
