using System.Globalization;
using BlockWatch.TestKit;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>A <c>dotnet-trace collect</c> that runs.</summary>
internal sealed class TraceProcess : IWatch
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    // Its rundown lists all methods: seconds, for a large target on a busy machine.
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(2);

    private readonly ProcessRun _process;
    private readonly TemporaryFolder _folder;

    private TraceProcess(ProcessRun process, TemporaryFolder folder)
    {
        _process = process;
        _folder = folder;
    }

    public int ProcessId => _process.ProcessId;

    private string TracePath => PathIn(_folder);

    /// <summary>Starts it; returns when it has written the first of the session, so that the session runs.</summary>
    /// <param name="processId">The target.</param>
    /// <param name="options">Options of <c>collect</c> that say what to collect; none for its default profile.</param>
    public static async Task<TraceProcess> StartAsync(int processId, params IReadOnlyList<string> options)
    {
        string executable = await DotnetTrace.InstallAsync();
        TemporaryFolder folder = new();
        ProcessCommand command = new(executable, ["collect", "-p", processId.ToString(CultureInfo.InvariantCulture), "-o", PathIn(folder), .. options])
        {
            Environment = new Dictionary<string, string?> { ["DOTNET_ROOT"] = DotnetCommand.Root },
            KeepsInputOpen = true,
        };
        var trace = new TraceProcess(ProcessRun.Start(command), folder);
        try
        {
            await Eventually.HoldsAsync(
                () => trace._process.HasExited || File.Exists(trace.TracePath) && new FileInfo(trace.TracePath).Length > 0, StartPatience, "a session of dotnet-trace");
            return trace._process.HasExited
                ? throw new InvalidOperationException("dotnet-trace ended at once: " + string.Join('\n', trace._process.ErrorLines.Concat(trace._process.OutputLines).Select(line => line.Text)))
                : trace;
        }
        catch
        {
            await trace.DisposeAsync();
            throw;
        }
    }

    public async Task<WatchOutcome> StopAsync()
    {
        _process.Send(Signal.Terminate);
        (await _process.WaitAsync(StopPatience)).EnsureSuccess();
        return new WatchOutcome { WrittenMb = new FileInfo(TracePath).Length / 1e6 };
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string PathIn(TemporaryFolder folder) => folder.Combine("trace.nettrace");
}
