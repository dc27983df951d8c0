using BlockWatch.Reports.Diffs.Model;

namespace BlockWatch.Reports.Diffs.Output;

/// <summary>One way to write a comparison down. Has no state; a new one is registered in <see cref="DiffFormats"/>.</summary>
public interface IDiffFormat : INamedFormat
{
    /// <summary>Writes all of it, with a final newline (<c>\n</c> on every system), the same in every culture.</summary>
    void Write(ReportDiff diff, TextWriter writer);
}
