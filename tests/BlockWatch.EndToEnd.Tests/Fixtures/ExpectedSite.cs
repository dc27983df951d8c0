namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>A finding that must be there.</summary>
/// <param name="RuleId">Its rule.</param>
/// <param name="Method">Namespace, type and method of the user frame, without parameters.</param>
/// <param name="FileName">Its file, without folders; null when it cannot be known.</param>
/// <param name="Line">Its line; null when it cannot be known.</param>
public sealed record ExpectedSite(string RuleId, string Method, string? FileName, int? Line)
{
    /// <summary>The site that a finding is at; parameters are left out.</summary>
    public static ExpectedSite Of(ReportedFinding finding)
    {
        ReportedFrame? frame = finding.Site.UserFrame;
        return new ExpectedSite(finding.RuleId, frame?.Method.Split('(')[0] ?? "?", frame?.FileName, frame?.Line);
    }
}
