using System.Globalization;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>Where times are on the drawing, from its left end to its right end, and the times that are written below it.</summary>
internal sealed class TimeAxis
{
    private const int MostTicks = 10;
    private const double Second = 1000;
    private const double Minute = 60 * Second;
    private const double Hour = 60 * Minute;

    private static readonly double[] Steps =
    [
        10, 20, 50, 100, 200, 500,
        Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second,
        Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, 24 * Hour,
    ];

    public TimeAxis(double durationMs) => DurationMs = Math.Max(1, durationMs);

    public double DurationMs { get; }

    /// <summary>0 to 1; what is outside of the session is at its ends.</summary>
    public double At(double milliseconds) => Math.Clamp(milliseconds / DurationMs, 0, 1);

    /// <summary>At most <see cref="MostTicks"/> and one, from 0 on.</summary>
    public IReadOnlyList<(double Milliseconds, string Text)> Ticks()
    {
        double step = Array.Find(Steps, candidate => DurationMs / candidate <= MostTicks);
        step = step > 0 ? step : Math.Ceiling(DurationMs / MostTicks / Steps[^1]) * Steps[^1];
        List<(double, string)> ticks = [];
        for (int i = 0; i * step <= DurationMs; i++)
        {
            ticks.Add((i * step, Text(i * step, step)));
        }

        return ticks;
    }

    private static string Text(double milliseconds, double step)
    {
        (double unit, string name) = step >= Hour ? (Hour, "h") : step >= Minute ? (Minute, "min") : (Second, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / unit:#,0.##} {name}");
    }
}
