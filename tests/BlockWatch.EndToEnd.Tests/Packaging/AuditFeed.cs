using System.Net;
using System.Text;

namespace BlockWatch.EndToEnd.Tests.Packaging;

/// <summary>A source for NuGet's audit on the loopback address, which knows of one vulnerability.</summary>
internal sealed class AuditFeed : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, string> _pages;
    private readonly Task _serving;

    /// <param name="port">Free.</param>
    /// <param name="package">Vulnerable in all of its versions.</param>
    public AuditFeed(int port, string package)
    {
        string root = $"http://127.0.0.1:{port}";
        Index = $"{root}/v3/index.json";
        _pages = new Dictionary<string, string>
        {
            ["/v3/index.json"] = $$"""{"version":"3.0.0","resources":[{"@id":"{{root}}/known.json","@type":"VulnerabilityInfo/6.7.0"}]}""",
            ["/known.json"] = $$"""[{"@name":"base","@id":"{{root}}/base.json","@updated":"2026-01-01T00:00:00.0000000Z","comment":"made up"}]""",
            ["/base.json"] = $$"""{"{{package}}":[{"url":"https://example.org/advisory","severity":0,"versions":"(, 999.0.0)"}]}""",
        };
        _listener.Prefixes.Add(root + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Index { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                byte[] page = Encoding.UTF8.GetBytes(_pages.GetValueOrDefault(context.Request.Url!.AbsolutePath, ""));
                context.Response.StatusCode = page.Length > 0 ? 200 : 404;
                await context.Response.OutputStream.WriteAsync(page);
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
