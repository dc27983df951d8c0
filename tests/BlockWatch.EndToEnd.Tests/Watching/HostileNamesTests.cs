using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BlockWatch.EndToEnd.Tests.Watching;

/// <summary>A target whose types, methods, files and endpoints have names that are meant to harm who reads of them.</summary>
[Collection(EndToEndCollection.Name)]
public class HostileNamesTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    private static readonly string[] Outputs = ["r.html", "r.md", "r.txt", "r.sarif", "r.csv", "r.folded", "r.speedscope.json", "r.trace.json", "r.junit.xml", "r.github"];

    private readonly ToolFixture _fixture;

    public HostileNamesTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [Fact]
    public async Task They_are_written_so_that_nothing_obeys_them()
    {
        using TemporaryFolder folder = new();
        string[] files = [.. Outputs.Select(folder.Combine)];
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "hostile-names");
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, Duration, [.. files.SelectMany(file => new[] { "-o", file }), "--verbosity", "detailed"]);

        // The names are there, or nothing would be tried.
        ReportedFinding sleep = Assert.Single(watch.Report.OfRules("BW0004"));
        Assert.True(sleep.IsAt("SampleTargets.Scenarios.HostileNames.SleepAsync"), watch.Report.Describe());
        Assert.Contains("RunEvil", watch.Report.Source, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(2)>", watch.Report.Source, StringComparison.Ordinal);
        Assert.Contains("/src/</script><script>alert(3)</script>", watch.Report.Source, StringComparison.Ordinal);

        AssertHarmless(watch.Process.Output);
        AssertHarmless(watch.Process.Error);
        AssertHarmless(watch.Report.Source);
        foreach (string file in files)
        {
            string text = await File.ReadAllTextAsync(file);
            AssertHarmless(text, file);
        }

        string page = await File.ReadAllTextAsync(files[0]);
        Assert.Equal(2, page.Split("<script").Length - 1);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        string markdown = OutsideCodeBlocks(await File.ReadAllTextAsync(files[1]));
        Assert.DoesNotContain("<img", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", markdown, StringComparison.Ordinal);
    }

    // In a block of code markup is text; that none of its lines can end it is MarkdownReportTests' affair.
    private static string OutsideCodeBlocks(string markdown)
    {
        string[] parts = markdown.Split("\n```");
        Assert.True(parts.Length % 2 == 1, "a block of code is not closed");
        return string.Concat(parts.Where((_, index) => index % 2 == 0));
    }

    private static void AssertHarmless(string text, [CallerArgumentExpression(nameof(text))] string what = "") => Assert.DoesNotContain(
        text.EnumerateRunes(),
        rune => rune.Value != '\n' && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? throw new Xunit.Sdk.XunitException($"U+{rune.Value:X4} in {what}")
            : false);
}
