using System.Text;
using System.Xml;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Junit;

/// <summary>JUnit's XML, which every CI shows as test results: a suite for each target, a failed case for each finding.</summary>
internal sealed class JunitFormat : IReportFormat
{
    public string Name => "junit";

    public IReadOnlyList<string> Extensions { get; } = [".junit.xml", ".xml"];

    public void Write(Report report, TextWriter writer) =>
        Write([JunitSuite.Of(report.Target.Name, report)], writer);

    public void Write(ReportSet set, TextWriter writer, ReportWriting writing) =>
        Write([.. set.Targets.Select(target => JunitSuite.Of(SetVerdict.NameOf(target), target))], writer);

    private static void Write(IReadOnlyList<JunitSuite> suites, TextWriter writer)
    {
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CloseOutput = false };
        writer.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (XmlWriter xml = XmlWriter.Create(writer, settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "blockwatch");
            suites.ToList().ForEach(suite => suite.Write(xml));
            xml.WriteEndElement();
        }

        writer.Write('\n');
    }

    /// <summary>Harmless for a terminal, and nothing that XML cannot hold.</summary>
    internal static string Text(string text)
    {
        StringBuilder valid = new(text.Length);
        foreach (Rune rune in SafeText.Of(text).EnumerateRunes())
        {
            valid.Append(rune.Value is 0xFFFE or 0xFFFF ? "\ufffd" : rune.ToString());
        }

        return valid.ToString();
    }
}
