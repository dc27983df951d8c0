using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Wording;

public class DocsTests
{
    private const string Sleep = "https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep";

    [Theory]
    [InlineData(Sleep, "text", "  Docs: " + Sleep)]
    [InlineData(Sleep, "md", "- Docs: <" + Sleep + ">")]
    [InlineData("https://www.npgsql.org/doc/", "text", "  Docs: https://www.npgsql.org/doc/")]
    [InlineData("https://www.npgsql.org/doc/", "md", "- Docs: https&#58;//www&#46;npgsql.org/doc/")]
    [InlineData("https://learn.microsoft.com@evil.example/", "md", "- Docs: https&#58;//learn.microsoft.com&#64;<!-- -->evil.example/")]
    [InlineData("https://learn.microsoft.com/a>)[l](b", "md", "- Docs: https&#58;//learn.microsoft.com/a%3E)&#91;l&#93;(b")]
    public void An_address_is_printed_and_a_link_only_to_dotnets_own_documentation(string docs, string format, string expected) =>
        Assert.Contains(expected, With(docs, format).Split('\n'));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("system.threading.thread.sleep")]
    [InlineData("http://learn.microsoft.com/dotnet")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_https_address_is_not_printed(string? docs)
    {
        Assert.DoesNotContain("Docs:", With(docs, "text"), StringComparison.Ordinal);
        Assert.DoesNotContain("Docs:", With(docs, "md"), StringComparison.Ordinal);
    }

    private static string With(string? docs, string format)
    {
        Report report = Made.Report(Results.Rich);
        return Made.Text(report with { Findings = [report.Findings[0] with { Docs = docs }] }, format);
    }
}
