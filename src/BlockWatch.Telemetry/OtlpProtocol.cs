namespace BlockWatch.Telemetry;

/// <summary>How OTLP is spoken.</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf in HTTP requests; receivers listen on port 4318 by convention.</summary>
    HttpProtobuf,

    /// <summary>gRPC; receivers listen on port 4317 by convention.</summary>
    Grpc,
}
