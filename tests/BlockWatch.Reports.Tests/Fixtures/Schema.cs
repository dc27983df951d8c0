using NJsonSchema;
using NJsonSchema.Validation;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>The schemas that docs/ publishes.</summary>
internal static class Schema
{
    public static JsonSchema Report { get; } = Read("report-v1.schema.json");

    public static JsonSchema ReportSet { get; } = Read("report-set-v1.schema.json");

    public static JsonSchema Diff { get; } = Read("diff-v1.schema.json");

    public static JsonSchema JsonLine { get; } = Read("json-lines-v1.schema.json");

    public static JsonSchema Tasks { get; } = Read("tasks-v1.schema.json");

    /// <summary>Every violation as "kind: path"; empty when the text is as the schema says.</summary>
    public static IReadOnlyList<string> Violations(JsonSchema schema, string json) =>
        [.. Flatten(schema.Validate(json)).Select(error => $"{error.Kind}: {error.Path}")];

    private static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(error => error is ChildSchemaValidationError child
            ? child.Errors.SelectMany(pair => Flatten(pair.Value)).Prepend(error)
            : [error]);

    private static JsonSchema Read(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", name)).GetAwaiter().GetResult();
}
