using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests;

/// <summary>Formats of others, against what these have published of them.</summary>
public class PublishedFormatTests
{
    public static TheoryData<string> Inputs() => ["rich", "nothing", "incomplete", "suppressed", "hostile", "set"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Sarif_is_as_its_schema_says(string input) => Assert.Empty(PublishedFormats.SarifViolations(Text(input, "sarif")));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Speedscope_is_as_its_schema_says(string input) => Assert.Empty(PublishedFormats.SpeedscopeViolations(Text(input, "speedscope")));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Chromium_is_as_its_description_says(string input) => Assert.Empty(PublishedFormats.ChromiumViolations(Text(input, "chromium")));

    [Fact]
    public void The_schemas_say_no()
    {
        Assert.NotEmpty(PublishedFormats.SarifViolations(Text("rich", "sarif").Replace("\"level\": \"warning\"", "\"level\": \"bad\"", StringComparison.Ordinal)));
        Assert.NotEmpty(PublishedFormats.SpeedscopeViolations(Text("rich", "speedscope").Replace("\"milliseconds\"", "\"eons\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"ph\": \"X\"", "\"ph\": \"Y\"")]
    [InlineData("\"thread_name\"", "\"thread_title\"")]
    [InlineData("\"dur\":", "\"durs\":")]
    [InlineData("\"ts\": ", "\"ts\": -")]
    [InlineData("\"traceEvents\"", "\"events\"")]
    [InlineData("\"dur\": 3200000", "\"dur\": 7900000")]
    public void What_is_demanded_of_chromium_says_no(string right, string wrong)
    {
        string text = Text("rich", "chromium");

        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.NotEmpty(PublishedFormats.ChromiumViolations(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    private static string Text(string input, string format) => input == "set" ? Made.Text(SetResults.Four, format) : Made.Text(Result(input), format);

    private static WatchResult Result(string input) => input switch
    {
        "rich" => Results.Rich,
        "nothing" => Results.Nothing,
        "incomplete" => Results.Incomplete,
        "suppressed" => SuppressedResult.Result,
        _ => HostileResult.Result,
    };
}
