using System.Globalization;

namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>Values as they are written on command lines.</summary>
internal static class Text
{
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.###}s");
}
