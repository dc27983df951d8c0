using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Html.Findings;

/// <summary>Frames in the words of the page.</summary>
internal static class FrameView
{
    private const int MaxLength = 400;

    public static string MethodOf(ReportStackFrame frame) => SafeText.Shorten(frame.Method, MaxLength);

    /// <summary>Null when the frame has no source.</summary>
    public static string? PlaceOf(ReportStackFrame frame) => FrameText.Place(frame.File, frame.Line) is { } place ? SafeText.Shorten(place, MaxLength) : null;
}
