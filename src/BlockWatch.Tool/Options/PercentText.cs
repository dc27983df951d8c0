using System.Globalization;

namespace BlockWatch.Tool.Options;

/// <summary>Reads a share of one core as people write it: <c>2%</c>, <c>0.5%</c>.</summary>
internal static class PercentText
{
    private const double Least = 0.001;
    private const double Most = 1;

    /// <summary>From 0.1 to 100 per cent, always with the sign.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="share">The share when true is returned: 0.02 for 2%.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParse(string text, out double share, out string problem)
    {
        const string Example = "write for example 2% or 0.5%";
        problem = "";
        share = 0;
        if (!text.EndsWith('%') || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent))
        {
            problem = $"'{text}' is no budget: {Example}";
            return false;
        }

        share = (double)percent / 100;
        if (share is < Least or > Most)
        {
            problem = $"the budget '{text}' is not between 0.1% and 100%: {Example}";
            return false;
        }

        return true;
    }
}
