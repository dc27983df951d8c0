using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Source;
using BlockWatch.Reports.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.GitHub;

/// <summary>Workflow commands of GitHub Actions: printed in a job they annotate the lines of a pull request.</summary>
/// <remarks>GitHub shows ten errors, ten warnings and ten notices of a step: the most time taken comes first.</remarks>
internal sealed class GitHubFormat : IReportFormat
{
    public string Name => "github";

    public IReadOnlyList<string> Extensions { get; } = [".github.txt", ".github"];

    public void Write(Report report, TextWriter writer) => Write(report, writer, ReportWriting.Default);

    public void Write(Report report, TextWriter writer, ReportWriting writing)
    {
        LineWriter lines = new(writer, int.MaxValue);
        WriteFindings(report, target: null, lines, writing);
        lines.Line(WorkflowCommand.Line("notice", null, null, "blockwatch", SafeText.Of(Verdict.Of(report))));
    }

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing)
    {
        LineWriter lines = new(writer, int.MaxValue);
        foreach (ReportSetTarget target in SetVerdict.ByStalledTime(set).Where(target => target.Report is not null))
        {
            WriteFindings(target.Report!, SetVerdict.NameOf(target), lines, writing);
        }

        lines.Line(WorkflowCommand.Line("notice", null, null, "blockwatch", SafeText.Of(SetVerdict.Of(set))));
    }

    private static void WriteFindings(Report report, string? target, LineWriter lines, ReportWriting writing)
    {
        foreach (ReportFinding finding in report.Findings)
        {
            string? file = SourcePath.Relative(finding.Site.UserFrame?.File, writing.SourceRoot);
            int? line = file is null ? null : finding.Site.UserFrame?.Line;
            string where = target is null ? "" : $"In {target}: ";
            string advice = finding.Advice.Length > 0 ? $"\nDo: {SafeText.Of(finding.Advice)}" : "";
            string message = $"{where}{SafeText.Of(finding.Title)}\n{FindingFacts.Numbers(finding, writing.Scale)}. {FindingFacts.Trust(finding)}.{advice}";
            lines.Line(WorkflowCommand.Line(Level(finding.Severity), file is null ? null : SafeText.Of(file), line, SafeText.Of($"{finding.RuleId} {finding.Title}"), message));
        }
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };
}
