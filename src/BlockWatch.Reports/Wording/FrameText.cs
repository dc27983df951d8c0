using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Wording;

/// <summary>Frames on one line, harmless for a terminal.</summary>
public static class FrameText
{
    internal static string Of(ReportStackFrame frame) =>
        Place(frame.File, frame.Line) is { } place ? $"{SafeText.Of(frame.Method)} at {place}" : SafeText.Of(frame.Method);

    /// <summary><c>src/Orders.cs:42</c>; null when the frame has no source.</summary>
    public static string? Place(string? file, int? line) => file is null
        ? null
        : line is { } known ? FormattableString.Invariant($"{SafeText.Of(file)}:{known}") : SafeText.Of(file);

    /// <summary>The file's name without its folders, whichever system compiled it: <c>Orders.cs:42</c>.</summary>
    public static string? ShortPlace(string? file, int? line) => Place(file?[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..], line);
}
