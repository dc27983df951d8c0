using System.Text.Json;
using System.Text.RegularExpressions;
using BlockWatch.Telemetry.Figures;
using BlockWatch.TestKit;

namespace BlockWatch.Telemetry.Tests.Docs;

/// <summary>The dashboard and the page on telemetry name the metrics that there are, and all of them.</summary>
public partial class DashboardTests
{
    private static readonly string[] Names = [.. Metrics.All.Select(metric => metric.PrometheusName).Append("blockwatch_targets").Order(StringComparer.Ordinal)];

    [Fact]
    public void The_dashboard_queries_exactly_the_metrics_that_are_exported()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/grafana/blockwatch.json")));
        string[] queries =
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => target.GetProperty("expr").GetString()!),
        ];

        Assert.Equal(Names, queries.SelectMany(query => MetricName().Matches(query)).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.All(queries, AssertLabels);
    }

    [Fact]
    public void The_page_on_telemetry_lists_every_metric_with_both_of_its_names()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs/telemetry.md"));

        Assert.All(Metrics.All, metric => Assert.Contains($"| `{metric.Name}` | `{metric.PrometheusName}` |", page, StringComparison.Ordinal));
        Assert.Equal(Names, MetricName().Matches(page).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));
    }

    // Every label that a query groups or selects by is one of a metric in it.
    private static void AssertLabels(string query)
    {
        string[] known =
        [
            "target",
            "pid",
            .. Metrics.All.Where(metric => query.Contains(metric.PrometheusName, StringComparison.Ordinal)).SelectMany(metric => metric.Labels),
        ];
        IEnumerable<string> grouped = GroupedBy().Matches(query).SelectMany(match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries));
        IEnumerable<string> selected = SelectedBy().Matches(query).Select(match => match.Groups["label"].Value);
        Assert.All(grouped.Concat(selected), label => Assert.Contains(label, known));
    }

    [GeneratedRegex("blockwatch_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"(by|ignoring) ?\((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex GroupedBy();

    [GeneratedRegex("[{,](?<label>[a-z]+)[=!]", RegexOptions.ExplicitCapture)]
    private static partial Regex SelectedBy();
}
