using System.Diagnostics;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Watching;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Tasks;

/// <summary>One look at the tasks of one live process: a session that follows them, and the list of methods that gives them their names.</summary>
/// <remarks>
/// The session tells methods too as they are compiled, and is opened before the list is asked for: none may be missing between the two.
/// It is closed on every way out; if this process dies, its connection closes and the runtime ends the session by itself.
/// </remarks>
internal sealed class TaskWatch : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    // A large target takes seconds to list its methods. Names are worth some of them, when all else is there.
    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(2);

    // A target can raise a million events a second: the budget is looked at often.
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly int _processId;
    private readonly RuntimeIdentity _identity;
    private readonly TaskLookOptions _options;
    private readonly TargetDescription _target;
    private readonly DiagnosticsClient _client;
    private readonly TargetClock _clock = new();
    private readonly MethodMap _methods = new();
    private readonly ModuleMap _modules = new();
    private readonly TaskFeed _feed = new();
    private readonly TaskBudget _budget;
    private readonly AsyncLane _lane;
    private readonly FrameResolver _frames;
    private readonly StateMachineNames _names;
    private readonly MethodEventReader _methodEvents;
    private readonly LaneSession _session;
    private readonly ProcStat? _statAtStart;
    private long _startedTicks;
    private EventDispatch? _source;

    public TaskWatch(int processId, RuntimeIdentity identity, TaskLookOptions options)
    {
        _processId = processId;
        _identity = identity;
        _options = options;
        _target = AttachedTarget.Describe(processId, identity, withCommandLine: false);
        _client = TargetClient.Of(processId);
        _budget = new TaskBudget(identity.Major, options.BudgetShare, options.Duration);
        _lane = new AsyncLane(_clock, _feed);
        _frames = new FrameResolver(_target.Name);
        _names = new StateMachineNames(_methods, _modules, _frames);
        _methodEvents = MethodEventReader.OfProcess(processId, _methods, _modules);
        _session = new LaneSession(_client, "blockwatch tasks", Subscribe);
        _statAtStart = ProcFile.Stat(processId);
    }

    /// <summary>Opens the session.</summary>
    /// <exception cref="WatchException">The target refused.</exception>
    public void Open()
    {
        try
        {
            _session.Open(SessionPlan.Async(_identity.Major, withMethods: true));
            _startedTicks = Stopwatch.GetTimestamp();
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            throw TargetFailure.Describe(_processId, e);
        }
    }

    /// <summary>Follows the tasks until the time is over, the stop, or the target's end.</summary>
    /// <param name="onLook">Handed the graph each <see cref="TaskLookOptions.Interval"/>; not the last time, which is returned.</param>
    /// <param name="stop">Ends the look.</param>
    public async Task<TaskLook> RunAsync(Action<TaskLook> onLook, CancellationToken stop)
    {
        Task listing = Task.Run(ListMethodsAsync, CancellationToken.None);
        TaskLookEnd end = await FollowAsync(onLook, listing, stop).ConfigureAwait(false);
        TimeSpan watched = Elapsed;
        long now = _clock.Now();
        await _session.StopAsync(StopPatience).ConfigureAwait(false);
        if (end != TaskLookEnd.TargetExited)
        {
            await Task.WhenAny(listing, Task.Delay(ListPatience, stop)).ConfigureAwait(false);
        }

        TellLosses(now);
        return Look(watched, now, end);
    }

    public void Dispose()
    {
        _session.Dispose();
        _frames.Dispose();
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedTicks);

    private async Task<TaskLookEnd> FollowAsync(Action<TaskLook> onLook, Task listing, CancellationToken stop)
    {
        bool isPrepared = false;
        TimeSpan nextLook = _options.Interval ?? TimeSpan.MaxValue;
        while (true)
        {
            await Task.WhenAny(_session.Ended, Task.Delay(Poll, stop)).ConfigureAwait(false);
            TimeSpan elapsed = Elapsed;
            if (_session.Ended.IsCompleted)
            {
                return await TargetExit.HasHappenedAsync(_processId, _statAtStart).ConfigureAwait(false) ? TaskLookEnd.TargetExited : TaskLookEnd.ConnectionLost;
            }

            if (stop.IsCancellationRequested)
            {
                return TaskLookEnd.Stopped;
            }

            if (elapsed >= _options.Duration)
            {
                return TaskLookEnd.DurationOver;
            }

            if (_budget.IsSpent(_lane.EventCount, elapsed))
            {
                return TaskLookEnd.BudgetSpent;
            }

            if (!isPrepared && listing.IsCompleted)
            {
                // Nobody sees this one. It opens the files that names are read from, which would otherwise be waited for at the end.
                isPrepared = true;
                Look(elapsed, _clock.Now(), end: null);
            }

            if (elapsed >= nextLook)
            {
                onLook(Look(elapsed, _clock.Now(), end: null));
                nextLook += _options.Interval!.Value;
            }
        }
    }

    private TaskLook Look(TimeSpan watched, long now, TaskLookEnd? end)
    {
        // In a quiet target the latest event is old, and its tasks have waited since then too.
        AsyncSnapshot graph = _feed.Snapshot();
        graph = graph with { TimeNs = Math.Max(graph.TimeNs, now) };
        double watchedMs = watched.TotalMilliseconds;
        long events = _lane.EventCount;
        return new TaskLook
        {
            Target = _target,
            TakenAt = _clock.IsStarted ? CalendarTime.AfterMilliseconds(_clock.StartedAt, graph.TimeNs / 1e6) : DateTimeOffset.UtcNow,
            Graph = graph,
            WatchedMs = watchedMs,
            WantedMs = _options.Duration?.TotalMilliseconds,
            End = end,
            WrittenNames = _names.Of(graph.Tasks.Select(task => task.Name).OfType<string>()),
            MethodsListed = _methods.IsWhole,
            ThreadNames = ThreadNames(graph.Waits),
            EventsReceived = events,
            EventsLost = _lane.EventsLost,
            Budget = new BudgetUse(_options.BudgetShare, watchedMs > 0 ? _budget.EstimatedMs(events) / watchedMs : 0),
        };
    }

    private Dictionary<long, string> ThreadNames(IReadOnlyList<ThreadWaitView> waits)
    {
        var names = new Dictionary<long, string>();

        // In a pid namespace of its own the target's thread ids are not ours: they could name another thread.
        if (ProcFile.InnermostPid(_processId) != _processId)
        {
            return names;
        }

        foreach (ThreadWaitView wait in waits)
        {
            if (ProcFile.ThreadName(_processId, wait.ThreadId) is { } name)
            {
                names[wait.ThreadId] = name;
            }
        }

        return names;
    }

    private void Subscribe(EventDispatch source)
    {
        _source = source;
        _methodEvents.Subscribe(source);
        _lane.Subscribe(source);
    }

    // The lane looks for losses with each heartbeat: those after the last one are told here.
    private void TellLosses(long now)
    {
        if (_source is { } source)
        {
            _lane.Finish(source, now);
        }
    }

    private async Task ListMethodsAsync()
    {
        try
        {
            await MethodListing.ReadAsync(_client, MethodEventReader.OfProcess(_processId, _methods, _modules)).ConfigureAwait(false);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            // Then the map is not whole, and tasks keep their short names.
        }
    }
}
