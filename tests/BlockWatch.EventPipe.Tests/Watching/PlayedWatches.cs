using System.Collections.Concurrent;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>Watches that begin, and end when the test says so or when they are stopped.</summary>
internal sealed class PlayedWatches : IWatchSetObserver, IDisposable
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _begun = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<SessionEnd>> _ends = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<TargetOutcome>> _outcomes = new();

    /// <summary>What a target's watch throws instead of a result.</summary>
    public ConcurrentDictionary<int, Exception> Failures { get; } = new();

    /// <summary>What the set itself said.</summary>
    public ConcurrentQueue<string> Notices { get; } = new();

    public ConcurrentDictionary<int, WatchOptions> Options { get; } = new();

    /// <summary>A target whose opening does not return until <see cref="Unstick"/> is set.</summary>
    public int Stuck { get; set; }

    public ManualResetEventSlim Unstick { get; } = new();

    /// <summary>Completed when the stuck one is being opened, with what tells it to stop.</summary>
    public TaskCompletionSource<CancellationToken> Opening { get; } = New<CancellationToken>();

    public void Dispose() => Unstick.Dispose();

    public Task Begun(int processId) => _begun.GetOrAdd(processId, _ => New()).Task.WithinLimit();

    public Task<TargetOutcome> Outcome(int processId) => _outcomes.GetOrAdd(processId, _ => New<TargetOutcome>()).Task.WithinLimit();

    /// <summary>Ends a watch as soon as it has begun.</summary>
    public async Task End(int processId, SessionEnd end)
    {
        await Begun(processId);
        _ends.GetOrAdd(processId, _ => New<SessionEnd>()).TrySetResult(end);
    }

    public Task<WatchResult> WatchAsync(FoundTarget found, WatchOptions options, IWatchObserver observer, CancellationToken stop)
    {
        if (found.ProcessId == Stuck)
        {
            Opening.TrySetResult(stop);
            Unstick.Wait(Eventually.Limit, CancellationToken.None);
        }

        return PlayAsync(found, options, stop);
    }

    private async Task<WatchResult> PlayAsync(FoundTarget found, WatchOptions options, CancellationToken stop)
    {
        Options[found.ProcessId] = options;
        if (Failures.TryGetValue(found.ProcessId, out Exception? failure))
        {
            throw failure;
        }

        _begun.GetOrAdd(found.ProcessId, _ => New()).TrySetResult();
        TaskCompletionSource<SessionEnd> end = _ends.GetOrAdd(found.ProcessId, _ => New<SessionEnd>());
        await using CancellationTokenRegistration stopped = stop.Register(() => end.TrySetResult(SessionEnd.Stopped));
        var session = new SessionDescription { End = await end.Task };
        return new WatchResult(new TargetDescription { ProcessId = found.ProcessId, Name = found.Name }, session, DetectionSnapshot.Empty);
    }

    public IWatchObserver Attaching(int processId, string name) => new Silent();

    public void OnEnded(TargetOutcome outcome) => _outcomes.GetOrAdd(outcome.ProcessId, _ => New<TargetOutcome>()).TrySetResult(outcome);

    public void OnNotice(string message) => Notices.Enqueue(message);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Silent : IWatchObserver
    {
        public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
        {
        }

        public void OnStallExplained(Stall stall)
        {
        }

        public void OnStallClosed(Stall stall)
        {
        }

        public void OnShortStallsFound(ShortStallSum sum)
        {
        }

        public void OnStarvationStarted(StarvationEpisode episode)
        {
        }

        public void OnStarvationEnded(StarvationEpisode episode)
        {
        }

        public void OnDeadlockFound(Deadlock deadlock)
        {
        }

        public void OnDeadlockEnded(Deadlock deadlock)
        {
        }

        public void OnNotice(string message)
        {
        }
    }
}
