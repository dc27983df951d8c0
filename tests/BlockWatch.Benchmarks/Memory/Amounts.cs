using System.Globalization;

namespace BlockWatch.Benchmarks.Memory;

/// <summary>Amounts as they are typed: <c>100M</c> events, <c>60m</c> of time.</summary>
internal static class Amounts
{
    /// <summary>A count above 0, with <c>k</c> for thousands and <c>M</c> for millions; null for anything else.</summary>
    public static long? ParseCount(string text) => text.Length == 0 ? null : text[^1] switch
    {
        'k' => Whole(text[..^1]) * 1_000,
        'M' => Whole(text[..^1]) * 1_000_000,
        _ => Whole(text),
    };

    /// <summary>A time above 0, in <c>s</c>, <c>m</c> or <c>h</c>; null for anything else.</summary>
    public static TimeSpan? ParseTime(string text) => text.Length == 0 || Whole(text[..^1]) is not { } number ? null : text[^1] switch
    {
        's' => TimeSpan.FromSeconds(number),
        'm' => TimeSpan.FromMinutes(number),
        'h' => TimeSpan.FromHours(number),
        _ => null,
    };

    private static long? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
