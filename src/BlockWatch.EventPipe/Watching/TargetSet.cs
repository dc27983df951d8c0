using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>The targets of one watch as they come and go, each watched by itself.</summary>
/// <remarks>
/// A target is <em>found</em>, then <em>watched</em> on a task of its own, then it has its <em>outcome</em>; whatever becomes of it
/// is its own outcome. Targets share nothing but the turns of their bursts. Bounded: outcomes are kept until the watch is over, so that after
/// <see cref="MostTargets"/> targets no further one is watched, and a notice says so. One watch a set.
/// </remarks>
internal sealed class TargetSet
{
    /// <summary>Targets that one watch may have, one after the other or at once.</summary>
    public const int MostTargets = 1_024;

    // Opening takes a thread and the target's attention: some targets at a time, so that each answers soon.
    private const int OpenedAtOnce = 4;

    // One that is stuck must not keep the others from their turn, nor the watch from its end.
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(30);

    private readonly string _mode;
    private readonly WatchOptions _options;
    private readonly IWatchSetObserver _observer;
    private readonly WatchTarget _watch;
    private readonly TimeProvider _time;
    private readonly List<Task<TargetOutcome>> _targets = [];
    private long _startedTicks;
    private bool _isFull;

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

    /// <summary>Watches one target to its end. Returns its task when the sessions are open; until then it may block its thread.</summary>
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
        TimeSpan ownCpu = OwnProcess.CpuTime();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, exited);
        using var arriving = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        using CancellationTokenSource over = _options.Duration is { } duration ? new(duration, _time) : new();
        using CancellationTokenRegistration durationOver = over.Token.Register(arriving.Cancel);
        using var gate = new BurstGate();
        using var turns = new SemaphoreSlim(OpenedAtOnce);
        foreach (FoundTarget found in first)
        {
            Start(found, gate, turns, ending.Token);
        }

        Task arrivals = TakeLaterAsync(later(arriving.Token), gate, turns, ending.Token);
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
            CollectorCpuMs = (OwnProcess.CpuTime() - ownCpu).TotalMilliseconds,
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

    private async Task TakeLaterAsync(IAsyncEnumerable<FoundTarget> later, BurstGate gate, SemaphoreSlim turns, CancellationToken ending)
    {
        await foreach (FoundTarget found in later.ConfigureAwait(false))
        {
            Start(found, gate, turns, ending);
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

    private void Start(FoundTarget found, BurstGate gate, SemaphoreSlim turns, CancellationToken ending)
    {
        if (Targets().Length >= MostTargets)
        {
            TellThatItIsFull();
            return;
        }

        Task<TargetOutcome> watched = Task.Run(() => WatchAsync(found, gate, turns, ending), CancellationToken.None);
        lock (_targets)
        {
            _targets.Add(watched);
        }
    }

    private void TellThatItIsFull()
    {
        if (!_isFull)
        {
            _isFull = true;
            _observer.OnNotice(string.Create(
                CultureInfo.InvariantCulture, $"this watch has had {MostTargets} targets: further ones are not watched; end it and begin another to watch them"));
        }
    }

    private async Task<TargetOutcome> WatchAsync(FoundTarget found, BurstGate gate, SemaphoreSlim turns, CancellationToken ending)
    {
        TargetOutcome outcome = await OutcomeAsync(found, gate, turns, ending).ConfigureAwait(false);
        _observer.OnEnded(outcome);
        return outcome;
    }

    private async Task<TargetOutcome> OutcomeAsync(FoundTarget found, BurstGate gate, SemaphoreSlim turns, CancellationToken ending)
    {
        gate.Join();
        try
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(ending);
            Task<WatchResult> watching = await OpenAsync(found, gate, turns, given).ConfigureAwait(false);
            WatchResult result = await watching.ConfigureAwait(false);
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

    private async Task<Task<WatchResult>> OpenAsync(FoundTarget found, BurstGate gate, SemaphoreSlim turns, CancellationTokenSource given)
    {
        IWatchObserver observer = _observer.Attaching(found.ProcessId, found.Name);
        bool isTurn = await turns.WaitAsync(TurnPatience, CancellationToken.None).ConfigureAwait(false);

        // The duration is the whole watch's: for one that came later there is less of it.
        TimeSpan? left = _options.Duration is { } duration ? Max(duration - _time.GetElapsedTime(_startedTicks), TimeSpan.Zero) : null;
        WatchOptions options = _options with { Duration = left, BurstGate = gate };
        CancellationToken stop = given.Token;

        // On a thread of its own: it waits there for answers that threads of the pool bring.
        Task<Task<WatchResult>> opened = Task.Factory.StartNew(
            () => _watch(found, options, observer, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await opened.WaitAsync(OpenPatience, _time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!opened.IsCompleted)
        {
            // If it opens after all, it ends at once.
            await given.CancelAsync().ConfigureAwait(false);
            throw new WatchException(string.Create(
                CultureInfo.InvariantCulture, $"process {found.ProcessId} did not open its sessions within {OpenPatience.TotalSeconds} s: it may be stopped (SIGSTOP)"));
        }
        finally
        {
            if (isTurn)
            {
                turns.Release();
            }
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
