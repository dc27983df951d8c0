using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>The one way in which tests make and write reports: each is checked against the schema.</summary>
internal static class Made
{
    public static Report Report(WatchResult result)
    {
        Report report = ReportBuilder.Build(result, "0.1.0");
        Assert.Empty(Schema.Violations(Schema.Report, Text(report, "json")));
        return report;
    }

    public static string Text(Report report, string format)
    {
        using StringWriter writer = new();
        ReportFormats.ByName(format).Write(report, writer);
        return writer.ToString();
    }

    public static string Text(WatchResult result, string format) => Text(Report(result), format);

    public static ReportSet ReportSet(WatchSetResult result)
    {
        ReportSet set = ReportSetBuilder.Build(result, "0.1.0");
        Assert.Empty(Schema.Violations(Schema.ReportSet, Text(set, "json")));
        return set;
    }

    public static string Text(ReportSet set, string format)
    {
        using StringWriter writer = new();
        ReportFormats.ByName(format).Write(set, writer, ReportWriting.Default);
        return writer.ToString();
    }

    public static string Text(WatchSetResult result, string format) => Text(ReportSet(result), format);
}
