using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using SampleTargets.Running;

namespace SampleTargets.Web;

/// <summary>A real ASP.NET Core server on Kestrel, on the loopback address, with nothing but the scenario's endpoints and no logging.</summary>
internal sealed class WebTarget : IAsyncDisposable
{
    /// <summary>An endpoint that every web scenario has: it only awaits.</summary>
    public const string OkPath = "/ok";

    private const int WarmUpRequests = 20;

    // Longer than any fault, so that only a server that no longer answers fails a request.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private WebTarget(WebApplication app, Uri url, HttpClient client)
    {
        _app = app;
        Url = url;
        Client = client;
    }

    public Uri Url { get; }

    /// <summary>Asks this very server; the handlers get the same one from the services.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts the server and asks it for each of these paths a few times, so that start-up work is not taken for the scenario's.</summary>
    public static async Task<WebTarget> StartAsync(
        ScenarioRun run, Action<IServiceCollection> addServices, Action<IEndpointRouteBuilder> map, IReadOnlyList<string> warmUpPaths)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // Writes nothing unless somebody listens; WebApplication.CreateBuilder has it, the slim builder has not.
        builder.Logging.AddEventSourceLogger();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, run.Options.Port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton(run.Truth);
        builder.Services.AddSingleton(services => NewClient(AddressOf(services)));
        addServices(builder.Services);

        WebApplication app = builder.Build();
        app.MapGet(OkPath, OkAsync);
        map(app);
        await app.StartAsync();

        WebTarget target = new(app, AddressOf(app.Services), app.Services.GetRequiredService<HttpClient>());
        foreach (string path in warmUpPaths)
        {
            for (int i = 0; i < WarmUpRequests; i++)
            {
                await target.Client.GetStringAsync(new Uri(path, UriKind.Relative));
            }
        }

        return target;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<IResult> OkAsync()
    {
        await Task.Delay(1);
        return Results.Text("ok");
    }

    private static Uri AddressOf(IServiceProvider services) =>
        new(services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    private static HttpClient NewClient(Uri address)
    {
        // A proxy of the environment must not stand between us and the loopback address.
        SocketsHttpHandler handler = new() { UseProxy = false };
        return new HttpClient(handler) { BaseAddress = address, Timeout = RequestTimeout };
    }
}
