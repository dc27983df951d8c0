using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.TestKit;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Live;

public class JsonLinesTests
{
    private static readonly DateTimeOffset Now = Results.StartedAt.AddMilliseconds(12_464.5);

    private readonly JsonLines _lines = new(Results.StartedAt);

    private string[] All =>
    [
        _lines.Started(Results.Shop, 100, "0.1.0"),
        _lines.StallExplained(Stalls.Open, Now),
        _lines.StallExplained(Stalls.TwoParts, Now.AddSeconds(2)),
        _lines.StallClosed(Stalls.Closed, Now.AddSeconds(2)),
        _lines.StallClosed(Stalls.Unexplained, Now.AddSeconds(2)),
        _lines.ShortStalls(Stalls.Short, Now),
        _lines.StarvationStarted(Stalls.StarvingNow, Now),
        _lines.StarvationEnded(Stalls.Starved, Now),
        _lines.StarvationEnded(Stalls.StarvingNow, Now),
    ];

    [Fact]
    public void The_lines_are_the_golden_ones() => Golden.Match(string.Join('\n', All) + "\n", "BlockWatch.Reports.Tests/Golden/live.jsonl");

    [Fact]
    public void Each_is_as_the_schema_says_and_on_one_line()
    {
        foreach (string line in All.Append(_lines.StallClosed(Hostile, Now)))
        {
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\u001b', line);
            Assert.Empty(Schema.Violations(Schema.JsonLine, line));
        }
    }

    [Fact]
    public void With_several_targets_each_line_says_whose_it_is()
    {
        JsonLines lines = new(Results.StartedAt, Results.Shop.ProcessId);
        string[] all =
        [
            lines.Started(Results.Shop, 100, "0.1.0"),
            lines.StallExplained(Stalls.Open, Now),
            lines.StallExplained(Stalls.TwoParts, Now.AddSeconds(2)),
            lines.StallClosed(Stalls.Closed, Now.AddSeconds(2)),
            lines.ShortStalls(Stalls.Short, Now),
            lines.StarvationStarted(Stalls.StarvingNow, Now),
            lines.StarvationEnded(Stalls.Starved, Now),
            lines.Ended(SessionEnd.TargetExited, Now),
            lines.Failed(HostileResult.Name, "process 4242 cannot be watched", Now),
        ];

        Golden.Match(string.Join('\n', all) + "\n", "BlockWatch.Reports.Tests/Golden/live-set.jsonl");
        Assert.All(all, line =>
        {
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\u001b', line);
            Assert.Empty(Schema.Violations(Schema.JsonLine, line));
            Assert.Equal(Results.Shop.ProcessId, (int?)JObject.Parse(line)["pid"]);
        });
    }

    [Fact]
    public void Only_a_part_that_is_left_out_is_marked()
    {
        Stall mixed = Stalls.TwoParts with { Parts = [Stalls.TwoParts.Parts[0], Stalls.TwoParts.Parts[1] with { IsLeftOut = true }] };

        string line = _lines.StallClosed(mixed, Now);

        Assert.Empty(Schema.Violations(Schema.JsonLine, line));
        Assert.Equal([null, true], JObject.Parse(line)["parts"]!.Select(part => (bool?)part["leftOut"]));
    }

    [Theory]
    [InlineData(0, "kind", "\"stopped\"")]
    [InlineData(0, "schemaVersion", "2")]
    [InlineData(1, "state", "\"closed\"")]
    [InlineData(1, "ageMs", "-1")]
    [InlineData(2, "state", "\"open\"")]
    [InlineData(3, "parts[0].evidence", "\"hearsay\"")]
    [InlineData(3, "frame.line", "\"42\"")]
    [InlineData(5, "takenMs", "-1")]
    [InlineData(6, "culprits", "null")]
    public void A_broken_line_fails_the_schema(int line, string path, string value)
    {
        JObject broken = JObject.Parse(All[line]);
        broken.SelectToken(path, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));

        Assert.NotEmpty(Schema.Violations(Schema.JsonLine, broken.ToString()));
    }

    [Fact]
    public void A_clock_that_was_set_back_gives_no_negative_age() =>
        Assert.Equal(0, (double?)JObject.Parse(_lines.StallExplained(Stalls.Open, Results.StartedAt))["ageMs"]);

    private static Stall Hostile => Stalls.Closed with
    {
        Parts = [Stalls.Closed.Parts[0] with { Site = Sites.Sleep with { UserFrame = Frames.User(HostileResult.Name, HostileResult.Name, 1) } }],
    };
}
