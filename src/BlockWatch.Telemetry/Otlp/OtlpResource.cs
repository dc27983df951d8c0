using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Wording;
using BlockWatch.Telemetry.Figures;
using OpenTelemetry.Resources;

namespace BlockWatch.Telemetry.Otlp;

/// <summary>The target as OpenTelemetry describes whatever it measures.</summary>
internal static class OtlpResource
{
    /// <summary>What <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> say wins over what the target says of itself.</summary>
    public static ResourceBuilder Of(TargetDescription target)
    {
        List<KeyValuePair<string, object>> attributes =
        [
            new("service.name", LabelText.Of(target.Name)),
            new("service.instance.id", string.Create(CultureInfo.InvariantCulture, $"{SafeText.Of(Environment.MachineName)}:{target.ProcessId}")),
            new("host.name", SafeText.Of(Environment.MachineName)),
            new("process.pid", (long)target.ProcessId),
            new("process.runtime.name", ".NET"),
        ];
        if (target.RuntimeVersion is { } version)
        {
            attributes.Add(new("process.runtime.version", LabelText.Of(version)));
        }

        return ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddAttributes(attributes).AddEnvironmentVariableDetector();
    }
}
