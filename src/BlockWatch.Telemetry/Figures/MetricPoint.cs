namespace BlockWatch.Telemetry.Figures;

/// <summary>One value of a metric.</summary>
/// <param name="Value">In the metric's unit.</param>
/// <param name="LabelValues">One for each of the metric's labels, in their order. Text of the target: nothing in it is safe but its length.</param>
internal sealed record MetricPoint(double Value, IReadOnlyList<string> LabelValues)
{
    public MetricPoint(double value)
        : this(value, [])
    {
    }
}
