using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Matching;

public class SiteMatcherTests
{
    [Fact]
    public void A_line_that_moved_is_the_same_place() =>
        Assert.Equal(["1=1"], Match([Read(line: 10)], [Read(line: 44)]));

    [Fact]
    public void Two_calls_of_one_kind_in_one_method_are_one_place() =>
        Assert.Equal(["2=3"], Match([Read(line: 10), Read(line: 12)], [Read(line: 12), Read(line: 14), Read(line: 20)]));

    [Fact]
    public void Another_method_rule_or_call_is_another_place()
    {
        Assert.Equal(["1=0", "0=1"], Match([Read()], [Read(method: "Shop.Orders.PayAsync()")]));
        Assert.Equal(["1=0", "0=1"], Match([Read()], [Read(rule: "BW0002")]));
        Assert.Equal(["1=1", "0=1"], Match([Read(blocking: "FileStream.Read")], [Read(blocking: "FileStream.Read"), Read(line: 77, blocking: "FileStream.Flush")]));
    }

    // Which frame of a call the runtime leaves visible differs from run to run.
    [Fact]
    public void One_line_seen_through_another_blocking_frame_is_the_same_place()
    {
        Assert.Equal(["1=1"], Match([Read(blocking: "FileStream.Write")], [Read(blocking: "FileStream.Flush")]));
        Assert.Equal(["1=1"], Match([Read(line: 10, blocking: "FileStream.Write")], [Read(line: 12, blocking: "FileStream.Flush")]));
        Assert.Equal(
            ["1=0", "0=1", "0=1"],
            Match([Read(line: 10, blocking: "FileStream.Write")], [Read(line: 12, blocking: "FileStream.Flush"), Read(line: 14, blocking: "FileStream.Read")]));
    }

    [Fact]
    public void What_the_processor_computes_has_no_blocking_frame_that_stays() =>
        Assert.Equal(
            ["1=2"],
            Match(
                [Read(rule: "BW0006", category: BlockingCategory.Cpu, blocking: "Sha256.Hash")],
                [Read(rule: "BW0006", category: BlockingCategory.Cpu, blocking: "Buffer.Copy"), Read(line: 11, rule: "BW0006", category: BlockingCategory.Cpu, blocking: "String.Concat")]));

    [Fact]
    public void Without_a_user_frame_only_what_blocks_tells_places_apart() =>
        Assert.Equal(["1=1", "0=1"], Match([Read(method: null, blocking: "A")], [Read(method: null, blocking: "A"), Read(method: null, line: 3, blocking: "B")]));

    private static string[] Match(Finding[] before, Finding[] after) =>
        [.. SiteMatcher.Match(Findings(before), Findings(after)).Select(pair => $"{pair.Base.Count}={pair.New.Count}")];

    private static IReadOnlyList<ReportFinding> Findings(Finding[] findings) =>
        Made.Report(Results.Nothing with { Detection = new DetectionSnapshot { SpanCount = 1, Findings = findings } }).Findings;

    private static Finding Read(
        string? method = "Shop.Orders.CheckoutAsync(int)", int line = 10, string rule = "BW0005", BlockingCategory category = BlockingCategory.File, string blocking = "FileStream.Read") =>
        RichFindings.Sleep with
        {
            Site = Sites.Sleep with
            {
                // As detection makes it: of rule, method and line.
                Id = $"{rule} {method} {line}",
                RuleId = rule,
                Category = category,
                UserFrame = method is null ? null : Frames.User(method, "/src/shop/Orders.cs", line),
                BlockingFrame = Frames.Framework(blocking),
            },
        };
}
