using System.Net;

namespace BlockWatch.Telemetry;

/// <summary>Where figures go. Nothing is sent or served that is not named here.</summary>
public sealed record TelemetryOptions
{
    /// <summary>The OTLP endpoint's base address, http or https; null not to send. With http/protobuf <c>v1/metrics</c> and <c>v1/logs</c> are added to its path.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>How OTLP is spoken.</summary>
    public OtlpProtocol OtlpProtocol { get; init; }

    /// <summary>Where Prometheus may scrape; null not to serve. Port 0: any that is free.</summary>
    public IPEndPoint? Prometheus { get; init; }

    /// <summary>blockwatch's own version, as receivers see it.</summary>
    public required string Version { get; init; }

    public bool IsWanted => Otlp is not null || Prometheus is not null;
}
