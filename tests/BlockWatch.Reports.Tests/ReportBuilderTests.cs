using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests;

public class ReportBuilderTests
{
    [Fact]
    public void Numbers_are_rounded_to_three_decimals()
    {
        Report report = Made.Report(Results.Rich);

        Assert.Equal(10_000.123, report.Session.DurationMs);
        Assert.Equal(31.416, report.Summary.SuspensionMs);
        Assert.Equal(2_004.5, report.Findings[0].MaxMs);
        Assert.Equal(200.005, report.Pool.Samples[1].TimeMs);
    }

    [Fact]
    public void A_share_of_nothing_is_nothing()
    {
        Finding finding = RichFindings.Cpu with { ShareOfStalledTime = double.NaN };

        Assert.Equal(0, Made.Report(With(finding)).Findings[0].Share);
    }

    [Fact]
    public void The_example_stack_is_the_first_shape() =>
        Assert.Equal(Made.Report(Results.Rich).Findings[0].Stacks[0].Frames, Made.Report(Results.Rich).Findings[0].Stack);

    [Fact]
    public void A_frame_without_symbols_has_neither_file_nor_line()
    {
        ReportFrame? frame = Made.Report(Results.Rich).Findings[2].Site.UserFrame;

        Assert.Equal(new ReportFrame { Method = "Shop.Notes.Hash(byte[])", Module = "Shop", File = null, Line = null }, frame);
    }

    [Fact]
    public void The_command_line_is_there_only_when_it_was_given()
    {
        Assert.DoesNotContain("commandLine", Made.Text(Results.Rich, "json"), StringComparison.Ordinal);
        Assert.Contains("\"commandLine\": \"Shop.dll --port 80\"", Made.Text(Results.Incomplete, "json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_of_day_are_in_utc() =>
        Assert.Contains("\"startedAt\": \"2026-11-22T12:54:00.25+00:00\"", Made.Text(Results.Nothing, "json"), StringComparison.Ordinal);

    public static TheoryData<string> SignsOfLoss() => ["events", "gap", "truncated", "connection", "said so"];

    [Theory]
    [MemberData(nameof(SignsOfLoss))]
    public void Any_sign_of_loss_makes_the_report_incomplete(string sign)
    {
        SessionDescription session = Results.TenSeconds;
        WatchResult result = sign switch
        {
            "events" => Results.Nothing with { Session = session with { EventsLost = 1 } },
            "gap" => Results.Nothing with { Detection = Results.Nothing.Detection with { Gaps = Results.Incomplete.Detection.Gaps } },
            "truncated" => Results.Nothing with { Session = session with { End = SessionEnd.TraceTruncated } },
            "connection" => Results.Nothing with { Session = session with { End = SessionEnd.ConnectionLost } },
            _ => Results.Nothing with { Session = session with { Complete = false } },
        };

        Assert.True(Made.Report(Results.Nothing).Session.Complete);
        Assert.False(Made.Report(result).Session.Complete);
        Assert.StartsWith(
            "No stall of 100 ms or longer was seen in 10.0 s of watching, but not everything could be seen: ",
            Made.Text(result, "text").ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_word_that_detection_can_say_is_in_the_schema()
    {
        foreach (BlockingCategory category in Enum.GetValues<BlockingCategory>())
        {
            Made.Report(With(RichFindings.Cpu with { Site = Sites.Cpu with { Category = category } }));
        }

        foreach (FrameOrigin origin in Enum.GetValues<FrameOrigin>())
        {
            Made.Report(With(RichFindings.Cpu with { Stacks = [new StackShape([Frames.Hash with { Origin = origin }], 1, false)] }));
        }

        foreach (SessionEnd end in Enum.GetValues<SessionEnd>())
        {
            Made.Report(Results.Nothing with { Session = Results.TenSeconds with { End = end } });
        }

        foreach (Severity severity in Enum.GetValues<Severity>())
        {
            foreach (Confidence confidence in Enum.GetValues<Confidence>())
            {
                Made.Report(With(RichFindings.Cpu with { Severity = severity, Confidence = confidence }));
            }
        }
    }

    private static WatchResult With(Finding finding) =>
        Results.Nothing with { Detection = Results.Nothing.Detection with { Findings = [finding], StallCount = 1, StalledMs = 105 } };
}
