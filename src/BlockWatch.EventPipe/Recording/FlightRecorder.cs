using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>Keeps the newest events of one target's watch, and writes them when a trigger says so and at the end.</summary>
/// <remarks>
/// Sessions hand it their blocks (<see cref="OpenSpans"/> and the others), the detector's feed what it sees; both on their own threads, and nothing slow happens there.
/// What a trigger caused is written on the recorder's own task, while the watch goes on.
/// </remarks>
internal sealed class FlightRecorder
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    // What happened in the last moments of the recorded time is flushed, read and on the tapes a little later.
    private static readonly TimeSpan FlushTime = TimeSpan.FromMilliseconds(300);

    private readonly RecordingOptions _options;
    private readonly RecordedTarget _target;
    private readonly TargetClock _clock;
    private readonly (MethodMap Methods, ModuleMap Modules) _names;
    private readonly Action<string> _tell;
    private readonly WindowMarks _marks = new();
    private readonly long _startedAt;

    // Guards the triggers and the open stalls.
    private readonly object _gate = new();
    private readonly RecordingTriggers _triggers;
    private readonly Dictionary<long, long> _openStalls = [];
    private int _requestsSeen;
    private (RecordingTrigger Trigger, DateTimeOffset At, long Timestamp)? _due;

    /// <param name="options">Shared by all targets of a watch.</param>
    /// <param name="target">Who is recorded.</param>
    /// <param name="clock">The watch's clock.</param>
    /// <param name="names">What the watch knows of methods and modules.</param>
    /// <param name="tell">Given a line for the user.</param>
    public FlightRecorder(RecordingOptions options, RecordedTarget target, TargetClock clock, (MethodMap Methods, ModuleMap Modules) names, Action<string> tell)
    {
        _options = options;
        _target = target;
        _clock = clock;
        _names = names;
        _tell = tell;
        _triggers = new RecordingTriggers(options.Triggers, options.Pause);
        _requestsSeen = options.Request.Count;
        _startedAt = options.Time.GetTimestamp();
    }

    private TimeSpan Now => _options.Time.GetElapsedTime(_startedAt);

    /// <summary>The tape of a session of the spans lane; events up to this time are on the one before.</summary>
    public ITape OpenSpans(long afterTicks) => _options.Shelf.Open(this, afterTicks);

    /// <summary>The tape of a session of the waits lane. Its counters are the same as the spans lane's.</summary>
    public ITape OpenWaits(long afterTicks) => _options.Shelf.Open(this, afterTicks, withCounters: false);

    /// <summary>The tape of a burst.</summary>
    public ITape OpenBurst() => _options.Shelf.Open(this);

    /// <summary>Sees what the detector sees.</summary>
    public void Observe(in RuntimeEvent runtimeEvent)
    {
        switch (runtimeEvent.Kind)
        {
            case RuntimeEventKind.PoolCounted:
                lock (_gate)
                {
                    _triggers.Queue(runtimeEvent.QueueLength, Now);
                }

                break;
            case var kind when kind >= RuntimeEventKind.WorkItemsPaused && WindowMark.IsMark(kind):
                long kept = (long)(_options.Length + RecordingOptions.After).TotalNanoseconds;
                _marks.Add(new WindowMark(_clock.ToTicks(runtimeEvent.Time), kind), _clock.ToTicks(runtimeEvent.Time - (2 * kept)));
                break;
            default:
                break;
        }
    }

    public void OnStallExplained(Stall stall)
    {
        if (stall.EndNs is null)
        {
            lock (_gate)
            {
                _openStalls[stall.Id] = stall.StartNs;
            }
        }
    }

    public void OnStallClosed(Stall stall)
    {
        lock (_gate)
        {
            _openStalls.Remove(stall.Id);
            _triggers.Stall(stall.Id, (stall.EndNs ?? stall.StartNs) - stall.StartNs, isOver: true, Now);
        }
    }

    public void OnStarvationStarted()
    {
        lock (_gate)
        {
            _triggers.Starvation(Now);
        }
    }

    /// <summary>Listens and writes until stopped; what is being written then is finished first.</summary>
    /// <param name="longestOpenNs">For how long the span that has been open for longest goes on.</param>
    /// <param name="stop">Ends the listening.</param>
    public async Task RunAsync(Func<long> longestOpenNs, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Step, _options.Time, stop).ConfigureAwait(false);
                Look(longestOpenNs());
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the usual end. What is due is written by Finish, with what has come until then.
        }
    }

    /// <summary>One look: at what may be a trigger, and at whether a recording's time has come.</summary>
    public void Look(long longestOpenNs)
    {
        if (LookForTriggers(longestOpenNs) is { } fired && _due is null)
        {
            _due = (fired, _options.Time.GetUtcNow(), _options.Time.GetTimestamp());
        }

        if (_due is { } due && _options.Time.GetElapsedTime(due.Timestamp) >= RecordingOptions.After + FlushTime)
        {
            WriteDue();
        }
    }

    /// <summary>The watch is over and its sessions are drained: writes what there is.</summary>
    public void Finish()
    {
        if (_due is not null)
        {
            WriteDue();
        }
        else
        {
            Write("the end of the watch", _options.Time.GetUtcNow(), _options.Time.GetTimestamp());
        }
    }

    private RecordingTrigger? LookForTriggers(long longestOpenNs)
    {
        int requests = _options.Request.Count;
        lock (_gate)
        {
            if (requests != _requestsSeen)
            {
                _requestsSeen = requests;
                int skipped = _triggers.Skipped;
                _triggers.Request(Now);
                if (_triggers.Skipped > skipped)
                {
                    _tell($"no recording though asked for: at least {_options.Pause.TotalSeconds:0} s are between two");
                }
            }

            // A stall whose end is under way still looks open; the oldest open span says that none is older.
            long now = _clock.Now();
            foreach ((long id, long start) in _openStalls)
            {
                _triggers.Stall(id, Math.Min(now - start, longestOpenNs), isOver: false, Now);
            }

            return _triggers.Fired;
        }
    }

    private void WriteDue()
    {
        (RecordingTrigger trigger, DateTimeOffset at, long timestamp) = _due!.Value;
        lock (_gate)
        {
            _triggers.Writing();
        }

        try
        {
            Write(trigger.Text, at, timestamp);
        }
        finally
        {
            _due = null;
            lock (_gate)
            {
                _triggers.Done(Now);
            }
        }
    }

    private void Write(string cause, DateTimeOffset at, long timestamp)
    {
        IReadOnlyList<TapeCopy> tapes = _options.Shelf.Copy(this);
        if (tapes.Count == 0)
        {
            _tell($"nothing was recorded before {cause}");
            return;
        }

        int skipped;
        lock (_gate)
        {
            skipped = _triggers.TakeSkipped();
        }

        long causedNs = _clock.Now() - (long)_options.Time.GetElapsedTime(timestamp).TotalNanoseconds;
        _tell(_options.Sink.Write(new FlightRecording(output => WriteTrace(output, tapes, cause, at, causedNs, skipped))
        {
            ProcessId = _target.ProcessId,
            TargetName = _target.Name,
            Cause = cause,
            At = at,
            SkippedTriggers = skipped,
        }));
    }

    private IReadOnlyList<string> WriteTrace(Stream output, IReadOnlyList<TapeCopy> tapes, string cause, DateTimeOffset at, long causedNs, int skipped)
    {
        bool wasCut = _options.Shelf.SinceNewestCut() is not null;

        // The newest header: it knows the wall clock best.
        long firstTicks = tapes.Select(tape => tape.FirstTicks).Where(ticks => ticks > long.MinValue).DefaultIfEmpty(long.MaxValue).Min();
        var writer = new NetTraceWriter(output, TraceHeader.NoLaterThan(tapes[^1].Header, firstTicks));
        TapeMerge.Write(tapes, _marks.All(), writer);
        long firstNs = _clock.ToNs(writer.FirstTicks);
        long lastNs = _clock.ToNs(writer.LastTicks);
        bool isWhole = _names.Methods.IsWhole;
        MethodRundown.Write(writer, _names.Methods, _names.Modules, _target.Name, _target.Runtime);
        writer.End();
        return new RecordedExtent
        {
            Cause = cause,
            At = at,
            Before = TimeSpan.FromMicroseconds((causedNs - firstNs) / 1e3),
            After = TimeSpan.FromMicroseconds((lastNs - causedNs) / 1e3),
            Asked = _options.Length,
            Watched = TimeSpan.FromMicroseconds(causedNs / 1e3),
            WasCut = wasCut,
            SkippedTriggers = skipped,
            Pause = _options.Pause,
            HasAllMethods = isWhole,
        }.Sentences();
    }
}
