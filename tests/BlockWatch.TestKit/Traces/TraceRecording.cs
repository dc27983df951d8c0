using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.TestKit.Traces;

/// <summary>Records a .nettrace as dotnet-trace does when it is given the documented providers.</summary>
public static class TraceRecording
{
    // docs and `blockwatch analyze` name them; the values are those of the runtime's manifest.
    private const long Gc = 0x1;
    private const long Loader = 0x8;
    private const long Jit = 0x10;
    private const long NGen = 0x20;
    private const long Contention = 0x4000;
    private const long Threading = 0x10000;
    private const long ILToNativeMap = 0x20000;
    private const long CompilationDiagnostic = 0x2000000000;
    private const long WaitHandle = 0x40000000000;
    private const long WorkItems = 0x12;

    private static readonly EventPipeProvider[] Providers =
    [
        new("System.Diagnostics.Eventing.FrameworkEventSource", EventLevel.Verbose, WorkItems),
        new(
            "Microsoft-Windows-DotNETRuntime",
            EventLevel.Verbose,
            Gc | Loader | Jit | NGen | Contention | Threading | ILToNativeMap | CompilationDiagnostic | WaitHandle),
        new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational),
        new("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "0.1" }),
    ];

    /// <summary>Records for a time; the rundown, which names the methods, comes on top.</summary>
    /// <returns>From when to when everything that happened is in the trace, by the wall clock.</returns>
    public static Task<(DateTimeOffset From, DateTimeOffset To)> RecordAsync(int processId, string path, TimeSpan duration) =>
        RecordAsync(processId, path, stop => Task.Delay(duration, stop), duration + TestTimeouts.Record);

    /// <summary>Records until something is so; the rundown comes on top.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="until">Completes when enough is recorded.</param>
    /// <param name="patience">How long it may take in all.</param>
    /// <returns>From when to when everything that happened is in the trace, by the wall clock.</returns>
    public static async Task<(DateTimeOffset From, DateTimeOffset To)> RecordAsync(int processId, string path, Func<CancellationToken, Task> until, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(until);
        using CancellationTokenSource limit = new(patience);
        DiagnosticsClient client = new(processId);
        using EventPipeSession session = await client.StartEventPipeSessionAsync(Providers, requestRundown: true, token: limit.Token);
        await using FileStream file = File.Create(path);

        // Read also while the session stops: the runtime waits for its reader then.
        DateTimeOffset from = DateTimeOffset.UtcNow;
        Task copied = session.EventStream.CopyToAsync(file, limit.Token);
        await until(limit.Token).ConfigureAwait(false);
        DateTimeOffset to = DateTimeOffset.UtcNow;
        await session.StopAsync(limit.Token).ConfigureAwait(false);
        await copied.ConfigureAwait(false);
        return (from, to);
    }
}
