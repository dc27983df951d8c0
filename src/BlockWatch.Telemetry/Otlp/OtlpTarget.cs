using System.Diagnostics.Metrics;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Telemetry.Figures;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace BlockWatch.Telemetry.Otlp;

/// <summary>Sends one target's figures every ten seconds, and what is found in it as log records, by OTLP.</summary>
/// <remarks>
/// One resource is one target, so that receivers tell them apart, and so that nothing of a target that has gone is sent again. Sending happens on
/// the SDK's own threads. Records wait in the SDK's queue of 2,048; what does not fit is dropped there.
/// </remarks>
internal sealed class OtlpTarget : IDisposable
{
    /// <summary>The instrumentation scope.</summary>
    public const string Scope = "blockwatch";

    private const int IntervalMs = 10_000;

    // At the watch's end, for what was not sent yet: a receiver that does not answer must not keep the report waiting.
    private const int EndPatienceMs = 5_000;

    private readonly Meter _meter;
    private readonly MeterProvider _metrics;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly LogEntries _entries;

    public OtlpTarget(TelemetryOptions options, TargetDescription target, DateTimeOffset sessionStart, TargetFigures figures)
    {
        _meter = new Meter(Scope, options.Version);
        foreach (MetricDefinition metric in Metrics.All)
        {
            Observe(metric, figures);
        }

        ResourceBuilder resource = OtlpResource.Of(target);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Scope)
            .AddView(instrument => ViewOf(instrument))
            .AddOtlpExporter((exporter, reader) =>
            {
                Point(exporter, options, "v1/metrics");
                if (Environment.GetEnvironmentVariable("OTEL_METRIC_EXPORT_INTERVAL") is null)
                {
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = IntervalMs;
                }
            })
            .Build();
        _loggers = LoggerFactory.Create(logging => logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource);
            logs.IncludeFormattedMessage = true;
            logs.AddOtlpExporter(exporter => Point(exporter, options, "v1/logs"));
        }));
        _logger = _loggers.CreateLogger(Scope);
        _entries = new LogEntries(sessionStart);
    }

    public void Log(Stall stall) => Log(_entries.Of(stall));

    public void Log(StarvationEpisode episode) => Log(_entries.Of(episode));

    public void Log(Deadlock deadlock) => Log(_entries.Of(deadlock));

    /// <summary>Sends what was not sent yet, for at most five seconds.</summary>
    public void Dispose()
    {
        // Both at once: where nobody answers each takes its whole time.
        Task metrics = Task.Run(() => _metrics.Shutdown(EndPatienceMs));
        Task logs = Task.Run(_loggers.Dispose);
        Task.WaitAll([metrics, logs], EndPatienceMs);
        _metrics.Dispose();
        _meter.Dispose();
    }

    private void Log(LogEntry entry) => _logger.Log(entry.Level, entry.Event, entry.Attributes, exception: null, (_, _) => entry.Body);

    private void Observe(MetricDefinition metric, TargetFigures figures)
    {
        if (metric.Kind == MetricKind.Counter)
        {
            _meter.CreateObservableCounter(metric.Name, () => Measure(metric, figures), metric.Unit, metric.Description);
        }
        else
        {
            _meter.CreateObservableGauge(metric.Name, () => Measure(metric, figures), metric.Unit, metric.Description);
        }
    }

    private static IEnumerable<Measurement<double>> Measure(MetricDefinition metric, TargetFigures figures) => figures.Read(metric).Select(point =>
        new Measurement<double>(point.Value, metric.Labels.Zip(point.LabelValues, (label, value) => new KeyValuePair<string, object?>(label, value))));

    // Every target has a meter of this name, and the SDK finds meters by their names.
    private MetricStreamConfiguration ViewOf(Instrument instrument) => instrument.Meter == _meter
        ? new MetricStreamConfiguration { CardinalityLimit = SiteTotals.SeriesCap }
        : MetricStreamConfiguration.Drop;

    // What the command line says wins; headers, certificates, time limits and the like come from OpenTelemetry's own variables.
    private static void Point(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        bool isHttp = options.OtlpProtocol == OtlpProtocol.HttpProtobuf;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_TIMEOUT") is null)
        {
            exporter.TimeoutMilliseconds = EndPatienceMs;
        }

        exporter.Endpoint = isHttp ? new Uri(options.Otlp!.AbsoluteUri.TrimEnd('/') + "/" + path) : options.Otlp!;
    }
}
