using System.Globalization;
using System.Text.RegularExpressions;

namespace BlockWatch.Tool.Options;

/// <summary>Reads durations as people and the dotnet diagnostics tools write them: <c>500ms</c>, <c>30s</c>, <c>1.5m</c>, <c>2h</c>, <c>dd:hh:mm:ss</c>.</summary>
internal static partial class DurationText
{
    // Timers take up to 2^32 - 2 ms; a watch of weeks is a typing error far more often than a plan.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>How long to watch: more than zero, at most 24 days.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="value">The duration when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParseDuration(string text, out TimeSpan value, out string problem)
    {
        const string Example = "write for example 30s, 5m, 2h or 00:00:05:00 (dd:hh:mm:ss)";
        problem = "";
        if (!TryParseClock(text, out value) && !TryParseUnit(text, out value))
        {
            problem = $"'{text}' is no duration: {Example}";
            return false;
        }

        if (value <= TimeSpan.Zero || value > Longest)
        {
            problem = $"the duration '{text}' is not between 1ms and 24d: {Example}";
            return false;
        }

        return true;
    }

    /// <summary>How much a flight recorder keeps: from 5 seconds to 10 minutes.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="value">The time when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParseRecorded(string text, out TimeSpan value, out string problem)
    {
        const string Example = "write for example 60s or 5m";
        problem = "";
        if (!TryParseUnit(text, out value))
        {
            problem = $"'{text}' is no time to record: {Example}";
            return false;
        }

        if (value < TimeSpan.FromSeconds(5) || value > TimeSpan.FromMinutes(10))
        {
            problem = $"the time to record '{text}' is not between 5s and 10m: {Example}";
            return false;
        }

        return true;
    }

    /// <summary>How long a span must be to be a stall: from 1 ms to 1 hour, always with a unit.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="value">The threshold when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParseThreshold(string text, out TimeSpan value, out string problem)
    {
        const string Example = "write for example 100ms or 1.5s";
        problem = "";
        if (!TryParseUnit(text, out value))
        {
            problem = $"'{text}' is no threshold: {Example}";
            return false;
        }

        if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromHours(1))
        {
            problem = $"the threshold '{text}' is not between 1ms and 1h: {Example}";
            return false;
        }

        return true;
    }

    private static bool TryParseUnit(string text, out TimeSpan value)
    {
        value = default;
        Match match = UnitPattern().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        long unit = match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => TimeSpan.TicksPerDay,
        };

        // A number that no TimeSpan holds is past every limit anyway: say so there, in the caller's words.
        value = number > long.MaxValue / (decimal)unit ? TimeSpan.MaxValue : TimeSpan.FromTicks((long)(number * unit));
        return true;
    }

    private static bool TryParseClock(string text, out TimeSpan value)
    {
        value = default;
        Match match = ClockPattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        value = new TimeSpan(Part("days"), Part("hours"), Part("minutes"), Part("seconds"));
        return Part("hours") < 24 && Part("minutes") < 60 && Part("seconds") < 60;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,15}(\.[0-9]{1,9})?)(?<unit>ms|s|m|h|d)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"\A((?<days>[0-9]{1,3}):)?(?<hours>[0-9]{1,2}):(?<minutes>[0-9]{1,2}):(?<seconds>[0-9]{1,2})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ClockPattern();
}
