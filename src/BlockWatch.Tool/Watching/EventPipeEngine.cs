using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Memory;

namespace BlockWatch.Tool.Watching;

/// <summary>The real thing.</summary>
internal sealed class EventPipeEngine : IWatchEngine
{
    public IReadOnlyList<TargetProcess> List() => TargetFinder.List();

    public TargetProcess Find(int processId) => TargetFinder.Find(processId);

    public TargetProcess Find(string name) => TargetFinder.Find(name);

    public Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop) =>
        LastingAsync(() => LiveWatch.AttachAsync(processId, options, observer, stop));

    public Task<LaunchResult> RunAsync(LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop) =>
        LastingAsync(() => LaunchedWatch.RunAsync(launch, options, observer, onStarted, onExited, stop));

    public Task<WatchSetResult> AttachAsync(TargetSelection selection, WatchOptions options, IWatchSetObserver observer, CancellationToken stop) =>
        LastingAsync(() => WatchSet.AttachAsync(selection, options, observer, stop));

    public Task<WatchSetResult> AttachAsync(DiagnosticPort port, WatchOptions options, IWatchSetObserver observer, CancellationToken stop) =>
        LastingAsync(() => PortWatchSet.AttachAsync(port, options, observer, stop));

    public Task<LaunchSetResult> RunAsync(LaunchOptions launch, WatchOptions options, IWatchSetObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop) =>
        LastingAsync(() => LaunchedWatchSet.RunAsync(launch, options, observer, onStarted, onExited, stop));

    public Task<TaskLook> LookAtTasksAsync(int processId, TaskLookOptions options, Action<TaskLook> onLook, CancellationToken stop) =>
        LiveTasks.LookAsync(processId, options, onLook, stop);

    public WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop) =>
        TraceReplay.Analyze(path, options, observer, stop);

    private static async Task<T> LastingAsync<T>(Func<Task<T>> watch)
    {
        using var upkeep = MemoryUpkeep.Start();
        return await watch().ConfigureAwait(false);
    }
}
