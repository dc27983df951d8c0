using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Sarif;

/// <summary>What the schema does not say, and code scanning needs.</summary>
public class SarifTests
{
    [Fact]
    public void Rules_have_the_whole_page_as_help_and_results_point_to_them()
    {
        JToken run = Run(Results.Rich);
        JArray rules = (JArray)run["tool"]!["driver"]!["rules"]!;

        Assert.Equal(Enumerable.Range(1, 12).Select(id => $"BW{id:0000}"), rules.Select(rule => (string)rule["id"]!));
        Assert.All(rules, rule => Assert.StartsWith($"# {rule["id"]}", (string)rule["help"]!["markdown"]!, StringComparison.Ordinal));
        Assert.All(run["results"]!, result => Assert.Equal((string)result["ruleId"]!, (string)rules[(int)result["ruleIndex"]!]["id"]!));
    }

    [Fact]
    public void A_fingerprint_knows_no_line_no_time_and_no_count()
    {
        Finding moved = RichFindings.Sleep with
        {
            Site = Sites.Sleep with { Id = "ffffffffffff", UserFrame = Frames.User(Frames.Checkout.Method, "/elsewhere/Orders.cs", 99) },
            Count = 3,
            TotalMs = 1,
            FirstSeenMs = 5,
        };

        Assert.Equal(Fingerprints(With(RichFindings.Sleep)), Fingerprints(With(moved)));
        Assert.NotEqual(Fingerprints(With(RichFindings.Sleep)), Fingerprints(With(RichFindings.Lock)));
    }

    [Fact]
    public void Two_lines_of_one_method_are_two_alerts_in_the_order_of_their_lines()
    {
        Finding At(int line, double total) => RichFindings.Sleep with
        {
            Site = Sites.Sleep with { Id = $"{line:x12}", UserFrame = Frames.User(Frames.Checkout.Method, "/src/shop/Orders.cs", line) },
            TotalMs = total,
        };
        string[] one = Fingerprints(With(At(10, 500), At(20, 100)));
        string[] other = Fingerprints(With(At(25, 900), At(12, 100)));

        Assert.Equal(2, one.Distinct().Count());
        Assert.Equal(one, other.Reverse());
    }

    [Fact]
    public void A_file_of_the_repository_is_relative_to_it_and_another_is_not()
    {
        JObject Location(string root) => (JObject)Run(With(RichFindings.Sleep), root)["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        Assert.Equal("""{"artifactLocation":{"uri":"shop/Orders.cs","uriBaseId":"SRCROOT"},"region":{"startLine":42}}""", Location("/src").ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("""{"artifactLocation":{"uri":"file:///src/shop/Orders.cs"},"region":{"startLine":42}}""", Location("/other").ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void What_could_not_be_seen_is_a_notification()
    {
        JToken notifications = Run(Results.Incomplete)["invocations"]![0]!["toolExecutionNotifications"]!;

        Assert.Contains(notifications, notification => (string)notification["level"]! == "warning" && ((string)notification["message"]!["text"]!).Contains("1,204 events were lost", StringComparison.Ordinal));
    }

    // A report from elsewhere may say that it took longer than there are years.
    [Fact]
    public void An_end_that_no_calendar_has_is_its_last_day()
    {
        JToken invocation = Run(Results.Nothing with { Session = Results.TenSeconds with { DurationMs = 1e300 } })["invocations"]![0]!;

        Assert.Equal("\"9999-12-31T23:59:59.999Z\"", invocation["endTimeUtc"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    private static string[] Fingerprints(WatchResult result) =>
        [.. Run(result)["results"]!.Select(found => (string)found["partialFingerprints"]!["blockwatchSite/v1"]!)];

    private static WatchResult With(params Finding[] findings) => Results.Nothing with { Detection = new DetectionSnapshot { SpanCount = 1, Findings = findings } };

    private static JToken Run(WatchResult result, string? root = null)
    {
        using StringWriter writer = new();
        ReportFormats.ByName("sarif").Write(Made.Report(result), writer, new ReportWriting { SourceRoot = root });
        return JObject.Parse(writer.ToString())["runs"]!.Single();
    }
}
