using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SampleTargets.Truth;

/// <summary>Writes down what a scenario really did, so that what blockwatch says can be measured against it.</summary>
/// <remarks>
/// A fault is put between <see cref="Begin"/> and <see cref="End"/>, in the scenario's own method: no delegate and no
/// frame of ours lies between that method and the call that blocks. The thread that had the fault only puts the
/// occurrence on a stack, which takes no lock; a thread of our own writes them, once a second and at the end.
/// </remarks>
internal sealed class TruthLog : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Not a queue: its lock, taken whenever a segment is full, would hold hundreds of threads that end a fault at once,
    // and be a stall of its own that no truth tells.
    private readonly ConcurrentStack<Occurrence> _occurrences = new();
    private readonly AutoResetEvent _completeNow = new(initialState: false);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null when nothing is kept. The writing thread's alone once that runs.
    private readonly TruthFile? _file;
    private volatile bool _completing;

    private TruthLog(TruthFile? file) => _file = file;

    /// <summary>Opens the log, which appends.</summary>
    /// <param name="scenario">Written in every line.</param>
    /// <param name="path">The file; null keeps nothing.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static TruthLog Open(string scenario, string? path)
    {
        TruthLog log = new(path is null ? null : new TruthFile(scenario, path));
        if (log._file is { } file)
        {
            new Thread(() => log.Write(file)) { IsBackground = true, Name = "truth" }.Start();
        }
        else
        {
            log._written.SetResult();
        }

        // Asked once here, so that the first fault does not pay for the binding of the native call.
        _ = OsThread.CurrentId;
        return log;
    }

    /// <summary>Call it directly before the fault, on the thread that will have it. The fault's line is the next one marked BLOCKS.</summary>
    public Fault Begin([CallerMemberName] string method = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(Stopwatch.GetTimestamp(), OsThread.CurrentId, Thread.CurrentThread.IsThreadPoolThread, method, file, line);

    /// <summary>Call it directly after the fault, on the same thread.</summary>
    /// <param name="fault">What <see cref="Begin"/> returned.</param>
    /// <param name="category">What held the thread.</param>
    /// <param name="chain">The async methods that led to it, outermost first, the one that blocks last.</param>
    /// <param name="kind">What it is the truth of.</param>
    public void End(Fault fault, FaultCategory category, IReadOnlyList<string>? chain = null, TruthKind kind = TruthKind.Stall) =>
        Add(new Occurrence(fault, Stopwatch.GetTimestamp(), category, kind, chain, Lost: null));

    /// <summary>Call it in a task that nobody awaits, directly before it fails, or as soon as it is known that it will never complete.</summary>
    /// <param name="task">What is known of it.</param>
    /// <param name="method">The task's method: the caller.</param>
    /// <param name="file">Its source file.</param>
    public void Lose(LostTask task, [CallerMemberName] string method = "", [CallerFilePath] string file = "")
    {
        // No thread and no line: it is not a place that blocks.
        Fault fault = new(Stopwatch.GetTimestamp(), ThreadId: 0, OnPool: false, method, file, Line: 0);
        Add(new Occurrence(fault, fault.StartTimestamp, FaultCategory.LostTask, TruthKind.LostTask, Chain: null, task));
    }

    /// <summary>Writes what there is and closes the file. Nothing may be added after that.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public async ValueTask DisposeAsync()
    {
        _completing = true;
        _completeNow.Set();
        await _written.Task;
        _completeNow.Dispose();
    }

    private void Add(Occurrence occurrence)
    {
        if (_file is not null)
        {
            _occurrences.Push(occurrence);
        }
    }

    private void Write(TruthFile file)
    {
        try
        {
            using TruthFile closedAtEnd = file;
            bool last;
            do
            {
                _completeNow.WaitOne(Interval);

                // Read before the stack is emptied: what is put on it before DisposeAsync is then always written.
                last = _completing;
                AppendOldestFirst(file);
                file.Flush();
            }
            while (!last);
            _written.SetResult();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Thrown again where the log is disposed of, so that the run ends with it.
            _written.SetException(failure);
        }
    }

    private void AppendOldestFirst(TruthFile file)
    {
        Stack<Occurrence> oldestFirst = new();
        while (_occurrences.TryPop(out Occurrence occurrence))
        {
            oldestFirst.Push(occurrence);
        }

        foreach (Occurrence occurrence in oldestFirst)
        {
            file.Append(occurrence);
        }
    }
}
