using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Text;

namespace BlockWatch.Reports.Tests.Text;

public class TextReportTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Prose_keeps_to_the_width(int width)
    {
        IEnumerable<string> lines = Write(Results.Incomplete, new TextReportOptions { Width = width }).Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.All(lines, line => Assert.False(line.EndsWith(' ')));
    }

    [Fact]
    public void An_address_stays_whole_in_a_narrow_text() => Assert.Contains(
        "\n  Docs: https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep\n",
        Write(Results.Rich, new TextReportOptions { Width = 40 }),
        StringComparison.Ordinal);

    [Fact]
    public void Findings_beyond_the_limit_are_counted() => Assert.Contains(
        "\n\n… and 5 more findings, 4.6 s in all: the JSON report has them.\n\nPool starvation\n",
        Write(Results.Rich, new TextReportOptions { MaxFindings = 1 }),
        StringComparison.Ordinal);

    [Fact]
    public void Many_gaps_are_summed_up_lane_by_lane()
    {
        IReadOnlyList<Gap> gaps =
        [
            .. Enumerable.Range(1, 50).Select(second => new Gap(BlockWatch.Detection.Events.Lane.Waits, second * 1_000_000_000L, (second * 1_000_000_000L) + 5_000_000, 2)),
            Results.Incomplete.Detection.Gaps[0],
        ];

        string text = Write(Results.Nothing with { Detection = Results.Nothing.Detection with { Gaps = gaps } }, new TextReportOptions());

        Assert.Contains(
            "  - Lane waits lost 100 events in 50 gaps between 1.000s and 50.005s: the JSON report has them.\n"
            + "  - Lane spans lost 1,204 events between 1.200s and 1.400s.\n",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Many_culprits_are_cut_and_the_rest_summed_up()
    {
        StarvationEpisode episode = Results.Rich.Detection.Starvation[0] with
        {
            Culprits = [.. Enumerable.Range(0, 8).Select(number => new Culprit($"site{number}", 1))],
        };

        string text = Write(Results.Nothing with { Detection = Results.Nothing.Detection with { Starvation = [episode] } }, new TextReportOptions());

        Assert.Contains("site site4, which", text, StringComparison.Ordinal);
        Assert.DoesNotContain("site site5, which", text, StringComparison.Ordinal);
        Assert.Contains("    3.0 s of pool threads: 3 more sites\n", text, StringComparison.Ordinal);
    }

    private static string Write(WatchResult result, TextReportOptions options)
    {
        using StringWriter writer = new();
        TextReport.Write(Made.Report(result), writer, options);
        return writer.ToString();
    }
}
