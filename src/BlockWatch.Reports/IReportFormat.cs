using BlockWatch.Reports.Model;

namespace BlockWatch.Reports;

/// <summary>One way to write a report down. Has no state; a new one is registered in <see cref="ReportFormats"/>.</summary>
public interface IReportFormat : INamedFormat
{
    /// <summary>Writes the whole report, with a final newline (<c>\n</c> on every system), the same in every culture.</summary>
    void Write(Report report, TextWriter writer);

    /// <summary>The same as the reader wants to have it; formats that have no choice write what they always write.</summary>
    void Write(Report report, TextWriter writer, ReportWriting writing) => Write(report, writer);

    /// <summary>The reports of several targets in one document, with what is true of all of them in front.</summary>
    void Write(ReportSet set, TextWriter writer, ReportWriting writing);
}
