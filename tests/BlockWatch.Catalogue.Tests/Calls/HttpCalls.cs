using System.Net;
using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Requests to a server that never answers, and a server that nobody asks.</summary>
internal static class HttpCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        OnServer(typeof(HttpClient), "Send", url => new HttpClient().Send(new HttpRequestMessage(HttpMethod.Get, url))),
        OnServer(typeof(HttpMessageInvoker), "Send", url => new HttpMessageInvoker(new SocketsHttpHandler()).Send(new HttpRequestMessage(HttpMethod.Get, url), CancellationToken.None)),
        OnServer(typeof(HttpWebRequest), "GetResponse", url => WebRequest.Create(url).GetResponse()),
        OnServer(typeof(WebClient), "DownloadString", url => new WebClient().DownloadString(url)),
        OnServer(typeof(WebClient), "UploadString", url => new WebClient().UploadString(url, "text")),
        OnServer(typeof(FtpWebRequest), "GetResponse", url => WebRequest.Create(new UriBuilder(url) { Scheme = "ftp", Path = "file" }.Uri).GetResponse()),
        OnBusyServer(typeof(WebClient), "OpenWrite", url => new UnbufferedClient().OpenWrite(url)),
        OnServer(typeof(WebClient), "OpenRead", url => new WebClient().OpenRead(url)),
        new(typeof(HttpContent), "CopyTo", Cause.Http, hold =>
        {
            var content = new StreamContent(Fifo.Reader(hold));
            return () => content.CopyTo(Stream.Null, null, CancellationToken.None);
        }),
        new(typeof(HttpListener), "GetContext", Cause.Http, _ =>
        {
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{FreePort()}/");
            listener.Start();
            return () => listener.GetContext();
        }),
    ];

    private static LiveCall OnServer(Type type, string method, Action<Uri> call) => new(type, method, Cause.Http, _ =>
    {
        var url = new Uri($"http://127.0.0.1:{SocketCalls.SilentServer()}/");
        return () => call(url);
    });

    private static LiveCall OnBusyServer(Type type, string method, Action<Uri> call) => new(type, method, Cause.Http, hold =>
    {
        var url = new Uri($"http://{SocketCalls.BusyServer(hold)}/");
        return () => call(url);
    });

    private static HttpWebRequest Unbuffered(HttpWebRequest request)
    {
        // With a buffer the request's stream is there before the connection is.
        request.Method = "POST";
        request.AllowWriteStreamBuffering = false;
        request.SendChunked = true;
        return request;
    }

    private sealed class UnbufferedClient : WebClient
    {
        protected override WebRequest GetWebRequest(Uri address) => Unbuffered((HttpWebRequest)base.GetWebRequest(address));
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
