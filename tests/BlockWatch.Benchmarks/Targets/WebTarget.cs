using System.Diagnostics;
using System.Globalization;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>The process that is watched: ASP.NET Core on loopback, with a handler that only awaits and one that sleeps.</summary>
/// <remarks>
/// Standard output: <c>READY URL</c>, then for each sleep <c>SLEEP TICKS</c>, the monotonic clock just before it. It ends when its
/// standard input closes, so that it never outlives the benchmark.
/// </remarks>
internal static class WebTarget
{
    /// <summary>What the frame of its finding must be called.</summary>
    public const string SleepingMethod = "WebTarget.SleepAsync";

    public const int SleepMs = 2000;

    private const int AwaitsPerRequest = 8;

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapGet("/ok", OkAsync);
        app.MapGet("/sleep", SleepAsync);
        await app.StartAsync();
        Console.WriteLine($"READY {app.Urls.First()}");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await app.StopAsync();
        return 0;
    }

    private static async Task<string> OkAsync()
    {
        for (int i = 0; i < AwaitsPerRequest; i++)
        {
            await Task.Yield();
        }

        await Task.Delay(1);
        return "ok";
    }

    private static async Task<string> SleepAsync()
    {
        await Task.Yield();
        long before = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SLEEP {before}"));
        Thread.Sleep(SleepMs);
        return "slept";
    }
}
