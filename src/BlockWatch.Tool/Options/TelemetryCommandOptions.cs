using System.CommandLine;
using System.Net;
using BlockWatch.Telemetry;

namespace BlockWatch.Tool.Options;

/// <summary>Where figures go while watching: <c>--otlp</c>, <c>--otlp-protocol</c>, <c>--prometheus</c>.</summary>
internal sealed class TelemetryCommandOptions
{
    private const string Grpc = "grpc";
    private const string Http = "http/protobuf";

    private readonly Option<Uri?> _otlp = new("--otlp")
    {
        Description = "Send metrics, and a log record for each stall, to this OpenTelemetry receiver, such as http://localhost:4318.",
        HelpName = "ENDPOINT",
        CustomParser = result =>
        {
            if (!EndpointText.TryParseReceiver(result.Tokens[0].Value, out Uri? endpoint, out string problem))
            {
                result.AddError(problem);
            }

            return endpoint;
        },
    };

    private readonly Option<OtlpProtocol> _protocol = new Option<OtlpProtocol>("--otlp-protocol")
    {
        Description = "How to speak with it: grpc (unless told otherwise when its port is 4317) or http/protobuf.",
        HelpName = "PROTOCOL",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text is not (Grpc or Http))
            {
                result.AddError($"'{text}' is no protocol of OTLP: write {Grpc} or {Http}");
            }

            return text == Grpc ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf;
        },
    }.Suggest(Grpc, Http);

    private readonly Option<IPEndPoint?> _prometheus = new("--prometheus")
    {
        Description = "Let Prometheus scrape metrics here while watching: a port alone is for this machine only, 0.0.0.0:9464 for others too.",
        HelpName = "HOST:PORT",
        CustomParser = result =>
        {
            if (!EndpointText.TryParseOwn(result.Tokens[0].Value, out IPEndPoint? endpoint, out string problem))
            {
                result.AddError(problem);
            }

            return endpoint;
        },
    };

    public void AddTo(Command command)
    {
        command.Add(_otlp);
        command.Add(_protocol);
        command.Add(_prometheus);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_protocol) is not null && result.GetResult(_otlp) is null)
            {
                result.AddError("--otlp-protocol says how to speak with what --otlp names: write for example --otlp http://localhost:4318 with it");
            }
        });
    }

    public TelemetryOptions Read(ParseResult parse)
    {
        Uri? otlp = parse.GetValue(_otlp);
        OtlpProtocol usual = otlp?.Port == EndpointText.GrpcPort ? OtlpProtocol.Grpc : OtlpProtocol.HttpProtobuf;
        return new TelemetryOptions
        {
            Otlp = otlp,
            OtlpProtocol = parse.GetResult(_protocol) is null ? usual : parse.GetValue(_protocol),
            Prometheus = parse.GetValue(_prometheus),
            Version = ToolVersion.Current,
        };
    }
}
