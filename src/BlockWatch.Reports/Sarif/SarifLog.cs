using System.Globalization;
using System.Text.Json.Nodes;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Sarif;

/// <summary>A log with one run: the rules, the results of all targets, and what could not be seen as notifications.</summary>
internal sealed class SarifLog
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private readonly ReportTool _tool;
    private readonly ReportWriting _writing;
    private readonly JsonArray _results = [];
    private readonly JsonArray _invocations = [];

    // How many results have a fingerprint already: two lines of one method are two results.
    private readonly Dictionary<string, int> _seen = [];

    public SarifLog(ReportTool tool, ReportWriting writing)
    {
        _tool = tool;
        _writing = writing;
    }

    /// <param name="report">What was found.</param>
    /// <param name="target">Of which target, when there are several.</param>
    public void Add(Report report, string? target)
    {
        // In the order of their lines, so that the ordinal in a fingerprint is the same in every run.
        Dictionary<string, int> ordinals = report.Findings.OrderBy(finding => finding.Site.UserFrame?.Line ?? 0).ThenBy(finding => finding.Id, StringComparer.Ordinal)
            .Select(finding => (finding.Id, Ordinal: NextOrdinal(SiteMatcher.KeyOf(finding))))
            .GroupBy(pair => pair.Id).ToDictionary(group => group.Key, group => group.First().Ordinal);
        foreach (ReportFinding finding in report.Findings)
        {
            _results.Add(new SarifResult(finding, target, _writing).ToJson(ordinals[finding.Id]));
        }

        JsonArray notifications = [.. RecordDoubts.Of(report).Select(doubt => Notification("warning", target, $"Not everything could be seen: {doubt}")), .. Blindness.Sentences(report).Select(sentence => Notification("note", target, sentence))];
        _invocations.Add(new JsonObject
        {
            ["executionSuccessful"] = true,
            ["startTimeUtc"] = report.Session.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["endTimeUtc"] = CalendarTime.AfterMilliseconds(report.Session.StartedAt, report.Session.DurationMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["toolExecutionNotifications"] = notifications,
        });
    }

    /// <summary>A target that could not be watched.</summary>
    public void AddFailure(string why) => _invocations.Add(new JsonObject
    {
        ["executionSuccessful"] = false,
        ["toolExecutionNotifications"] = new JsonArray(Notification("error", null, why)),
    });

    public JsonObject ToJson() => new()
    {
        ["$schema"] = Schema,
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = _tool.Name,
                    ["version"] = _tool.Version,
                    ["rules"] = SarifRules.All(),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["originalUriBaseIds"] = new JsonObject
            {
                [SarifLocation.BaseId] = new JsonObject { ["description"] = new JsonObject { ["text"] = "The root of the repository." } },
            },
            ["invocations"] = _invocations,
            ["results"] = _results,
        }),
    };

    private int NextOrdinal(string key) => _seen[key] = _seen.GetValueOrDefault(key) + 1;

    private static JsonObject Notification(string level, string? target, string text) => new()
    {
        ["level"] = level,
        ["message"] = new JsonObject { ["text"] = target is null ? text : $"{target}: {text}" },
    };
}
