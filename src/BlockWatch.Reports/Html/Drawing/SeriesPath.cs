using System.Globalization;
using System.Text;

namespace BlockWatch.Reports.Html.Drawing;

/// <summary>A series of values as two paths in a box of 1000 to 100: the band between least and most, and the line of the means.</summary>
internal static class SeriesPath
{
    public const string ViewBox = "0 0 1000 100";

    private const double Width = 1000;
    private const double Height = 100;

    // So that a line at its highest is not cut in half.
    private const double Headroom = 1.08;

    /// <param name="points">Where it is, 0 to 1, and the values there.</param>
    /// <param name="most">The value at the top.</param>
    public static (string Band, string Line) Of(IReadOnlyList<(double At, Extent Value)> points, double most)
    {
        StringBuilder band = new();
        StringBuilder line = new();
        foreach ((double at, Extent value) in points)
        {
            Append(band, at, value.Max, most);
            Append(line, at, value.Mean, most);
        }

        foreach ((double at, Extent value) in points.Reverse())
        {
            Append(band, at, value.Min, most);
        }

        // A single point has a length of nothing, and is drawn as the line's round end.
        if (points.Count == 1)
        {
            line.Append('Z');
        }

        band.Append('Z');
        return (band.ToString(), line.ToString());
    }

    private static void Append(StringBuilder path, double at, double value, double most)
    {
        double y = most > 0 ? Height * (1 - (value / (most * Headroom))) : Height;
        path.Append(path.Length == 0 ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{at * Width:0.#} {y:0.#}");
    }
}
