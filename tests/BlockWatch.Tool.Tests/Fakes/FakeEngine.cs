using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>Plays a watch that the test scripts, and records what it was asked.</summary>
internal sealed class FakeEngine : IWatchEngine
{
    public List<TargetProcess> Targets { get; } = [new(4711, "Orders", "9.0.20", "Orders", new TimeSpan(1, 2, 3), null)];

    /// <summary>What a watch shows before it ends.</summary>
    public Action<IWatchObserver> Script { get; set; } = _ => { };

    /// <summary>What a watch says it watches.</summary>
    public TargetDescription Target { get; set; } = Stalls.Target;

    /// <summary>Thrown by every call when set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>True: the watch goes on until it is stopped.</summary>
    public bool UntilStopped { get; set; }

    /// <summary>Completed when a watch has shown its script.</summary>
    public TaskCompletionSource Watching { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed by the test: the launched command's exit code.</summary>
    public TaskCompletionSource<int> CommandExit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when the engine has said that the command has exited.</summary>
    public TaskCompletionSource CommandExited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called when a watch of one target begins.</summary>
    public Action OnAttached { get; set; } = () => { };

    /// <summary>Called when a command is started.</summary>
    public Action<LaunchOptions> OnLaunched { get; set; } = _ => { };

    /// <summary>Handed to whoever looks at the watch.</summary>
    public IWatchView? View { get; set; }

    /// <summary>What a watch of several targets shows before it ends, and how each of them ends.</summary>
    public Func<IWatchSetObserver, IReadOnlyList<TargetOutcome>> SetScript { get; set; } = _ => [];

    /// <summary>What a look at tasks hands out before it ends.</summary>
    public IReadOnlyList<TaskLook> Looks { get; set; } = [];

    public TaskLookOptions? LookOptions { get; private set; }

    public int AttachedTo { get; private set; }

    public TargetSelection? Selection { get; private set; }

    public DiagnosticPort? Port { get; private set; }

    public bool WithChildren { get; private set; }

    /// <summary>What of a watch of one target broke off.</summary>
    public IReadOnlyList<string> Bugs { get; set; } = [];

    public string? Analyzed { get; private set; }

    public Exception? AnalyzeFailure { get; set; }

    public LaunchOptions? Launched { get; private set; }

    public WatchOptions? Options { get; private set; }

    public IReadOnlyList<TargetProcess> List() => Failure is null ? Targets : throw Failure;

    public TargetProcess Find(int processId) => Failure is null ? Targets.Single(target => target.ProcessId == processId) : throw Failure;

    public TargetProcess Find(string name) => Failure is null ? Targets.Single(target => target.Name == name) : throw Failure;

    public async Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        (AttachedTo, Options) = (processId, options);
        OnAttached();
        if (View is not null)
        {
            options.Opened?.Invoke(View);
        }

        Play(observer);
        if (UntilStopped)
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
        }

        return Stalls.Result(bugs: Bugs);
    }

    public async Task<LaunchResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop)
    {
        (Launched, Options) = (launch, options);
        OnLaunched(launch);
        onStarted(99);
        Play(observer);
        return new LaunchResult(Stalls.Result(SessionEnd.TargetExited, Bugs), await EndAsync(onExited, stop));
    }

    public async Task<WatchSetResult> AttachAsync(TargetSelection selection, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        (Selection, Options) = (selection, options);
        IReadOnlyList<TargetOutcome> outcomes = PlaySet(observer);
        if (UntilStopped)
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
        }

        return new WatchSetResult { StartedAt = Stalls.SessionStart, End = SessionEnd.Stopped, Targets = outcomes };
    }

    public Task<WatchSetResult> AttachAsync(DiagnosticPort port, WatchOptions options, IWatchSetObserver observer, CancellationToken stop)
    {
        Port = port;
        return AttachAsync(new TargetSelection(), options, observer, stop);
    }

    public async Task<LaunchSetResult> RunAsync(
        LaunchOptions launch, WatchOptions options, IWatchSetObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop)
    {
        (Launched, Options, WithChildren) = (launch, options, true);
        onStarted(99);
        IReadOnlyList<TargetOutcome> outcomes = PlaySet(observer);
        return new LaunchSetResult(
            new WatchSetResult { Mode = "run", StartedAt = Stalls.SessionStart, End = SessionEnd.TargetExited, Targets = outcomes }, await EndAsync(onExited, stop));
    }

    public async Task<TaskLook> LookAtTasksAsync(int processId, TaskLookOptions options, Action<TaskLook> onLook, CancellationToken stop)
    {
        (AttachedTo, LookOptions) = (processId, options);
        if (Failure is not null)
        {
            throw Failure;
        }

        foreach (TaskLook look in Looks)
        {
            onLook(look);
        }

        Watching.TrySetResult();
        if (UntilStopped)
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
        }

        return Stalls.Look(UntilStopped ? TaskLookEnd.Stopped : TaskLookEnd.DurationOver);
    }

    public WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        (Analyzed, Options) = (path, options);
        if (AnalyzeFailure is not null)
        {
            throw AnalyzeFailure;
        }

        Play(observer);
        return Stalls.Result(SessionEnd.TraceEnded);
    }

    private IReadOnlyList<TargetOutcome> PlaySet(IWatchSetObserver observer)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        IReadOnlyList<TargetOutcome> outcomes = SetScript(observer);
        Watching.TrySetResult();
        return outcomes;
    }

    private async Task<int> EndAsync(Action onExited, CancellationToken stop)
    {
        int code = await CommandExit.Task;
        onExited();
        CommandExited.TrySetResult();
        if (UntilStopped)
        {
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
            await stopped.Task;
        }

        return code;
    }

    private void Play(IWatchObserver observer)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        observer.OnStarted(Target, Stalls.SessionStart);
        Script(observer);
        Watching.TrySetResult();
    }
}
