using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Chromium;

/// <summary>Processes, rows and times; what the format's description demands of every event is in <see cref="PublishedFormatTests"/>.</summary>
public class ChromiumTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Each_target_is_a_process(bool isSet, int processes)
    {
        JArray events = (JArray)JObject.Parse(isSet ? Made.Text(SetResults.Four, "chromium") : Made.Text(Results.Rich, "chromium"))["traceEvents"]!;

        Assert.Equal(processes, events.Count(one => (string)one["name"]! == "process_name"));
    }

    [Fact]
    public void Slices_of_a_row_do_not_overlap_and_last_as_long_as_they_did()
    {
        JArray events = (JArray)JObject.Parse(Made.Text(Results.Rich, "chromium"))["traceEvents"]!;
        JToken[] starvation = [.. events.Where(one => (string)one["ph"]! == "X" && (int)one["tid"]! == 1)];

        Assert.Equal([(2_100_000.0, 3_200_000.0), (9_000_000.0, 1_000_123.0)], starvation.Select(one => ((double)one["ts"]!, (double)one["dur"]!)));
    }

    [Fact]
    public void Stalls_that_go_on_at_once_are_in_rows_of_their_own()
    {
        Report report = Made.Report(Results.Nothing with { Detection = new DetectionSnapshot { SpanCount = 1, Findings = [RichFindings.Sleep] } });
        report = report with
        {
            Timeline = new ReportTimeline
            {
                Stalls = [.. new[] { (0, 100), (50, 150), (100, 200), (160, 170) }.Select(time => new ReportStallMark { StartMs = time.Item1, EndMs = time.Item2, FindingId = report.Findings[0].Id })],
                StallsLeftOut = 0,
                Pauses = [new ReportPauseMark { StartMs = -5, EndMs = 5 }],
                PausesLeftOut = 0,
            },
        };
        JArray events = (JArray)JObject.Parse(Made.Text(report, "chromium"))["traceEvents"]!;

        Assert.Equal(
            ["3: 0 + 5000", "10: 0 + 100000", "10: 100000 + 100000", "11: 50000 + 100000", "11: 160000 + 10000"],
            events.Where(one => (string)one["ph"]! == "X").Select(one => $"{one["tid"]}: {one["ts"]} + {one["dur"]}"));
    }
}
