using NJsonSchema;
using NJsonSchema.Validation;

namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>The schemas in docs/.</summary>
internal static class PublishedSchema
{
    private static readonly Lazy<Task<JsonSchema>> Report = new(() => ReadAsync("report-v1.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> ReportSet = new(() => ReadAsync("report-set-v1.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> JsonLine = new(() => ReadAsync("json-lines-v1.schema.json"));
    private static readonly Lazy<Task<JsonSchema>> Tasks = new(() => ReadAsync("tasks-v1.schema.json"));

    /// <summary>Fails unless the text is a look at tasks.</summary>
    public static async Task AssertTasksAsync(string json) => AssertValid(await Tasks.Value, json);

    /// <summary>Fails unless the text is a report.</summary>
    public static async Task AssertReportAsync(ReportDocument report) => AssertValid(await Report.Value, report.Source);

    /// <summary>Fails unless the text is a report of several targets.</summary>
    public static async Task AssertReportSetAsync(ReportSetDocument set) => AssertValid(await ReportSet.Value, set.Source);

    /// <summary>Fails unless the text is a line of the live stream.</summary>
    public static async Task AssertJsonLineAsync(string line) => AssertValid(await JsonLine.Value, line);

    private static void AssertValid(JsonSchema schema, string json) =>
        Assert.True(schema.Validate(json) is { Count: 0 }, string.Join('\n', schema.Validate(json).SelectMany(Describe)) + "\n" + json[..Math.Min(json.Length, 400)]);

    private static IEnumerable<string> Describe(ValidationError error) => error is ChildSchemaValidationError child
        ? child.Errors.SelectMany(pair => pair.Value.SelectMany(Describe)).Prepend($"{error.Kind}: {error.Path}")
        : [$"{error.Kind}: {error.Path}"];

    private static Task<JsonSchema> ReadAsync(string name) => JsonSchema.FromFileAsync(RepositoryRoot.Combine("docs", name));
}
