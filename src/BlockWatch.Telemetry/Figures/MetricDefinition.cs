namespace BlockWatch.Telemetry.Figures;

/// <summary>Something that is measured.</summary>
/// <param name="Name">As OpenTelemetry writes it: <c>blockwatch.stalled.time</c>.</param>
/// <param name="Kind">Counter or gauge.</param>
/// <param name="Unit">In the Unified Code for Units of Measure: <c>s</c>, <c>1</c>, or what is counted in braces: <c>{stall}</c>.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Labels">The names of its attributes.</param>
internal sealed record MetricDefinition(string Name, MetricKind Kind, string Unit, string Description, IReadOnlyList<string> Labels)
{
    /// <summary>As Prometheus writes it, and as it names what comes by OTLP: <c>blockwatch_stalled_time_seconds_total</c>.</summary>
    /// <remarks>OpenTelemetry's specification, "Prometheus and OpenMetrics Compatibility": units in words, none for what is in braces, <c>_total</c> for counters.</remarks>
    public string PrometheusName
    {
        get
        {
            string unit = Unit switch
            {
                "s" => "_seconds",
                "1" => "_ratio",
                _ => "",
            };
            return Name.Replace('.', '_') + unit + (Kind == MetricKind.Counter ? "_total" : "");
        }
    }
}
