using System.Diagnostics;
using System.Globalization;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.Fuzz.Execution;

/// <summary>A worker, with a cap on its memory and an eye on its time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>An input that takes longer hangs.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    // Loading, compiling, and the seeds.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    // Above PeakMemory.Limit: that is told with the input, this ends the process.
    private const string HeapLimit = "0x50000000"; // 1.25 GB

    private readonly Process _process;
    private bool _hasBegun;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>How long an input may take.</summary>
    public TimeSpan LongestInput { get; init; } = UsualPatience;

    /// <summary>True when it was ended because an input took too long.</summary>
    public bool Hung { get; private set; }

    /// <summary>The first line that it wrote to standard error; null when none.</summary>
    public string? LastWords { get; private set; }

    public int ExitCode => _process.ExitCode;

    public static WorkerProcess Start(WorkerProgram program, TimeSpan longestInput, WorkFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = new(DotnetCommand.Executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program.Assembly);
        start.ArgumentList.Add(Worker.Word);
        if (program.IsGuided)
        {
            start.ArgumentList.Add(Worker.Guided);
        }

        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["TMPDIR"] = folder.Path;
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var worker = new WorkerProcess(Process.Start(start)!) { LongestInput = longestInput };

        // A stack overflow writes its stack there: as much as the pipe takes, and more. Its beginning says what it was.
        worker._process.ErrorDataReceived += (_, line) => worker.LastWords ??= string.IsNullOrWhiteSpace(line.Data) ? null : line.Data;
        worker._process.BeginErrorReadLine();
        return worker;
    }

    public static string[] Arguments(string target, WorkFolder folder, int seed, long first, long count) =>
        [target, folder.Path, .. new[] { seed, first, count }.Select(static number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The next line; null when it has ended, or was ended.</summary>
    public async Task<WorkerLine?> NextAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_hasBegun ? LongestInput : LongestStart);
        try
        {
            string? line = await _process.StandardOutput.ReadLineAsync(patience.Token);
            _hasBegun = true;
            return line is null ? null : WorkerLine.Read(line);
        }
        catch (OperationCanceledException)
        {
            Hung = !stop.IsCancellationRequested;
            Kill();
            return null;
        }
    }

    /// <summary>Waits for its end, which has come or is near.</summary>
    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}
