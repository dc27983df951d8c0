using System.Runtime.InteropServices;

namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>One call on a thread of its own.</summary>
internal sealed class Caller
{
    private static readonly TimeSpan LongestPreparation = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);

    private readonly Hold _hold = new();
    private readonly TaskCompletionSource<long> _thread = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Exception? _failure;

    private Caller(LiveCall call)
    {
        Call = call;
    }

    public LiveCall Call { get; }

    /// <summary>The kernel's id of the thread.</summary>
    public long ThreadId { get; private set; }

    /// <summary>What the call threw before its release; null when nothing.</summary>
    public Exception? Failure => _failure;

    /// <summary>Makes ready and calls. What goes wrong before the call is in <see cref="Failure"/>, and no thread is started.</summary>
    public static async Task<Caller> StartAsync(LiveCall call)
    {
        var caller = new Caller(call);
        try
        {
            Action action = await Task.Run(() => call.Prepare(caller._hold)).WaitAsync(LongestPreparation);
            new Thread(() => caller.Run(action)) { IsBackground = true, Name = call.Name }.Start();
            caller.ThreadId = await caller._thread.Task;
        }
#pragma warning disable CA1031 // Whatever it threw, the test that looks at this call reports it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            caller._failure = e;
        }

        return caller;
    }

    /// <summary>Lets the call end. Its thread may stay blocked where nothing can end the call; it dies with the process.</summary>
    public void Release() => _hold.Release();

    /// <summary>Waits until the thread of a repeated call, once released, is through with its last one.</summary>
    /// <exception cref="TimeoutException">It does not end; the message names the call.</exception>
    public async Task EndAsync()
    {
        if (Call.Repeats && ThreadId != 0 && await Task.WhenAny(_ended.Task, Task.Delay(LongestEnd)) != _ended.Task)
        {
            throw new TimeoutException($"{Call.Name} does not end when it is released");
        }
    }

    private void Run(Action action)
    {
        _thread.SetResult(OwnThreadId());
        try
        {
            do
            {
                action();
            }
            while (Call.Repeats && !_hold.IsOver);
        }
#pragma warning disable CA1031 // Whatever it threw, the test that looks at this call reports it.
        catch (Exception e) when (!_hold.IsOver)
        {
            _failure = e;
        }
        catch (Exception)
        {
            // The release took away what the call was working with.
        }
#pragma warning restore CA1031

        _ended.SetResult();
    }

    [DllImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OwnThreadId();
}
