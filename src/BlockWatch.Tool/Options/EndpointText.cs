using System.Globalization;
using System.Net;

namespace BlockWatch.Tool.Options;

/// <summary>Reads where figures go to: addresses of receivers, and of our own.</summary>
internal static class EndpointText
{
    /// <summary>gRPC's by convention.</summary>
    public const int GrpcPort = 4317;

    /// <param name="text">As the user wrote it.</param>
    /// <param name="endpoint">http or https, with a host, when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParseReceiver(string text, out Uri? endpoint, out string problem)
    {
        bool isAddress = Uri.TryCreate(text, UriKind.Absolute, out endpoint)
            && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps)
            && endpoint is { Query: "", Fragment: "", UserInfo: "" };
        problem = isAddress ? "" : $"'{text}' is no address of an OTLP receiver: write for example http://localhost:4318";
        return isAddress;
    }

    /// <param name="text">HOST:PORT, :PORT or PORT; without a host this machine alone may connect. * is every address of it.</param>
    /// <param name="endpoint">The address when true is returned.</param>
    /// <param name="problem">Otherwise one line that says what is wrong, with an example.</param>
    public static bool TryParseOwn(string text, out IPEndPoint? endpoint, out string problem)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon];
        bool isPort = ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        IPAddress? address = AddressOf(host);
        endpoint = isPort && address is not null ? new IPEndPoint(address, port) : null;
        problem = (isPort, address) switch
        {
            (false, _) => $"'{text}' has no port to listen on: write for example 9464 or 0.0.0.0:9464",
            (_, null) => $"'{host}' is no address of this machine: write an IP address, localhost, or * for all of them, as in 0.0.0.0:9464",
            _ => "",
        };
        return endpoint is not null;
    }

    private static IPAddress? AddressOf(string host) => host switch
    {
        "" or "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        ['[', .. string inner, ']'] => IPAddress.TryParse(inner, out IPAddress? six) ? six : null,
        _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out IPAddress? four) ? four : null,
    };
}
