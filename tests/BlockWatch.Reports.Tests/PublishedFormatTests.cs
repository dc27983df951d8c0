using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using NJsonSchema;

namespace BlockWatch.Reports.Tests;

/// <summary>Formats that others have published a schema of, against that schema.</summary>
public class PublishedFormatTests
{
    private static readonly JsonSchema Sarif = Read("sarif-2.1.0-rtm.5.json");
    private static readonly JsonSchema Speedscope = Read("speedscope-1.25.0.json");

    public static TheoryData<string> Inputs() => ["rich", "nothing", "incomplete", "suppressed", "hostile", "set"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Sarif_is_as_its_schema_says(string input) => Assert.Empty(Schema.Violations(Sarif, Text(input, "sarif")));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Speedscope_is_as_its_schema_says(string input) => Assert.Empty(Schema.Violations(Speedscope, Text(input, "speedscope")));

    [Fact]
    public void The_schemas_say_no()
    {
        Assert.NotEmpty(Schema.Violations(Sarif, Text("rich", "sarif").Replace("\"level\": \"warning\"", "\"level\": \"bad\"", StringComparison.Ordinal)));
        Assert.NotEmpty(Schema.Violations(Speedscope, Text("rich", "speedscope").Replace("\"milliseconds\"", "\"eons\"", StringComparison.Ordinal)));
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

    private static JsonSchema Read(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", name)).GetAwaiter().GetResult();
}
