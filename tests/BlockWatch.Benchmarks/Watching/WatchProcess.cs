using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Threading.Channels;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>A <c>blockwatch attach --json-lines</c> that runs.</summary>
internal sealed class WatchProcess : IWatch
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

    public int ProcessId => _process.Id;

    /// <summary>The tool that was built with this benchmark, for the dotnet command.</summary>
    public static string ToolPath { get; } = typeof(WatchProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "MeasuredTool").Value!;

    /// <summary>Starts it; returns when its first line says that the sessions run.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="options">Options of the command besides those that the benchmark needs.</param>
    public static async Task<WatchProcess> StartAsync(int processId, params IReadOnlyList<string> options)
    {
        string report = Path.Combine(Path.GetTempPath(), $"blockwatch-benchmark-{Guid.NewGuid():N}.json");
        string[] arguments =
        [
            ToolPath, "attach", "-p", processId.ToString(CultureInfo.InvariantCulture), "--json-lines", "--quiet", "-o", report, .. options,
        ];
        var watch = new WatchProcess(Process.Start(new ProcessStartInfo(DotnetCommand.Executable, arguments) { RedirectStandardOutput = true })!, report);
        try
        {
            await watch.NextAsync(line => line.GetProperty("kind").GetString() == "started");
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next line that is meant; earlier ones are passed over.</summary>
    /// <exception cref="TimeoutException">None came in time; the message has the lines that came instead.</exception>
    /// <exception cref="ChannelClosedException">It ended without one.</exception>
    public async Task<ArrivedLine> NextAsync(Func<JsonElement, bool> isMeant, TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        List<string> passedOver = [];
        try
        {
            while (true)
            {
                ArrivedLine line = await _lines.Reader.ReadAsync(timeout.Token);
                if (isMeant(line.Json))
                {
                    return line;
                }

                passedOver.Add(line.Json.GetRawText());
            }
        }
        catch (OperationCanceledException)
        {
            // As a cancellation it would end the benchmark without a word.
            throw new TimeoutException($"blockwatch did not write the line that is waited for within {(patience ?? Patience).TotalSeconds:F0} s. It wrote: {string.Join('\n', passedOver)}");
        }
    }

    /// <summary>Reads its lines until it ends and keeps none: for a watch whose lines nobody waits for.</summary>
    public async Task DropLinesAsync()
    {
        await foreach (ArrivedLine _ in _lines.Reader.ReadAllAsync())
        {
            // The next.
        }
    }

    public async Task<WatchOutcome> StopAsync()
    {
        Signals.Send(_process.Id, Signal.Terminate);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return await ReportFile.ReadAsync(_report);
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
