using System.Globalization;

namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>How long something goes on, so that its digits do not jump while one watches.</summary>
internal static class AgeText
{
    /// <summary><c>0:07</c>, <c>12:34</c>, <c>1:02:03</c>, <c>3d 04:05</c>; a clock that is ahead counts as nothing.</summary>
    public static string Clock(TimeSpan age)
    {
        age = age < TimeSpan.Zero ? TimeSpan.Zero : age;
        string format = age.TotalDays >= 1 ? @"d\d\ hh\:mm" : age.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss";
        return age.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary><c>0.4 s</c>, <c>12.3 s</c>, <c>754 s</c>, <c>2:05:11</c>.</summary>
    public static string Seconds(double milliseconds)
    {
        double seconds = Math.Max(0, milliseconds / 1000);
        return seconds >= 3600 ? Clock(TimeSpan.FromSeconds(seconds))
            : seconds >= 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds):0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds * 10) / 10:0.0} s");
    }
}
