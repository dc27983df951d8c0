using System.Globalization;
using System.Text;
using BlockWatch.Telemetry.Figures;

namespace BlockWatch.Telemetry.Prometheus;

/// <summary>Figures in Prometheus' text format, version 0.0.4.</summary>
/// <remarks>Prometheus documentation, "Exposition formats": in label values <c>\</c>, <c>"</c> and line feeds are escaped, in help texts <c>\</c> and line feeds.</remarks>
internal static class PrometheusText
{
    /// <summary>What it is served as.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All metrics of all targets; those that no target has a value of are left out.</summary>
    public static string Of(IReadOnlyList<ServedTarget> targets)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# HELP blockwatch_targets Targets that are watched now.\n# TYPE blockwatch_targets gauge\nblockwatch_targets {targets.Count}\n");
        foreach (MetricDefinition metric in Metrics.All)
        {
            (ServedTarget Target, IReadOnlyList<MetricPoint> Points)[] measured = [.. targets.Select(target => (target, target.Figures.Read(metric)))];
            if (measured.All(target => target.Points.Count == 0))
            {
                continue;
            }

            string name = metric.PrometheusName;
            text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(metric.Description)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(metric.Kind == MetricKind.Counter ? " counter\n" : " gauge\n");
            foreach ((ServedTarget target, IReadOnlyList<MetricPoint> points) in measured)
            {
                foreach (MetricPoint point in points)
                {
                    Append(text, name, metric, target, point);
                }
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, MetricDefinition metric, ServedTarget target, MetricPoint point)
    {
        text.Append(name).Append("{target=\"");
        AppendValue(text, target.Name);
        text.Append(CultureInfo.InvariantCulture, $"\",pid=\"{target.ProcessId}\"");
        foreach ((string label, string value) in metric.Labels.Zip(point.LabelValues))
        {
            text.Append(',').Append(label).Append("=\"");
            AppendValue(text, value);
            text.Append('"');
        }

        text.Append(CultureInfo.InvariantCulture, $"}} {point.Value:R}\n");
    }

    private static void AppendValue(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                _ => null,
            } ?? c.ToString());
        }
    }

    private static string EscapeHelp(string help) => help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
