using System.Diagnostics;
using System.Net.Sockets;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Governing;
using BlockWatch.EventPipe.Governing.Calibration;
using BlockWatch.EventPipe.Guarding;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Launching;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Sleeping;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Targets;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.EventPipe.Throttling;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Watching;

/// <summary>One watch of one live process, from the first session's opening to the result.</summary>
/// <remarks>
/// Sessions are opened in the order waits, spans, method list: no method may be compiled, and no work item start, between
/// the list and the events that continue it. They are closed on every way out; if this process dies, its connections
/// close and the runtime ends the sessions by itself.
/// </remarks>
internal sealed class TargetWatch : IDisposable
{
    // The runtime flushes every 100 ms, and somewhat later when its thread has to wait for a processor: what is older has come.
    private const long FlushNs = 110_000_000;

    // A stall's callers may be compiled a moment before: their names are bare until then.
    private static readonly TimeSpan NamesPatience = TimeSpan.FromSeconds(1);

    // The heartbeat comes twice a second, from the moment the runtime runs.
    private static readonly TimeSpan FirstEventPatience = TimeSpan.FromSeconds(2);

    private readonly int _processId;
    private readonly RuntimeIdentity _identity;
    private readonly WatchOptions _options;
    private readonly DetectionFeed _feed;
    private readonly DiagnosticsClient _client;
    private readonly TargetClock _clock = new();
    private readonly MethodMap _methods = new();
    private readonly ModuleMap _modules = new();
    private readonly InlinedMethods _inlined = new();
    private readonly StackResolver _resolver;
    private readonly FrameResolver _frames;
    private readonly SpanLane _spans;
    private readonly RequestLane _requests;
    private readonly LockOwnerIds _lockOwners;
    private readonly WaitLane _waits;
    private readonly AsyncLane _async;
    private readonly ResumptionLane _resumptions;
    private readonly SleepWatch _sleeps;
    private readonly ThrottleWatch _throttling;
    private readonly ProcStat? _statAtStart;
    private readonly TimeSpan _ownCpuAtStart;
    private readonly long _startedTicks = Stopwatch.GetTimestamp();
    private readonly LaneSession _spanSession;
    private readonly LaneSession _waitSession;
    private readonly OnOffSession _asyncSession;
    private readonly LaneCosts _costs;
    private readonly RuntimeThreads _runtimeThreads;
    private readonly FlightRecorder? _recorder;
    private readonly LaneSettings _settings;
    private readonly MethodEventReader _methodEvents;
    private readonly bool _fromStart;
    private readonly TargetMethodList _list;
    private readonly WatchEnd _end;

    /// <param name="processId">The target.</param>
    /// <param name="identity">What its runtime says of itself.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="observer">Told what is seen.</param>
    /// <param name="fromStart">True when we started the target and it has not run yet: it tells what it inlines, and there is no list of methods to get.</param>
    public TargetWatch(int processId, RuntimeIdentity identity, WatchOptions options, IWatchObserver observer, bool fromStart)
    {
        _fromStart = fromStart;
        _settings = new LaneSettings(identity.Major, options.WithRequests, fromStart, options.Detail);
        _processId = processId;
        _identity = identity;
        _options = options;
        _client = TargetClient.Of(processId);
        _frames = new FrameResolver(identity.EntryAssembly.Length > 0 ? identity.EntryAssembly : ProgramName.Of(ProcFile.CommandLine(processId)));
        DetectionOptions detection = _options.Detection with { ThreadName = ThreadNames.Of(processId), HasRuntimeAsync = identity.Major >= ResumptionLane.FirstRuntime };
        _feed = new DetectionFeed(detection, observer, names: new StateMachineNames(_methods, _modules, _frames, NamesPatience));
        _resolver = new StackResolver(_methods, _modules, OperatingSystem.IsLinux() ? new CodeImages(processId) : null, _frames, _inlined);
        _methodEvents = MethodEventReader.OfProcess(processId, _methods, _modules, fromStart ? new InlineEventReader(_methods, _inlined) : null);
        _spans = new SpanLane(_clock, _feed);
        _requests = new RequestLane(_clock, _feed);
        _lockOwners = new LockOwnerIds(identity.Major);
        _waits = new WaitLane(_clock, _feed, _resolver, _lockOwners);
        _async = new AsyncLane(_clock, _feed);
        _resumptions = new ResumptionLane(_clock, _feed, _resolver, _options.Detection.ThresholdNs / 2);
        _recorder = _options.Recording is { } recording ? Record(recording) : null;
        _feed.Recorder = _recorder;
        _spanSession = new LaneSession(_client, "blockwatch spans", SubscribeSpans)
        {
            Record = _recorder is null ? null : _recorder.OpenSpans,
            CaughtUp = arrived => _feed.Publish(RuntimeEvent.CaughtUp(Lane.Spans, _clock.At(arrived))),
            Quiet = now =>
            {
                _feed.Publish(RuntimeEvent.Quiet(Lane.Spans, _clock.At(now) - FlushNs, _clock.At(now)));

                // While nothing runs, silence has nothing to tell: twenty idle targets need not wake us 200 times a second.
                return _feed.HasOpenSpan;
            },
        };
        _waitSession = new LaneSession(_client, "blockwatch waits", SubscribeWaits) { Record = _recorder is null ? null : _recorder.OpenWaits };
        _asyncSession = new OnOffSession(_client, "blockwatch async", SubscribeAsync) { Flush = SessionPlan.ResumptionFlush(identity.Major) };
        _costs = LaneCosts.Of(identity.Major);
        _runtimeThreads = new RuntimeThreads(processId, TimeProvider.System);
        _sleeps = new SleepWatch(processId, _clock, _feed);
        _throttling = ThrottleWatch.Of(processId);
        _statAtStart = ProcFile.Stat(processId);
        _ownCpuAtStart = OwnProcess.CpuTime();
        _list = new TargetMethodList(processId, _client, (_methods, _modules), _lockOwners, _clock, _feed);
        _end = new WatchEnd(processId, _statAtStart, _spanSession, _waitSession);
    }

    /// <summary>Opens the lasting sessions.</summary>
    /// <exception cref="WatchException">The target refused.</exception>
    public void Open()
    {
        try
        {
            _waitSession.Open(_settings.Waits(_settings.Widest));
            _spanSession.Open(_settings.Spans(_settings.Widest));
            if (_settings.Widest.WithAsync)
            {
                _asyncSession.Open(_settings.Async());
            }
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            throw TargetFailure.Describe(_processId, e);
        }
    }

    /// <summary>Makes the processes that the target will start not wait at our port, where they would wait for ever when we are gone.</summary>
    /// <param name="port">What they are told instead: empty, not to look for it; or to connect without waiting.</param>
    public void ForgetPort(string port)
    {
        try
        {
            _client.SetEnvironmentVariable(LaunchedProcess.PortsVariable, port);
        }
        catch (Exception e) when (TargetFailure.Is(e))
        {
            // Then they connect to us, and are let go on as long as we are here.
        }
    }

    /// <summary>Watches until the duration is over, the stop, or the target's end.</summary>
    /// <param name="stop">Ends the watch.</param>
    public async Task<WatchResult> RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task listing = _fromStart ? Task.CompletedTask : ListMethodsAsync();

        // A large target takes seconds to list its methods: whoever ends the watch before that need not wait for it.
        Task listed = Task.WhenAny(listing, Task.Delay(Timeout.InfiniteTimeSpan, ending.Token));
        if (_fromStart)
        {
            _methods.IsWhole = true;
            _waits.OpenGate();
        }

        double budgetMs = _options.BudgetShare * 1000;
        var bursts = new BurstScheduler(_processId, _client, _clock, _resolver, _feed, () => _waits.Watermark, listed, _costs, budgetMs, _options.BurstGate)
        {
            Record = _recorder is null ? null : _recorder.OpenBurst,
        };
        int Switches() => _spanSession.SwitchCount + _waitSession.SwitchCount + _asyncSession.OpenCount;
        var totals = new LaneTotals(_spans, _requests, _waits, _async, _resumptions, bursts, Switches, _runtimeThreads);
        var lanes = new LaneSwitch(
            _settings, new GovernedSessions(_spanSession, () => _spans.Watermark, _waitSession, () => _waits.Watermark, _asyncSession, _clock.Now), _feed);
        var itemCost = new ItemCostMeter(_costs, LaneCosts.DearestOf(_identity.Major));
        var reader = new ItemCostReader(itemCost, _costs, () => ProcFile.Stat(_processId)?.CpuMs);
        using var governed = new GovernedLanes(
            new Governor(budgetMs, _costs, itemCost), totals.At, lanes, bursts, _clock.Now, OldestOpen, (itemCost, reader), _sleeps.Want, _options.Detail);
        _feed.Found = governed.Found;
        _sleeps.Computes = governed.WantWindow;
        _feed.EvidenceWanted = request =>
        {
            bursts.Want(request);
            governed.Wake(request.Reason);
        };
        TargetDescription target = AttachedTarget.Describe(_processId, _identity, _options.WithCommandLine);
        var faults = new LoopFaults(line => _feed.Tell(o => o.OnNotice(line)));
        Task loops = Task.WhenAll(
            faults.Guard("Taking stacks", bursts.RunAsync(ending.Token)),
            faults.Guard("Looking at sleeping threads", _sleeps.RunAsync(ending.Token)),
            faults.Guard("Looking at the container's throttling", _throttling.RunAsync(_clock, _feed, ending.Token)),
            faults.Guard("Keeping the budget", governed.RunAsync(ending.Token)),
            faults.Guard("Telling of progress", _feed.WantsProgress
                ? new ProgressLoop(_feed, _options, _identity.Major, totals, governed, () => TargetCpuMs).RunAsync(ending.Token)
                : Task.CompletedTask),
            faults.Guard("Recording", _recorder?.RunAsync(() => _feed.LongestOpenNs, ending.Token) ?? Task.CompletedTask),
            faults.Guard("The waits lane", _end.FollowWaitsAsync(ending.Token)));
        var account = new WatchAccount
        {
            Identity = _identity,
            Options = _options,
            FromStart = _fromStart,
            StartedTicks = _startedTicks,
            OwnCpuAtStart = _ownCpuAtStart,
            Clock = _clock,
            Code = (_methods, _modules),
            Resumptions = _resumptions,
            Bursts = bursts,
            Sleeps = _sleeps,
            Throttling = _throttling,
            Totals = totals,
            Governed = governed,
            Faults = faults,
        };
        WatchResult ResultOf(SessionEnd end, DetectionSnapshot found, double? cpuMs) => new(target, account.Describe(end, found, _list.IsIncomplete, cpuMs), found);
        _options.Opened?.Invoke(new WatchView(_methods, listing, () => ResultOf(SessionEnd.Stopped, _feed.Snapshot(), TargetCpuMs)));
        await Task.WhenAny(_clock.Started, _spanSession.Ended, Task.Delay(FirstEventPatience, ending.Token)).ConfigureAwait(false);
        DateTimeOffset startedAt = _clock.IsStarted ? _clock.StartedAt : DateTimeOffset.UtcNow;
        _feed.Begin(o => o.OnStarted(target, startedAt));

        SessionEnd end = await _end.WaitAsync(_options.Duration, stop).ConfigureAwait(false);
        if (end == SessionEnd.ConnectionLost && await _spanSession.Ended.ConfigureAwait(false) is { } broken)
        {
            faults.Add("The spans lane", broken);
        }

        if (!listing.IsCompleted)
        {
            _list.GiveUp();
        }

        await ending.CancelAsync().ConfigureAwait(false);
        await loops.ConfigureAwait(false);
        double? targetCpuMs = TargetCpuMs;
        await Task.WhenAll(_spanSession.StopAsync(WatchEnd.Patience), _waitSession.StopAsync(WatchEnd.Patience), _asyncSession.CloseAsync(WatchEnd.Patience)).ConfigureAwait(false);
        _waits.Finish();
        await faults.Guard("Recording", Task.Run(() => _recorder?.Finish(), CancellationToken.None)).ConfigureAwait(false);
        DetectionSnapshot found = await _feed.CompleteAsync(Math.Max(_spans.Watermark, 0), end == SessionEnd.TargetExited).ConfigureAwait(false);
        if (_feed.ObserverFault is { } fault)
        {
            faults.Add("Telling what was found", fault);
        }

        return ResultOf(end, found, targetCpuMs);
    }

    public void Dispose()
    {
        _spanSession.Dispose();
        _waitSession.Dispose();
        _asyncSession.Dispose();
        _sleeps.Dispose();
        _frames.Dispose();
    }

    private void SubscribeSpans(EventDispatch source)
    {
        _spans.Subscribe(source);
        _requests.Subscribe(source);
    }

    private void SubscribeWaits(EventDispatch source)
    {
        _methodEvents.Subscribe(source);
        _waits.Subscribe(source);
    }

    private double? TargetCpuMs => ProcFile.Stat(_processId) is { } now && _statAtStart is { } then ? now.CpuMs - then.CpuMs : null;

    private void SubscribeAsync(EventDispatch source)
    {
        _async.Subscribe(source);
        _resumptions.Subscribe(source);
    }

    private double OldestOpen() => _feed.LongestSeenNs / (double)_options.Detection.ThresholdNs;

    private async Task ListMethodsAsync()
    {
        await _list.ReadAsync().ConfigureAwait(false);
        _waits.OpenGate();
    }

    private FlightRecorder Record(RecordingOptions recording) => new(
        recording,
        new RecordedTarget(_processId, AttachedTarget.NameOf(_processId, _identity), RecordedTarget.VersionOf(_identity.Version)),
        _clock,
        (_methods, _modules),
        line => _feed.Tell(o => o.OnNotice(line)));
}
