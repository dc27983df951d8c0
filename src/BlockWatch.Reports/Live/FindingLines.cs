using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Building;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Live;

/// <summary>All of one finding for a person who watches, as the text report has it.</summary>
public static class FindingLines
{
    /// <param name="finding">As far as it is known.</param>
    /// <param name="width">Prose is broken at it; an address or a frame may be longer.</param>
    /// <param name="scale">The scale of durations.</param>
    /// <returns>Harmless for a terminal, each without a newline.</returns>
    public static IReadOnlyList<string> Format(Finding finding, int width, TimeScale scale = TimeScale.Machine)
    {
        ArgumentNullException.ThrowIfNull(finding);
        using StringWriter text = new();
        TextFinding.Write(FindingMapping.ToReport(finding), new LineWriter(text, width), scale);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
