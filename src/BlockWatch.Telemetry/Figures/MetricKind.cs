namespace BlockWatch.Telemetry.Figures;

/// <summary>How a metric's values are to be read.</summary>
internal enum MetricKind
{
    /// <summary>A sum since the watch began; never falls.</summary>
    Counter,

    /// <summary>As it is now.</summary>
    Gauge,
}
