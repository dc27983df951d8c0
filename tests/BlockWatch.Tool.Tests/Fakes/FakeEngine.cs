using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Plays a watch that the test scripts, and records what it was asked.</summary>
internal sealed class FakeEngine : IWatchEngine
{
    public List<TargetProcess> Targets { get; } = [new(4711, "Orders", "9.0.20", "Orders", new TimeSpan(1, 2, 3), null)];

    /// <summary>What a watch shows before it ends.</summary>
    public Action<IWatchObserver> Script { get; set; } = _ => { };

    /// <summary>Thrown by every call when set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>True: the watch goes on until it is stopped.</summary>
    public bool UntilStopped { get; set; }

    /// <summary>Completed when a watch has shown its script.</summary>
    public TaskCompletionSource Watching { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed by the test: the launched command's exit code.</summary>
    public TaskCompletionSource<int> CommandExit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int AttachedTo { get; private set; }

    public string? Analyzed { get; private set; }

    public LaunchOptions? Launched { get; private set; }

    public WatchOptions? Options { get; private set; }

    public IReadOnlyList<TargetProcess> List() => Failure is null ? Targets : throw Failure;

    public TargetProcess Find(int processId) => Failure is null ? Targets.Single(target => target.ProcessId == processId) : throw Failure;

    public TargetProcess Find(string name) => Failure is null ? Targets.Single(target => target.Name == name) : throw Failure;

    public async Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        (AttachedTo, Options) = (processId, options);
        Play(observer);
        if (UntilStopped)
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
        }

        return Stalls.Result();
    }

    public async Task<LaunchResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, CancellationToken stop)
    {
        (Launched, Options) = (launch, options);
        onStarted(99);
        Play(observer);
        return new LaunchResult(Stalls.Result(SessionEnd.TargetExited), await CommandExit.Task);
    }

    public WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        (Analyzed, Options) = (path, options);
        Play(observer);
        return Stalls.Result(SessionEnd.TraceEnded);
    }

    private void Play(IWatchObserver observer)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        observer.OnStarted(Stalls.Target, Stalls.SessionStart);
        Script(observer);
        Watching.TrySetResult();
    }
}
