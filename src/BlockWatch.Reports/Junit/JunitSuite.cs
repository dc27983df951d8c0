using System.Globalization;
using System.Xml;
using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Junit;

/// <summary>One target as a suite: a case that says whether all could be seen, and one for each finding. A finding that is only for information is no failure.</summary>
internal sealed class JunitSuite
{
    private readonly string _name;
    private readonly Report? _report;
    private readonly IReadOnlyList<string> _doubts;

    private JunitSuite(string name, Report? report, IReadOnlyList<string> doubts)
    {
        _name = name;
        _report = report;
        _doubts = doubts;
    }

    public static JunitSuite Of(string name, Report report) => new(name, report, RecordDoubts.Of(report));

    public static JunitSuite Of(string name, ReportSetTarget target) =>
        new(name, target.Report, target.Report is { } report ? RecordDoubts.Of(report) : [target.Failure ?? "nobody knows why"]);

    public void Write(XmlWriter xml)
    {
        IReadOnlyList<ReportFinding> findings = _report?.Findings ?? [];
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", JunitFormat.Text(_name));
        xml.WriteAttributeString("tests", Number(findings.Count + 1));
        xml.WriteAttributeString("failures", Number(findings.Count(IsFailure)));
        xml.WriteAttributeString("errors", Number(_doubts.Count > 0 ? 1 : 0));
        xml.WriteAttributeString("skipped", "0");
        if (_report is { } report)
        {
            xml.WriteAttributeString("time", (report.Session.DurationMs / 1000).ToString("0.000", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("timestamp", report.Session.StartedAt.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        }

        WriteRecord(xml);
        foreach (ReportFinding finding in findings)
        {
            WriteFinding(xml, finding);
        }

        xml.WriteEndElement();
    }

    private void WriteRecord(XmlWriter xml)
    {
        StartCase(xml, "blockwatch", "everything could be seen", 0);
        if (_doubts.Count > 0)
        {
            xml.WriteStartElement("error");
            xml.WriteAttributeString("type", "incomplete");
            xml.WriteAttributeString("message", JunitFormat.Text(Measures.List(_doubts)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteFinding(XmlWriter xml, ReportFinding finding)
    {
        StartCase(xml, finding.RuleId, finding.Title, finding.TotalMs);
        string place = FrameText.Place(finding.Site.UserFrame?.File, finding.Site.UserFrame?.Line) is { } known ? $"at {known}\n" : "";
        string advice = finding.Advice.Length > 0 ? $"\nDo: {finding.Advice}" : "";
        string stack = finding.Stacks.Count > 0 ? "\n" + string.Join('\n', ShortStack.Lines(finding.Stacks[0].Frames, finding.Site.BlockingFrame)) : "";
        string text = $"{place}{FindingFacts.Numbers(finding)}{advice}{stack}";
        xml.WriteStartElement(IsFailure(finding) ? "failure" : "system-out");
        if (IsFailure(finding))
        {
            xml.WriteAttributeString("type", JunitFormat.Text(finding.RuleId));
            xml.WriteAttributeString("message", JunitFormat.Text($"{finding.Title}: {FindingFacts.Amount(finding)}"));
        }

        xml.WriteString(string.Join('\n', text.Split('\n').Select(JunitFormat.Text)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void StartCase(XmlWriter xml, string type, string name, double milliseconds)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", JunitFormat.Text(type));
        xml.WriteAttributeString("name", JunitFormat.Text(name));
        xml.WriteAttributeString("time", (milliseconds / 1000).ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static bool IsFailure(ReportFinding finding) => finding.Severity != Severity.Info;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
