using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Diffs;
using BlockWatch.Reports.Diffs.Model;
using BlockWatch.Reports.Diffs.Output;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.TestKit;

namespace BlockWatch.Reports.Tests.Diffs;

public class ReportDiffTests
{
    [Fact]
    public void A_report_compared_with_itself_has_no_change()
    {
        ReportDiff diff = Compare(Results.Rich, Results.Rich);

        Assert.Equal(DiffVerdict.NoChange, diff.Verdict);
        Assert.All(diff.Sites, site => Assert.Contains(site.Change, new[] { DiffChange.Same, DiffChange.NotJudged }));
    }

    [Theory]
    [InlineData(0, 12, DiffChange.New)]
    [InlineData(12, 0, DiffChange.Gone)]
    [InlineData(0, 4, DiffChange.Unclear)]
    [InlineData(4, 0, DiffChange.Unclear)]
    [InlineData(40, 90, DiffChange.Worse)]
    [InlineData(90, 40, DiffChange.Better)]
    [InlineData(4, 9, DiffChange.Unclear)]
    [InlineData(40, 55, DiffChange.Same)]
    [InlineData(1_000, 1_400, DiffChange.Same)]
    public void Few_occurrences_are_no_trend_and_small_changes_are_none(int before, int after, DiffChange expected) =>
        Assert.Equal(expected, Change(With(Counted(before)), With(Counted(after))));

    [Fact]
    public void Twice_the_load_makes_twice_the_stalls_and_is_no_change()
    {
        Assert.Equal(DiffChange.Same, Change(With(40, 1_000, Counted(40)), With(40, 2_000, Counted(80))));
        Assert.Equal(DiffChange.Worse, Change(With(40, 1_000, Counted(40)), With(40, 1_000, Counted(80))));
        Assert.Equal(DiffChange.Same, Change(With(40, 1_000, Counted(40)), With(80, 2_000, Counted(80))));
    }

    [Fact]
    public void Longer_stalls_are_worse_and_a_few_milliseconds_are_nothing()
    {
        Finding usual = Counted(20)! with { P50Ms = 200, P95Ms = 260 };

        Assert.Equal(DiffChange.Worse, Change(With(usual), With(usual with { P50Ms = 500, P95Ms = 600 })));
        Assert.Equal(DiffChange.Better, Change(With(usual with { P50Ms = 500, P95Ms = 600 }), With(usual)));
        Assert.Equal(DiffChange.Same, Change(With(usual), With(usual with { P50Ms = 215, P95Ms = 270 })));
        Assert.Equal(DiffChange.Unclear, Change(With(usual), With(usual with { Count = 60, P50Ms = 80, P95Ms = 90 })));
    }

    [Fact]
    public void What_rests_on_samples_must_change_by_more()
    {
        Finding before = Counted(200)! with { Sampled = true };

        Assert.Equal(DiffChange.Same, Change(With(before), With(before with { Count = 350 })));
        Assert.Equal(DiffChange.Worse, Change(With(before), With(before with { Count = 450 })));
    }

    [Fact]
    public void The_stalls_of_one_starvation_come_together_and_count_once()
    {
        WatchResult Starved(int count, int episodes) => With(Counted(count)! with { PoolThreadSeconds = count * 0.2 }) with
        {
            Detection = With(Counted(count)! with { PoolThreadSeconds = count * 0.2 }).Detection with
            {
                Starvation = [.. Enumerable.Range(1, episodes).Select(id => new StarvationEpisode { Id = id, StartNs = id, EndNs = id + 1, FirstSign = "queue", Culprits = [new Culprit(Sites.Sleep.Id, count * 0.2 / episodes)] })],
            },
        };

        Assert.Equal(DiffChange.Unclear, Change(Starved(30, 1), Starved(60, 2)));
        Assert.Equal(DiffChange.Worse, Change(With(Counted(30)), With(Counted(60))));
        Assert.Equal(DiffChange.New, Change(With(), Starved(60, 2)));

        // As many, but in a starvation, are not fewer.
        Assert.Equal(DiffChange.Same, Change(With(Counted(40)), Starved(40, 1)));
    }

    [Fact]
    public void Against_a_record_with_holes_nothing_is_new_and_nothing_is_gone()
    {
        WatchResult holes = With() with { Session = Results.TenSeconds with { EventsLost = 3, Complete = false } };

        Assert.Equal(DiffChange.Unclear, Change(holes, With(Counted(40))));
        Assert.Equal(DiffChange.Unclear, Change(With(Counted(40)), holes));
        Assert.Equal(DiffVerdict.Undecided, Compare(holes, With()).Verdict);

        // What is there is there.
        Assert.Equal(DiffChange.New, Change(With(), holes with { Detection = With(Counted(40)).Detection }));
    }

    [Fact]
    public void What_tells_of_no_place_or_is_suppressed_is_not_judged()
    {
        Assert.Equal(DiffChange.NotJudged, Change(With(), With(RichFindings.Unexplained with { Count = 50 })));
        Assert.Equal(DiffChange.NotJudged, Change(With(), With(RichFindings.Lost with { Count = 50 })));
        Assert.Equal(DiffChange.NotJudged, Compare(With(Counted(40)), SuppressedResult.Result).Sites.Single(site => site.RuleId == "BW0004").Change);
    }

    [Fact]
    public void Reports_with_different_thresholds_are_not_compared()
    {
        ReportException refused = Assert.Throws<ReportException>(() => Compare(With(), With() with { Session = Results.TenSeconds with { ThresholdMs = 50 } }));

        Assert.Equal("The reports cannot be compared: a stall was 100 ms or longer in the first and 50 ms in the second: watch both with the same --threshold.", refused.Message);
    }

    public static TheoryData<string, string> Outputs()
    {
        TheoryData<string, string> cases = [];
        foreach (string input in new[] { "changed", "hostile", "nothing" })
        {
            foreach (IDiffFormat format in DiffFormats.All)
            {
                cases.Add(input, format.Name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void The_text_is_the_golden_one(string input, string name)
    {
        ReportDiff diff = input switch
        {
            "hostile" => Compare(With(), HostileResult.Result),
            "nothing" => Compare(Results.Nothing, Results.Nothing),
            _ => Compare(
                With(Counted(40), RichFindings.Lock with { Count = 12 }, RichFindings.Unexplained),
                Results.Rich with { Target = Results.Shop with { RuntimeVersion = "10.0.12" } }),
        };
        IDiffFormat format = DiffFormats.All.Single(format => format.Name == name);
        using StringWriter writer = new();
        format.Write(diff, writer);

        Golden.Match(writer.ToString(), $"BlockWatch.Reports.Tests/Golden/diff-{input}{format.Extensions[0]}");
        if (name == "json")
        {
            Assert.Empty(Schema.Violations(Schema.Diff, writer.ToString()));
        }
    }

    private static DiffChange Change(WatchResult before, WatchResult after) => Assert.Single(Compare(before, after).Sites).Change;

    private static ReportDiff Compare(WatchResult before, WatchResult after) =>
        ReportDiffBuilder.Build(RecordedSites.Of(Made.Report(before)), RecordedSites.Of(Made.Report(after)), "0.1.0");

    private static WatchResult With(params Finding?[] findings) => With(10, 1_000, findings);

    private static WatchResult With(double seconds, long workItems, params Finding?[] findings) => Results.Nothing with
    {
        Session = Results.TenSeconds with { DurationMs = seconds * 1_000 },
        Detection = new DetectionSnapshot { SpanCount = workItems, Findings = [.. findings.OfType<Finding>()] },
    };

    // Null: the place is not there.
    private static Finding? Counted(int count) => count == 0 ? null : RichFindings.Sleep with { Count = count, ShortCount = 0, Sampled = false, P50Ms = 200, P95Ms = 240 };
}
