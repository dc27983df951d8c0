using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>A <c>blockwatch attach --json-lines</c> that runs.</summary>
internal sealed class WatchProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _report;
    private readonly Channel<ArrivedLine> _lines = Channel.CreateUnbounded<ArrivedLine>();

    private WatchProcess(Process process, string report)
    {
        _process = process;
        _report = report;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts it; returns when its first line says that the sessions run.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="duration">How long it watches; null until the target's exit.</param>
    public static async Task<WatchProcess> StartAsync(int processId, TimeSpan? duration)
    {
        string report = Path.Combine(Path.GetTempPath(), $"blockwatch-benchmark-{Guid.NewGuid():N}.json");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [ToolPath(), "attach", "-p", $"{processId}", "--json-lines", "--quiet", "-o", report];
        foreach (string argument in duration is { } length ? [.. arguments, "--duration", $"{(int)length.TotalMilliseconds}ms"] : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var watch = new WatchProcess(Process.Start(start)!, report);
        await watch.NextAsync(line => line.GetProperty("kind").GetString() == "started");
        return watch;
    }

    /// <summary>Waits for the next line that is meant; earlier ones are passed over.</summary>
    public async Task<ArrivedLine> NextAsync(Func<JsonElement, bool> isMeant)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            ArrivedLine line = await _lines.Reader.ReadAsync(timeout.Token);
            if (isMeant(line.Json))
            {
                return line;
            }
        }
    }

    /// <summary>Waits until it has ended by itself and reads the report that it wrote.</summary>
    public async Task<JsonElement> ReportAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(_report));
        return report.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_report);
    }

    private static string ToolPath() => typeof(WatchProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "MeasuredTool").Value!;

    private void Read(string? line)
    {
        long now = Stopwatch.GetTimestamp();
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }

        using JsonDocument json = JsonDocument.Parse(line);
        _lines.Writer.TryWrite(new ArrivedLine(now, json.RootElement.Clone()));
    }
}
