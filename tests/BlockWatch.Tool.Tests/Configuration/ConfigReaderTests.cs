using System.Text;
using System.Text.RegularExpressions;
using BlockWatch.Detection.Suppressions;
using BlockWatch.TestKit;
using BlockWatch.Tool.Configuration;
using BlockWatch.Tool.Failures;
using NJsonSchema;

namespace BlockWatch.Tool.Tests.Configuration;

public partial class ConfigReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly JsonSchema Schema =
        JsonSchema.FromJsonAsync(File.ReadAllText(RepositoryRoot.Combine("docs", "config-v1.schema.json"))).GetAwaiter().GetResult();

    private static WatchConfig Read(string json) => ConfigReader.Read("/c.json", Encoding.UTF8.GetBytes(json), Today);

    private static string Refusal(string json)
    {
        UserFacingException refused = Assert.Throws<UserFacingException>(() => Read(json));
        Assert.Equal(ExitCode.Usage, refused.Code);
        return refused.Message;
    }

    [Fact]
    public void The_example_of_the_documentation_is_read_whole_and_as_the_schema_says()
    {
        string page = File.ReadAllText(RepositoryRoot.Combine("docs", "configuration.md"));
        string example = ExampleBlock().Match(page).Groups["json"].Value;

        Assert.Empty(Schema.Validate(example));
        WatchConfig config = Read(example);

        Assert.Equal(["Acme.Shared.*"], config.Include);
        Assert.Equal(["Acme.Shop.Retry.*"], config.Exclude);
        Assert.Equal(["Acme.*"], config.Modules);
        Assert.Equal(TimeSpan.FromMilliseconds(100), config.Threshold);
        Assert.Equal([new SiteThreshold { Match = "Acme.Reports.*", ThresholdNs = 500_000_000 }], config.SiteThresholds);
        Assert.Equal(
            [
                new Suppression
                {
                    RuleId = "BW0005",
                    Method = "Acme.Shop.Startup.*",
                    Reason = "reads its files once, before the first request",
                    Expires = new DateOnly(2027, 6, 30),
                },
                new Suppression { SiteId = "9f2c41aa07d3", Reason = "the vendor's SDK blocks; ticket SHOP-12" },
            ],
            config.Suppressions);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"myCode\": {}, \"thresholds\": [], \"suppressions\": [] }")]
    public void Nothing_has_to_be_said(string json)
    {
        WatchConfig config = Read(json);

        Assert.Empty(Schema.Validate(json));
        Assert.Null(config.Threshold);
        Assert.Empty(config.Include.Concat(config.Exclude).Concat(config.Modules));
        Assert.Empty(config.SiteThresholds);
        Assert.Empty(config.Suppressions);
    }

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_allowed()
    {
        byte[] text = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("// mine\n{ \"threshold\": \"1.5s\", /* that */ }\n")];

        Assert.Equal(TimeSpan.FromSeconds(1.5), ConfigReader.Read("/c.json", text, Today).Threshold);
    }

    [Theory]
    [InlineData("2026-11-21", true)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-11-23", false)]
    public void A_suppression_holds_up_to_and_including_its_last_day(string expires, bool isExpired) =>
        Assert.Equal(isExpired, Read($$"""{ "suppressions": [ { "method": "*", "reason": "r", "expires": "{{expires}}" } ] }""").Suppressions[0].IsExpired);

    [Fact]
    public void A_rule_and_a_site_may_be_written_in_either_case()
    {
        Suppression suppression = Read("""{ "suppressions": [ { "rule": "bw0005", "site": "9F2C41AA07D3", "reason": "r" } ] }""").Suppressions[0];

        Assert.Equal(("BW0005", "9f2c41aa07d3"), (suppression.RuleId, suppression.SiteId));
    }

    [Theory]
    [InlineData("{\n  \"treshold\": \"1s\"\n}", "line 2, position 3: 'treshold' is no property of the configuration: use $schema, myCode, threshold, thresholds, suppressions")]
    [InlineData("{ \"myCode\": { \"module\": [] } }", "line 1, position 15: 'module' is no property of 'myCode': use include, exclude, modules")]
    [InlineData("{ \"thresholds\": [ { \"method\": \"*\" } ] }", "line 1, position 21: 'method' is no property of an item of 'thresholds': use match, site, threshold")]
    [InlineData("{ \"suppressions\": [ { \"because\": \"\" } ] }", "line 1, position 23: 'because' is no property of a suppression: use rule, method, site, reason, expires")]
    [InlineData("[]", "line 1, position 1: the configuration is an object: write { … }")]
    [InlineData("{ \"suppressions\": {} }", "line 1, position 19: 'suppressions' is a list: write [ … ]")]
    [InlineData("{ \"suppressions\": [ \"Acme.*\" ] }", "line 1, position 21: a suppression is an object: write { … }")]
    [InlineData("{ \"myCode\": { \"include\": \"Acme.*\" } }", "line 1, position 26: 'include' is a list: write [ … ]")]
    [InlineData("{ \"myCode\": { \"include\": [ 7 ] } }", "line 1, position 28: 'include' needs text here: write it in quotation marks")]
    [InlineData("{ \"myCode\": { \"exclude\": [ \" \" ] } }", "line 1, position 28: 'exclude' is blank here: say something or remove it")]
    [InlineData("{ \"threshold\": 100 }", "line 1, position 16: 'threshold' needs text here: write it in quotation marks")]
    [InlineData("{ \"threshold\": null }", "line 1, position 16: 'threshold' needs text here: write it in quotation marks")]
    [InlineData("{ \"threshold\": \"100\" }", "line 1, position 16: '100' is no threshold: write for example 100ms or 1.5s")]
    [InlineData("{ \"thresholds\": [ { \"threshold\": \"1s\" } ] }", "line 1, position 19: this threshold does not say where: add \"match\", a pattern of methods such as \"Acme.Reports.*\", or \"site\", a finding's id")]
    [InlineData("{ \"thresholds\": [ { \"match\": \"*\" } ] }", "line 1, position 19: this item has no \"threshold\": add one, for example \"500ms\"")]
    [InlineData("{ \"suppressions\": [ { \"reason\": \"r\" } ] }", "line 1, position 21: this suppression does not say where: add \"method\", a pattern such as \"Acme.Startup.*\", or \"site\", a finding's id")]
    [InlineData("{ \"suppressions\": [ { \"method\": \"*\" } ] }", "line 1, position 21: this suppression has no \"reason\": say why, for whoever reads the report")]
    [InlineData("{ \"suppressions\": [ { \"method\": \"*\", \"reason\": \"\" } ] }", "line 1, position 48: 'reason' is blank here: say something or remove it")]
    [InlineData("{ \"suppressions\": [ { \"rule\": \"BW7\", \"method\": \"*\", \"reason\": \"r\" } ] }", "line 1, position 31: there is no rule 'BW7': 'blockwatch explain' lists them")]
    [InlineData("{ \"suppressions\": [ { \"rule\": \"BW0007\", \"method\": \"*\", \"reason\": \"r\" } ] }", "line 1, position 31: BW0007 cannot be suppressed: name the sites that its culprits are")]
    [InlineData("{ \"suppressions\": [ { \"site\": \"BW0005\", \"reason\": \"r\" } ] }", "line 1, position 31: 'BW0005' is no site: write a finding's id as the JSON report has it, twelve hexadecimal digits")]
    [InlineData("{ \"suppressions\": [ { \"method\": \"*\", \"reason\": \"r\", \"expires\": \"31.3.2027\" } ] }", "line 1, position 64: '31.3.2027' is no date: write for example 2027-03-31")]
    public void What_is_wrong_is_said_with_its_place_and_the_schema_refuses_it_too(string json, string message)
    {
        Assert.Equal($"'/c.json', {message}", Refusal(json));
        Assert.NotEmpty(Schema.Validate(json));
    }

    [Theory]
    [InlineData("", "line 1, position 1: this is not JSON: ")]
    [InlineData("{\n  \"threshold\" \"1s\"\n}", "line 2, position 15: this is not JSON: ")]
    [InlineData("{\n  \"threshold\": \"1s\"\n", "line 3, position 1: this is not JSON: ")]
    [InlineData("{} {}", "line 1, position 4: this is not JSON: ")]
    [InlineData("{ \"ä€😀\": x }", "line 1, position 11: this is not JSON: ")]
    [InlineData("{ \"threshold\": \"1s\",\n\"threshold\": \"2s\" }", "line 2, position 1: 'threshold' is here twice: remove one")]
    [InlineData("{ \"$schema\": \"\\ud800\" }", "line 1, position 14: this text has half of a character")]
    [InlineData("{ \"threshold\": \"2h\" }", "line 1, position 16: the threshold '2h' is not between 1ms and 1h: write for example 100ms or 1.5s")]
    [InlineData("{ \"suppressions\": [ { \"rule\": \"BW9999\", \"method\": \"*\", \"reason\": \"r\" } ] }", "line 1, position 31: there is no rule 'BW9999': 'blockwatch explain' lists them")]
    [InlineData("{ \"\\u001b[2J\": 1 }", "line 1, position 3: '\\u001b[2J' is no property")]
    public void What_a_schema_cannot_say_is_refused_too(string json, string message) =>
        Assert.StartsWith($"'/c.json', {message}", Refusal(json), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_their_place()
    {
        byte[] text = [.. "{ \"threshold\": \""u8, 0xFF, .. "\" }"u8];

        UserFacingException refused = Assert.Throws<UserFacingException>(() => ConfigReader.Read("/c.json", text, Today));

        Assert.Equal("'/c.json', line 1, position 17: this is not UTF-8: save the file in UTF-8", refused.Message);
    }

    [Fact]
    public void A_text_that_is_nested_without_end_is_refused() => Assert.Contains("is not JSON", Refusal(new string('[', 100_000)), StringComparison.Ordinal);

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ExampleBlock();
}
