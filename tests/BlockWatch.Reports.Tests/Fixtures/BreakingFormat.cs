using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Writes more than any buffer holds, and fails, as on a full disk.</summary>
internal sealed class BreakingFormat : IReportFormat
{
    public const string Problem = "No space left on device";

    private const int Much = 1 << 20;

    public string Name => "breaking";

    public IReadOnlyList<string> Extensions { get; } = [".breaking"];

    public void Write(Report report, TextWriter writer)
    {
        writer.Write(new string('x', Much));
        throw new IOException(Problem);
    }

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) => throw new IOException(Problem);
}
