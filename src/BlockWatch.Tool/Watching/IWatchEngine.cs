using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.Watching;

/// <summary>All that the commands want of BlockWatch.EventPipe, so that they can be tested without a live process. Members mean what they mean there.</summary>
internal interface IWatchEngine
{
    IReadOnlyList<TargetProcess> List();

    TargetProcess Find(int processId);

    TargetProcess Find(string name);

    Task<WatchResult> AttachAsync(int processId, WatchOptions options, IWatchObserver observer, CancellationToken stop);

    Task<LaunchResult> RunAsync(LaunchOptions launch, WatchOptions options, IWatchObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop);

    Task<WatchSetResult> AttachAsync(TargetSelection selection, WatchOptions options, IWatchSetObserver observer, CancellationToken stop);

    Task<WatchSetResult> AttachAsync(DiagnosticPort port, WatchOptions options, IWatchSetObserver observer, CancellationToken stop);

    Task<LaunchSetResult> RunAsync(LaunchOptions launch, WatchOptions options, IWatchSetObserver observer, Action<int> onStarted, Action onExited, CancellationToken stop);

    Task<TaskLook> LookAtTasksAsync(int processId, TaskLookOptions options, Action<TaskLook> onLook, CancellationToken stop);

    WatchResult Analyze(string path, WatchOptions options, IWatchObserver observer, CancellationToken stop);
}
