using System.Diagnostics;
using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>The targets of one watch as they come and go, each watched by itself.</summary>
/// <remarks>
/// A target is <em>found</em>, then <em>watched</em> on a task of its own, then it has its <em>outcome</em>; whatever becomes of it
/// is its own outcome. Targets share nothing but the turns of their bursts. One watch a set.
/// </remarks>
internal sealed class TargetSet
{
    private readonly string _mode;
    private readonly WatchOptions _options;
    private readonly IWatchSetObserver _observer;
    private readonly WatchTarget _watch;
    private readonly TimeProvider _time;
    private readonly List<Task<TargetOutcome>> _targets = [];
    private long _startedTicks;

    /// <param name="mode"><c>attach</c> or <c>run</c>.</param>
    /// <param name="options">For each target; the duration is that of the whole watch.</param>
    /// <param name="observer">Told what is seen.</param>
    /// <param name="watch">Watches one target to its end.</param>
    /// <param name="time">Measures the duration.</param>
    public TargetSet(string mode, WatchOptions options, IWatchSetObserver observer, WatchTarget watch, TimeProvider time)
    {
        _mode = mode;
        _options = options;
        _observer = observer;
        _watch = watch;
        _time = time;
    }

    /// <summary>Watches one target to its end.</summary>
    /// <exception cref="WatchException">It cannot be watched.</exception>
    public delegate Task<WatchResult> WatchTarget(FoundTarget found, WatchOptions options, IWatchObserver observer, CancellationToken stop);

    /// <summary>Watches what is there and what comes.</summary>
    /// <param name="first">The targets that are there.</param>
    /// <param name="later">Those that come, until its token is cancelled.</param>
    /// <param name="endsWithTargets">True: the watch is over when no target is left. False: it waits for more to come.</param>
    /// <param name="stop">Ends the watch, in good order.</param>
    /// <param name="exited">Cancelled when there is nothing to watch any more though targets are left; ends the watch, in good order.</param>
    public async Task<WatchSetResult> RunAsync(
        IReadOnlyList<FoundTarget> first,
        Func<CancellationToken, IAsyncEnumerable<FoundTarget>> later,
        bool endsWithTargets,
        CancellationToken stop,
        CancellationToken exited = default)
    {
        DateTimeOffset startedAt = _time.GetUtcNow();
        _startedTicks = _time.GetTimestamp();
        TimeSpan ownCpu = OwnCpu();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, exited);
        using var arriving = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        using CancellationTokenSource over = _options.Duration is { } duration ? new(duration, _time) : new();
        using CancellationTokenRegistration durationOver = over.Token.Register(arriving.Cancel);
        using var gate = new BurstGate();
        foreach (FoundTarget found in first)
        {
            Start(found, gate, ending.Token);
        }

        Task arrivals = TakeLaterAsync(later(arriving.Token), gate, ending.Token);
        bool areGone = endsWithTargets && await WaitUntilNoneIsLeftAsync(arriving.Token).ConfigureAwait(false);
        if (areGone)
        {
            await arriving.CancelAsync().ConfigureAwait(false);
        }

        await arrivals.ConfigureAwait(false);
        TargetOutcome[] outcomes = await Task.WhenAll(Targets()).ConfigureAwait(false);
        return new WatchSetResult
        {
            Mode = _mode,
            StartedAt = startedAt,
            DurationMs = _time.GetElapsedTime(_startedTicks).TotalMilliseconds,
            ThresholdMs = _options.Detection.ThresholdNs / 1e6,
            End = EndOf(outcomes, areGone || exited.IsCancellationRequested, stop),
            CollectorCpuMs = (OwnCpu() - ownCpu).TotalMilliseconds,
            Targets = outcomes,
        };
    }

    // Targets whose duration was over are gone as well.
    private static SessionEnd EndOf(TargetOutcome[] outcomes, bool areGone, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return SessionEnd.Stopped;
        }

        bool areOver = outcomes.Any(outcome => outcome.Result?.Session.End == SessionEnd.DurationOver);
        return areGone && !areOver ? SessionEnd.TargetExited : SessionEnd.DurationOver;
    }

    private async Task TakeLaterAsync(IAsyncEnumerable<FoundTarget> later, BurstGate gate, CancellationToken ending)
    {
        await foreach (FoundTarget found in later.ConfigureAwait(false))
        {
            Start(found, gate, ending);
        }
    }

    // A target that comes while the others end is waited for too.
    private async Task<bool> WaitUntilNoneIsLeftAsync(CancellationToken arriving)
    {
        while (Array.FindAll(Targets(), target => !target.IsCompleted) is { Length: > 0 } left)
        {
            try
            {
                await Task.WhenAll(left).WaitAsync(arriving).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return !arriving.IsCancellationRequested;
    }

    private Task<TargetOutcome>[] Targets()
    {
        lock (_targets)
        {
            return [.. _targets];
        }
    }

    private void Start(FoundTarget found, BurstGate gate, CancellationToken ending)
    {
        // Opening sessions takes a while, and the next target should not wait for it.
        Task<TargetOutcome> watched = Task.Run(() => WatchAsync(found, gate, ending), CancellationToken.None);
        lock (_targets)
        {
            _targets.Add(watched);
        }
    }

    private async Task<TargetOutcome> WatchAsync(FoundTarget found, BurstGate gate, CancellationToken ending)
    {
        TargetOutcome outcome = await OutcomeAsync(found, gate, ending).ConfigureAwait(false);
        _observer.OnEnded(outcome);
        return outcome;
    }

    private async Task<TargetOutcome> OutcomeAsync(FoundTarget found, BurstGate gate, CancellationToken ending)
    {
        gate.Join();
        try
        {
            // The duration is the whole watch's: for one that came later there is less of it.
            TimeSpan? left = _options.Duration is { } duration ? Max(duration - _time.GetElapsedTime(_startedTicks), TimeSpan.Zero) : null;
            WatchOptions options = _options with { Duration = left, BurstGate = gate };
            WatchResult result = await _watch(found, options, _observer.Attaching(found.ProcessId, found.Name), ending).ConfigureAwait(false);
            return new TargetOutcome(found.ProcessId, result.Target.Name, result, null);
        }
        catch (WatchException refused)
        {
            return new TargetOutcome(found.ProcessId, found.Name, null, refused.Message);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            return new TargetOutcome(found.ProcessId, found.Name, null, TargetFailure.Describe(found.ProcessId, e).Message);
        }
        catch (Exception bug)
        {
            // Ours, and no reason to take the other targets' findings away.
            string what = string.Create(CultureInfo.InvariantCulture, $"internal error while watching process {found.ProcessId}: {bug.GetType().FullName}: {bug.Message}");
            return new TargetOutcome(found.ProcessId, found.Name, null, what.ReplaceLineEndings(" ") + " (this is a bug of blockwatch: please open an issue)");
        }
        finally
        {
            gate.Leave();
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan OwnCpu()
    {
        using Process own = Process.GetCurrentProcess();
        return own.TotalProcessorTime;
    }
}
