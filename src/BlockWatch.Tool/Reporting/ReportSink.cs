using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Tool.Reporting;

/// <summary>Waits for BlockWatch.Reports.</summary>
internal sealed class ReportSink : IReportSink
{
    public void CheckWritable(string path, string? format) => throw new NotSupportedException();

    public void Save(WatchResult result, string path, string? format) => throw new NotSupportedException();

    public void WriteSummary(WatchResult result, TextWriter writer, int width) => throw new NotSupportedException();

    public void Export(string inputPath, string outputPath, string? format) => throw new NotSupportedException();

    public string StallLine(Stall stall, long nowNs) => throw new NotSupportedException();

    public string StarvationLine(StarvationEpisode episode) => throw new NotSupportedException();

    public IJsonLines JsonLines(DateTimeOffset sessionStart) => throw new NotSupportedException();
}
