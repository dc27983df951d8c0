using System.Globalization;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace BlockWatch.Telemetry.Tests.Fixtures;

/// <summary>What was received, as lines that a test can compare whole.</summary>
internal static class Received
{
    /// <summary><c>name kind unit {label=value} = value</c> for each point of the last request.</summary>
    public static IReadOnlyList<string> Points(ExportMetricsServiceRequest request) =>
    [
        .. request.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics).SelectMany(Points),
    ];

    public static Dictionary<string, string> Attributes(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value));

    private static IEnumerable<string> Points(Metric metric)
    {
        string kind = metric.DataCase switch
        {
            Metric.DataOneofCase.Sum => metric.Sum is { IsMonotonic: true, AggregationTemporality: AggregationTemporality.Cumulative } ? "counter" : "sum",
            Metric.DataOneofCase.Gauge => "gauge",
            _ => "other",
        };
        IEnumerable<NumberDataPoint> points = metric.DataCase == Metric.DataOneofCase.Sum ? metric.Sum.DataPoints : metric.Gauge.DataPoints;
        return points.Select(point => string.Create(
            CultureInfo.InvariantCulture,
            $"{metric.Name} {kind} {metric.Unit} {{{string.Join(", ", point.Attributes.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={Text(label.Value)}"))}}} = {point.AsDouble:R}"));
    }

    private static string Text(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString("R", CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        _ => value.ToString(),
    };
}
