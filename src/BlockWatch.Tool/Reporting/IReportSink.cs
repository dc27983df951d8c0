using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Tool.Reporting;

/// <summary>All that the commands want of BlockWatch.Reports.</summary>
/// <remarks>
/// Failures come as <see cref="Failures.UserFacingException"/>: wrong usage for a format that does not exist or cannot be told from
/// the extension, refused for a file that cannot be read or written. A file is written whole or not at all.
/// </remarks>
internal interface IReportSink
{
    /// <summary>Fails when a report could not be written there. Leaves no file behind.</summary>
    void CheckWritable(string path, string? format);

    void Save(WatchResult result, string path, string? format);

    /// <summary>The text report, for people.</summary>
    void WriteSummary(WatchResult result, TextWriter writer, int width);

    /// <summary>A saved report in another format.</summary>
    void Export(string inputPath, string outputPath, string? format);

    /// <summary>One line for people: when, rule, how long, what, where.</summary>
    string StallLine(Stall stall);

    string StarvationLine(StarvationEpisode episode);

    /// <summary>One JSON object on one line.</summary>
    /// <param name="stall">What is known of it.</param>
    /// <param name="sessionStart">Time 0 of the stall's times.</param>
    /// <param name="detectedAt">When this became known.</param>
    string StallJson(Stall stall, DateTimeOffset sessionStart, DateTimeOffset detectedAt);

    /// <inheritdoc cref="StallJson"/>
    string StarvationJson(StarvationEpisode episode, DateTimeOffset sessionStart, DateTimeOffset detectedAt);
}
