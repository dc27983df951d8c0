using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;

namespace BlockWatch.Telemetry.Tests.Fixtures;

/// <summary>Receives OTLP on the loopback and parses it with the published definitions: http/protobuf, or gRPC by its wire format.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    // A gRPC message: one byte that says whether it is compressed, four of its length.
    private const int GrpcPrefix = 5;

    private readonly WebApplication _server;

    private OtlpReceiver(WebApplication server)
    {
        _server = server;
    }

    public ConcurrentQueue<ExportMetricsServiceRequest> Metrics { get; } = new();

    public ConcurrentQueue<ExportLogsServiceRequest> Logs { get; } = new();

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Paths { get; } = new();

    public Uri Address => new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<OtlpReceiver> StartAsync(bool grpc = false)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhostAnyPort(grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        WebApplication server = builder.Build();
        OtlpReceiver receiver = new(server);
        server.Run(context => receiver.TakeAsync(context, grpc));
        await server.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context, bool grpc)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        byte[] message = body.ToArray()[(grpc ? GrpcPrefix : 0)..];
        string path = context.Request.Path;
        Paths.Enqueue(path);
        IMessage answer;
        if (path.EndsWith("metrics", StringComparison.Ordinal) || path.Contains("MetricsService", StringComparison.Ordinal))
        {
            Metrics.Enqueue(ExportMetricsServiceRequest.Parser.ParseFrom(message));
            answer = new ExportMetricsServiceResponse();
        }
        else
        {
            Logs.Enqueue(ExportLogsServiceRequest.Parser.ParseFrom(message));
            answer = new ExportLogsServiceResponse();
        }

        context.Response.ContentType = grpc ? "application/grpc" : "application/x-protobuf";
        if (grpc)
        {
            await context.Response.Body.WriteAsync(new byte[GrpcPrefix]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        else
        {
            await context.Response.Body.WriteAsync(answer.ToByteArray());
        }
    }
}
