using System.Globalization;

namespace BlockWatch.Reports.Diffs;

/// <summary>Numbers of a comparison for people: English, the same in every culture.</summary>
internal static class DiffText
{
    private const double SmallestP = 0.0001;

    /// <summary><c> (p = 0.0042)</c>; empty when nothing was tested.</summary>
    public static string P(double? p) => p switch
    {
        null => "",
        < SmallestP => " (p < 0.0001)",
        { } value => string.Create(CultureInfo.InvariantCulture, $" (p = {value:0.####})"),
    };

    /// <summary><c>3.5 times as often</c>; <c>0.2 times as often</c>.</summary>
    public static string Times(double ratio, string what) => string.Create(CultureInfo.InvariantCulture, $"{Ratio(ratio)} times {what}");

    private static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "0.###" : ratio < 10 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
