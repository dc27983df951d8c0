using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BlockWatch.Telemetry.Tests.Fixtures;

internal static class KestrelLoopback
{
    /// <summary>Listens on 127.0.0.1, on any port that is free.</summary>
    public static void ListenLocalhostAnyPort(this KestrelServerOptions kestrel, HttpProtocols protocols) =>
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
}
