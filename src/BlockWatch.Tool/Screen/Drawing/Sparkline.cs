namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>Numbers as a row of bars, one cell each, the newest at the right.</summary>
internal static class Sparkline
{
    /// <param name="values">The newest last; the last <paramref name="width"/> of them are drawn.</param>
    /// <param name="width">Cells; what is missing on the left is blank.</param>
    /// <param name="most">The number of a full bar.</param>
    /// <param name="glyphs">Whose ramp to use.</param>
    /// <returns>Nothing is blank, and the least of something is a bar.</returns>
    public static string Of(IReadOnlyList<double> values, int width, double most, Glyphs glyphs)
    {
        Span<char> cells = stackalloc char[Math.Max(0, width)];
        cells.Fill(' ');
        int count = Math.Min(values.Count, width);
        for (int i = 0; i < count; i++)
        {
            double value = values[values.Count - count + i];
            if (value > 0 && most > 0)
            {
                int step = (int)Math.Ceiling(Math.Min(1, value / most) * glyphs.Ramp.Length);
                cells[width - count + i] = glyphs.Ramp[Math.Clamp(step - 1, 0, glyphs.Ramp.Length - 1)];
            }
        }

        return new string(cells);
    }
}
