using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BlockWatch.Telemetry.Prometheus;

/// <summary>Answers Prometheus' scrapes: <c>GET /metrics</c> over HTTP, and nothing else.</summary>
/// <remarks>
/// Who connects is a stranger: a request may be 8 KiB long and take five seconds, eight are answered at once, the others wait in the
/// system's queue. Each connection is closed after its answer.
/// </remarks>
internal sealed class PrometheusEndpoint : IAsyncDisposable
{
    private const int MostAtOnce = 8;
    private const int MaxRequestBytes = 8 * 1024;
    private const string Path = "/metrics";
    private const string PlainText = "text/plain; charset=utf-8";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromSeconds(0.2);

    private readonly TcpListener _listener;
    private readonly Func<string> _page;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task[] _serving;

    /// <summary>Listens from now on.</summary>
    /// <param name="address">Where; port 0 for any that is free.</param>
    /// <param name="page">Makes what is answered; called for each scrape, on any thread.</param>
    /// <exception cref="TelemetryException">The address is not to be had.</exception>
    public PrometheusEndpoint(IPEndPoint address, Func<string> page)
    {
        _page = page;
        _listener = new TcpListener(address);
        try
        {
            _listener.Start(backlog: 16);
        }
        catch (SocketException refused)
        {
            _listener.Dispose();
            throw new TelemetryException($"cannot listen for Prometheus on {address}: {refused.Message}; choose another port with --prometheus", refused);
        }

        _serving = [.. Enumerable.Range(0, MostAtOnce).Select(_ => Task.Run(ServeAsync))];
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await Task.WhenAll(_serving).ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using Socket client = await AcceptAsync().ConfigureAwait(false);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                patience.CancelAfter(Patience);
                byte[] answer = AnswerTo(await ReadRequestAsync(client, patience.Token).ConfigureAwait(false));
                await SendAsync(client, answer, patience.Token).ConfigureAwait(false);
                client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // This client went away, or was too slow; the next one is answered.
            }
        }
    }

    private async Task<Socket> AcceptAsync()
    {
        try
        {
            return await _listener.AcceptSocketAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // No file is left to open for it, say: what would fail again at once is not tried again at once.
            await Task.Delay(AcceptPause, _closing.Token).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task SendAsync(Socket client, ReadOnlyMemory<byte> answer, CancellationToken stop)
    {
        while (answer.Length > 0)
        {
            answer = answer[await client.SendAsync(answer, stop).ConfigureAwait(false)..];
        }
    }

    // The request's head; what would come behind it is not for us. Null when it is too long or broken off.
    private static async Task<string?> ReadRequestAsync(Socket client, CancellationToken stop)
    {
        byte[] buffer = new byte[MaxRequestBytes];
        int length = 0;
        while (length < buffer.Length)
        {
            int received = await client.ReceiveAsync(buffer.AsMemory(length), stop).ConfigureAwait(false);
            if (received == 0)
            {
                return null;
            }

            length += received;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return Encoding.Latin1.GetString(buffer, 0, length);
            }
        }

        return null;
    }

    private byte[] AnswerTo(string? request)
    {
        string[] words = request?.Split("\r\n", 2)[0].Split(' ') ?? [];
        if (words is not [string method, string target, "HTTP/1.0" or "HTTP/1.1"])
        {
            return Answer("400 Bad Request", PlainText, "This is no HTTP request.\n", withBody: true);
        }

        if (method is not ("GET" or "HEAD"))
        {
            return Answer("405 Method Not Allowed", PlainText, "Only GET is answered.\n", withBody: true, "Allow: GET, HEAD\r\n");
        }

        return target.Split('?', 2)[0] == Path
            ? Answer("200 OK", PrometheusText.ContentType, _page(), method == "GET")
            : Answer("404 Not Found", PlainText, $"blockwatch's metrics are at {Path}\n", method == "GET");
    }

    private static byte[] Answer(string status, string contentType, string body, bool withBody, string header = "")
    {
        byte[] content = Encoding.UTF8.GetBytes(body);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {content.Length}\r\n{header}Connection: close\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. withBody ? content : []];
    }
}
