using System.Text.Json;

namespace BlockWatch.TestKit.Reports;

/// <summary>What the tests look at in the reports of several targets.</summary>
public sealed record ReportSetDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required int ReportSetVersion { get; init; }

    public required IReadOnlyList<ReportSetPart> Targets { get; init; }

    /// <summary>The whole file.</summary>
    public string Source { get; private init; } = "";

    /// <exception cref="FileNotFoundException">There is no report.</exception>
    /// <exception cref="JsonException">It is not one of several targets.</exception>
    public static ReportSetDocument Read(string path)
    {
        string source = File.ReadAllText(path);
        return JsonSerializer.Deserialize<ReportSetDocument>(source, Json)! with { Source = source };
    }

    /// <summary>The report of a process.</summary>
    /// <exception cref="InvalidOperationException">It has none, or several.</exception>
    public ReportDocument Of(int processId) => Targets.Single(target => target.Pid == processId).Report
        ?? throw new InvalidOperationException($"Process {processId} was not watched: {Source}");
}
