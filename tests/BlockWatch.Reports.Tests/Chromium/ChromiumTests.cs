using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Chromium;

/// <summary>What the format's description demands and no published schema says.</summary>
public class ChromiumTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_event_has_its_fields_and_every_row_a_name(bool isSet)
    {
        JArray events = (JArray)JObject.Parse(isSet ? Made.Text(SetResults.Four, "chromium") : Made.Text(Results.Rich, "chromium"))["traceEvents"]!;

        Assert.NotEmpty(events);
        Assert.All(events, one =>
        {
            Assert.Contains((string)one["ph"]!, new[] { "M", "C", "X" });
            Assert.True((string?)one["name"] is { Length: > 0 } && (int?)one["pid"] > 0 && one["tid"] is not null && one["args"] is JObject);
            Assert.True((string)one["ph"]! == "M" || (double?)one["ts"] >= 0);
            Assert.True((string)one["ph"]! != "X" || (double?)one["dur"] >= 0);
        });
        string[] named = [.. events.Where(one => (string)one["name"]! == "thread_name").Select(Row)];
        Assert.All(events.Where(one => (string)one["ph"]! == "X"), one => Assert.Contains(Row(one), named));
        Assert.Equal(isSet ? 3 : 1, events.Count(one => (string)one["name"]! == "process_name"));
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

    private static string Row(JToken one) => $"{one["pid"]}/{one["tid"]}";
}
