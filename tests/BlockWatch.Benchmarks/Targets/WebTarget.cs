using System.Diagnostics;
using System.Globalization;

namespace BlockWatch.Benchmarks.Targets;

/// <summary>The process that is watched: ASP.NET Core on loopback, with handlers that only await and one that sleeps.</summary>
/// <remarks>
/// A usual server: made with <c>CreateBuilder</c>, with the log levels that the templates write into appsettings.json. So its loggers are
/// there, the event source's too, and it tells its requests to who asks for them.
/// Standard output: <c>READY URL</c>, for each stall <c>STALL TICKS</c>, the monotonic clock just before it, and answers to
/// <see cref="TargetOrders"/>. It ends when its standard input closes, so that it never outlives the benchmark.
/// </remarks>
internal static class WebTarget
{
    /// <summary>What the frame of its finding must be called.</summary>
    public const string SleepingMethod = "WebTarget.SleepAsync";

    /// <summary>How its other handler that blocks is named in findings.</summary>
    public const string ComputingMethod = "WebTarget.ComputeAsync";

    /// <summary>Awaits nine times: eight <c>Task.Yield</c>, one <c>Task.Delay(1)</c>.</summary>
    public const string AwaitingPath = "/ok";

    /// <summary>Ten continuations and nothing that waits for a clock, so that nothing but the processor limits it.</summary>
    public const string YieldingPath = "/ten";

    public const string SleepingPath = "/sleep";

    /// <summary>Computes for a second.</summary>
    public const string ComputingPath = "/compute";

    public const int StallMs = 1000;

    private const int YieldsBeforeDelay = 8;
    private const int Yields = 10;
    private const string Answer = "ok";

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.MapGet(AwaitingPath, OkAsync);
        app.MapGet(YieldingPath, TenAsync);
        app.MapGet(SleepingPath, SleepAsync);
        app.MapGet(ComputingPath, ComputeAsync);
        await app.StartAsync();
        Task ended = new TargetOrders(new WorkSource()).Ended;
        Console.WriteLine($"READY {app.Urls.First()}");
        await ended;
        await app.StopAsync();
        return 0;
    }

    private static async Task<string> OkAsync()
    {
        for (int i = 0; i < YieldsBeforeDelay; i++)
        {
            await Task.Yield();
        }

        await Task.Delay(1);
        return Answer;
    }

    private static async Task TenAsync(HttpContext context)
    {
        for (int i = 0; i < Yields; i++)
        {
            await Task.Yield();
        }

        context.Response.ContentLength = Answer.Length;
        await context.Response.WriteAsync(Answer);
    }

    private static async Task<string> SleepAsync()
    {
        await Task.Yield();
        TellOfStall();
        Thread.Sleep(StallMs);
        return "slept";
    }

    private static async Task<string> ComputeAsync()
    {
        await Task.Yield();
        long before = TellOfStall();
        ulong hash = 0;
        while (Stopwatch.GetElapsedTime(before).TotalMilliseconds < StallMs)
        {
            for (uint i = 0; i < 1_000_000; i++)
            {
                hash = (hash ^ i) * 1_099_511_628_211;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"computed {hash}");
    }

    private static long TellOfStall()
    {
        long now = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"STALL {now}"));
        return now;
    }
}
