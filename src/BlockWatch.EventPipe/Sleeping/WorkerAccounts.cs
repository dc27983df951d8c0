using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Targets;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Sleeping;

/// <summary>What the operating system's scheduler says of each pool worker of a process. Linux only.</summary>
/// <remarks>
/// The files stay open, so that a look is one read a thread (some 3 us).
/// Not thread-safe.
/// </remarks>
internal sealed class WorkerAccounts : IDisposable
{
    /// <summary>How the runtime names its pool's workers; the system keeps 15 characters of a thread's name.</summary>
    public const string WorkerName = ".NET TP Worker";

    // A process may have no more than so many files open here because of one target; what is beyond is not looked at.
    private const int Cap = 500;

    // So many sleeping threads in a row without an answer, and we may not trace the process: to ask on would cost an exception each.
    private const int MostUnanswered = 20;

    private readonly int _processId;
    private readonly string? _folder;
    private readonly byte[] _buffer = new byte[SchedulerAccountFile.MostBytes];
    private readonly List<(long ThreadId, SchedulerAccount Account)> _read = [];
    private readonly List<long> _ended = [];
    private Dictionary<long, SafeFileHandle> _files = [];

    // Listed once: a thread that is being born has its maker's name for a moment, and workers make threads.
    private HashSet<long> _new = [];
    private int _unanswered;

    /// <param name="processId">The target. In a pid namespace of its own it knows its threads by other numbers than we do: then none are told.</param>
    public WorkerAccounts(int processId)
    {
        _processId = processId;
        _folder = ProcFile.FolderWithItsThreadIds(processId);
    }

    /// <summary>False where nothing can be known.</summary>
    public bool CanRead => _folder is not null;

    /// <summary>How many workers are looked at.</summary>
    public int Count => _files.Count;

    /// <summary>Looks for workers that were born or have ended.</summary>
    public void List()
    {
        Dictionary<long, SafeFileHandle> still = [];
        HashSet<long> listedOnce = [];
        try
        {
            foreach ((long id, string folder) in _folder is null ? [] : ProcFile.Threads(_folder))
            {
                if (_files.TryGetValue(id, out SafeFileHandle? known))
                {
                    if (!_new.Contains(id) || IsWorker(id))
                    {
                        _files.Remove(id);
                        still[id] = known;
                    }
                }
                else if (still.Count < Cap && IsWorker(id) && SchedulerAccountFile.Open(folder) is { } file)
                {
                    still[id] = file;
                    listedOnce.Add(id);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The process is gone, or not ours to look into.
        }

        Close(_files);
        _files = still;
        _new = listedOnce;
    }

    /// <summary>The accounts now; without those of threads that have ended.</summary>
    public IReadOnlyList<(long ThreadId, SchedulerAccount Account)> Read()
    {
        _read.Clear();
        _ended.Clear();
        foreach ((long id, SafeFileHandle file) in _files)
        {
            if (SchedulerAccountFile.Read(file, _buffer) is { } account)
            {
                _read.Add((id, account));
            }
            else
            {
                _ended.Add(id);
            }
        }

        foreach (long id in _ended)
        {
            // Its id may be given to another thread.
            _files.Remove(id, out SafeFileHandle? file);
            file?.Dispose();
        }

        return _read;
    }

    /// <summary>Where a thread's stack ends while it waits for something that is not a processor: 0 when that is not to be had, null when it does not wait.</summary>
    public long? Asleep(long threadId) => ProcFile.ThreadState(_processId, threadId) is 'S' or 'D' ? StackPointer(threadId) ?? 0 : null;

    /// <summary>Nobody looks for a while: no file is kept open.</summary>
    public void Close() => Close(_files);

    public void Dispose() => Close();

    private bool IsWorker(long threadId) => ProcFile.ThreadName(_processId, threadId) == WorkerName;

    private long? StackPointer(long threadId)
    {
        if (_unanswered >= MostUnanswered)
        {
            return null;
        }

        long? pointer = ProcFile.StackPointer(_processId, threadId);
        _unanswered = pointer is null ? _unanswered + 1 : 0;
        return pointer;
    }

    private static void Close(Dictionary<long, SafeFileHandle> files)
    {
        foreach (SafeFileHandle file in files.Values)
        {
            file.Dispose();
        }

        files.Clear();
    }
}
