using System.Text.Json;

namespace BlockWatch.TestKit.Reports;

/// <summary>What the tests look at in a report. They read JSON as any consumer would, and know none of the product's types.</summary>
public sealed record ReportDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required ReportedTarget Target { get; init; }

    public required ReportedSession Session { get; init; }

    public required IReadOnlyList<ReportedFinding> Findings { get; init; }

    public required IReadOnlyList<ReportedStarvation> Starvation { get; init; }

    /// <summary>The whole file.</summary>
    public string Source { get; private init; } = "";

    /// <exception cref="FileNotFoundException">There is no report.</exception>
    /// <exception cref="JsonException">It is not one.</exception>
    public static ReportDocument Read(string path)
    {
        string source = File.ReadAllText(path);
        return JsonSerializer.Deserialize<ReportDocument>(source, Json)! with { Source = source };
    }

    /// <summary>The findings of these rules.</summary>
    public IReadOnlyList<ReportedFinding> OfRules(params IReadOnlyList<string> rules) => [.. Findings.Where(finding => rules.Contains(finding.RuleId))];

    /// <summary>A line for each finding, for the messages of failed tests.</summary>
    public string Describe() => string.Join('\n', Findings.Select(finding => finding.ToString()).DefaultIfEmpty("no finding"));
}
