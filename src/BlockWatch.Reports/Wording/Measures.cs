using System.Globalization;

namespace BlockWatch.Reports.Wording;

/// <summary>Numbers for people: English, the same in every culture.</summary>
public static class Measures
{
    private const double MillisecondsPerSecond = 1000;
    private const double SecondsPerMinute = 60;
    private const double MinutesPerHour = 60;

    // Below this, a decimal still tells something.
    private const double SmallMilliseconds = 10;

    // Up to here seconds are easier to compare than minutes.
    private const double LongestInSeconds = 600;

    // Up to here the seconds beside the minutes still matter.
    private const double LongestInMinutes = 120;

    /// <summary><c>2,004 ms</c>; <c>3.2 ms</c>.</summary>
    public static string Milliseconds(double milliseconds) => Math.Abs(milliseconds) < SmallMilliseconds
        ? Format($"{milliseconds:0.#} ms")
        : Format($"{milliseconds:#,0} ms");

    /// <summary><c>430 ms</c>, <c>12.4 s</c>, <c>12 min 3 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Duration(double milliseconds)
    {
        double seconds = milliseconds / MillisecondsPerSecond;
        if (seconds < 1)
        {
            return Milliseconds(milliseconds);
        }

        if (seconds < LongestInSeconds)
        {
            return Format($"{seconds:0.0} s");
        }

        double minutes = Math.Floor(seconds / SecondsPerMinute);
        return minutes < LongestInMinutes
            ? Format($"{minutes:0} min {Math.Floor(seconds % SecondsPerMinute):0} s")
            : Format($"{Math.Floor(minutes / MinutesPerHour):#,0} h {minutes % MinutesPerHour:0} min");
    }

    /// <summary>A time since the session began: <c>12.304s</c>.</summary>
    public static string Time(double milliseconds) => Format($"{milliseconds / MillisecondsPerSecond:0.000}s");

    /// <summary>A share of 0 to 1: <c>68 %</c>; <c>under 1 %</c>, so that nothing that happened is shown as nothing.</summary>
    public static string Percent(double share) => share is > 0 and < 0.01 ? "under 1 %" : Format($"{share * 100:0} %");

    /// <summary>A small share of 0 to 1, where tenths of a per cent count: <c>1.3 %</c>.</summary>
    public static string FinePercent(double share) => Format($"{share * 100:0.#} %");

    /// <summary>So many a second: <c>12</c>; <c>0.8</c>, where tenths still tell something.</summary>
    public static string Rate(double perSecond) => Math.Abs(perSecond) < SmallMilliseconds ? Format($"{perSecond:0.#}") : Format($"{perSecond:#,0}");

    public static string Number(long number) => Format($"{number:#,0}");

    /// <summary><c>1 stall</c>, <c>1,204 stalls</c>.</summary>
    public static string Count(long number, string one) => Count(number, one, one + "s");

    public static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary><c>once</c>, <c>twice</c>, <c>3 times</c>.</summary>
    public static string Times(int number) => number switch
    {
        1 => "once",
        2 => "twice",
        _ => Count(number, "time"),
    };

    /// <summary><c>a</c>; <c>a and b</c>; <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
