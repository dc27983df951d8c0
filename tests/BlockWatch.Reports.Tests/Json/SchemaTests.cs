using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Json;

/// <summary>That the schema says no: that it says yes is asserted wherever a test makes a report.</summary>
public class SchemaTests
{
    public static TheoryData<string, string> Breakages() => new()
    {
        { "schemaVersion", "2" },
        { "tool.name", "\"other\"" },
        { "session.startedAt", "\"yesterday\"" },
        { "session.end", "\"bored\"" },
        { "session.durationMs", "-1" },
        { "session.lanes[0].state", "\"tired\"" },
        { "summary.stallCount", "1.5" },
        { "findings", "null" },
        { "findings[0].ruleId", "\"0004\"" },
        { "findings[0].severity", "\"Warning\"" },
        { "findings[0].category", "\"naps\"" },
        { "findings[0].share", "1.01" },
        { "findings[0].site.userFrame.line", "0" },
        { "findings[0].stack[0].origin", "7" },
        { "starvation[0].endMs", "\"never\"" },
        { "gaps", "[{}]" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_wrong_value_fails(string path, string value)
    {
        JObject report = JObject.Parse(Made.Text(Results.Rich, "json"));
        report.SelectToken(path, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));

        Assert.NotEmpty(Schema.Violations(Schema.Report, report.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_property_is_required_and_no_other_is_allowed(bool withConfiguration)
    {
        JObject report = JObject.Parse(Made.Text(withConfiguration ? SuppressedResult.Result : Results.Rich, "json"));
        List<JProperty> properties = [.. report.Descendants().OfType<JProperty>()];

        foreach (string path in properties.Select(property => property.Path))
        {
            JObject broken = (JObject)report.DeepClone();
            JProperty property = (JProperty)broken.SelectToken(path)!.Parent!;
            property.Replace(new JProperty("surprise", property.Value));

            // Reports of older versions have no timeline: only the surprise is wrong then.
            int least = path == "timeline" ? 1 : 2;
            Assert.True(Schema.Violations(Schema.Report, broken.ToString()).Count >= least, path);
        }
    }

    [Theory]
    [MemberData(nameof(Lanes))]
    public void A_gap_may_be_in_any_lane(Lane lane)
    {
        DetectionSnapshot found = Results.Rich.Detection with { Gaps = [new Gap(lane, 1_000_000, 2_000_000, 3)] };
        string report = Made.Text(Results.Rich with { Detection = found }, "json");

        Assert.Equal(lane.ToString().ToLowerInvariant(), JObject.Parse(report).SelectToken("gaps[0].lane"));
        Assert.Empty(Schema.Violations(Schema.Report, report));
    }

    public static TheoryData<Lane> Lanes() => [.. Enum.GetValues<Lane>()];

    [Fact]
    public void Every_property_in_the_schemas_is_described()
    {
        foreach (string file in new[] { "report-v1.schema.json", "report-set-v1.schema.json", "json-lines-v1.schema.json", "tasks-v1.schema.json", "diff-v1.schema.json" })
        {
            JObject schema = JObject.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", file)));
            IEnumerable<JProperty> undescribed = schema.Descendants().OfType<JProperty>()
                .Where(property => property.Parent?.Parent is JProperty { Name: "properties" })
                .Where(property => property.Value["description"] is null && property.Value["$ref"] is null);
            Assert.Empty(undescribed.Select(property => property.Path));
        }
    }

    [Theory]
    [InlineData("report-v1.schema.json", "report.md")]
    [InlineData("report-set-v1.schema.json", "report.md")]
    [InlineData("json-lines-v1.schema.json", "report.md")]
    [InlineData("diff-v1.schema.json", "diff.md")]
    public void Every_property_and_every_word_is_explained_to_readers(string file, string explanation)
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Schemas", explanation));
        Assert.All(SchemaWords.Of(file), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
