using System.Globalization;
using System.Threading.Channels;
using BlockWatch.Detection;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Feeds one detector from several lanes' threads, and hands on what it says.</summary>
/// <remarks>
/// The detector is not thread-safe: all calls go through one lock. What it says goes to the observer on a task of its own,
/// so that a slow terminal never keeps a reader from draining its session. Bounded: what the detector says while <see cref="MostNotes"/> wait for the observer
/// is not told live, and the observer hears how much that was; the result has it all the same. The reader of a file has time, and waits instead.
/// </remarks>
internal sealed class DetectionFeed : IEventFeed, IDetectionListener
{
    /// <summary>A stall is one or two notes, of some kilobytes: with a thousand stalls a second, seconds of them.</summary>
    public const int MostNotes = 4_096;

    private readonly object _gate = new();
    private readonly Detector _detector;
    private readonly IWatchObserver _observer;
    private readonly Channel<Action<IWatchObserver>> _notes = Channel.CreateBounded<Action<IWatchObserver>>(new BoundedChannelOptions(MostNotes) { SingleReader = true });
    private readonly TaskCompletionSource<Action<IWatchObserver>?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _relay;
    private readonly bool _waitsForObserver;
    private long _untold;
    private long _untoldInAll;

    /// <param name="options">For the detector.</param>
    /// <param name="observer">Told what it says.</param>
    /// <param name="waitsForObserver">True when whoever publishes may be kept waiting until the observer has been told; <see cref="Begin"/> comes first then.</param>
    /// <param name="names">Finds the methods behind tasks; null where tasks keep the runtime's names.</param>
    public DetectionFeed(DetectionOptions options, IWatchObserver observer, bool waitsForObserver = false, IAsyncNames? names = null)
    {
        _waitsForObserver = waitsForObserver;
        _observer = observer;
        _detector = Detectors.Create(options, this, names);
        _relay = Task.Run(RelayAsync);
    }

    /// <summary>What the observer threw first; null when it did not. It is told the rest all the same.</summary>
    public Exception? ObserverFault { get; private set; }

    /// <summary>Called when the detector wants stacks; from any lane's thread.</summary>
    public Action<EvidenceRequest>? EvidenceWanted { get; set; }

    /// <summary>Called when a stall is explained or a starvation begins; from any lane's thread.</summary>
    public Action? Found { get; set; }

    /// <summary>Sees and is told the same; null when nothing is recorded. Set before the first event.</summary>
    public FlightRecorder? Recorder { get; set; }

    public void Publish(in RuntimeEvent runtimeEvent)
    {
        Recorder?.Observe(runtimeEvent);
        lock (_gate)
        {
            _detector.Observe(runtimeEvent);
        }
    }

    /// <summary>How much was not told live so far.</summary>
    public long UntoldCount => Interlocked.Read(ref _untoldInAll);

    /// <summary>For how long the span that has been open for longest goes on, nanoseconds; 0 when none is open.</summary>
    public long LongestOpenNs
    {
        get
        {
            lock (_gate)
            {
                return _detector.LongestOpenNs;
            }
        }
    }

    /// <summary>The same, or for how long a thread that was seen at work has had no span event, whichever is longer.</summary>
    public long LongestSeenNs
    {
        get
        {
            lock (_gate)
            {
                return _detector.LongestSeenNs;
            }
        }
    }

    /// <summary>True while any thread is known to run something, for however short a time.</summary>
    public bool HasOpenSpan
    {
        get
        {
            lock (_gate)
            {
                return _detector.HasOpenSpan;
            }
        }
    }

    /// <summary>All that is known now.</summary>
    public DetectionSnapshot Snapshot()
    {
        lock (_gate)
        {
            return _detector.Snapshot();
        }
    }

    /// <summary>Whether the observer is to be told how the watch goes.</summary>
    public bool WantsProgress => _observer.WantsProgress;

    /// <summary>Says the first thing to the observer; what the detector says meanwhile waits for it.</summary>
    public void Begin(Action<IWatchObserver> started) => _begun.TrySetResult(started);

    /// <summary>Says something to the observer, in order with what the detector says.</summary>
    public void Tell(Action<IWatchObserver> note)
    {
        if (_notes.Writer.TryWrite(note))
        {
            return;
        }

        if (_waitsForObserver)
        {
            _notes.Writer.WriteAsync(note).AsTask().GetAwaiter().GetResult();
        }
        else
        {
            Interlocked.Increment(ref _untold);
            Interlocked.Increment(ref _untoldInAll);
        }
    }

    /// <summary>No event comes after this time: closes what is open, waits until the observer has been told everything.</summary>
    /// <param name="timeNs">Nanoseconds since the session began.</param>
    /// <param name="targetEnded">True when the target is over.</param>
    public async Task<DetectionSnapshot> CompleteAsync(long timeNs, bool targetEnded = false)
    {
        DetectionSnapshot snapshot;
        lock (_gate)
        {
            _detector.Complete(timeNs, targetEnded);
            snapshot = _detector.Snapshot();
        }

        _begun.TrySetResult(null);
        _notes.Writer.TryComplete();
        await _relay.ConfigureAwait(false);
        return snapshot;
    }

    void IDetectionListener.OnEvidenceWanted(EvidenceRequest request) => EvidenceWanted?.Invoke(request);

    void IDetectionListener.OnStallExplained(Stall stall)
    {
        Recorder?.OnStallExplained(stall);
        Found?.Invoke();
        Tell(o => o.OnStallExplained(stall));
    }

    void IDetectionListener.OnStallClosed(Stall stall)
    {
        Recorder?.OnStallClosed(stall);
        Tell(o => o.OnStallClosed(stall));
    }

    void IDetectionListener.OnShortStallsFound(ShortStallSum sum) => Tell(o => o.OnShortStallsFound(sum));

    void IDetectionListener.OnStarvationStarted(StarvationEpisode episode)
    {
        Recorder?.OnStarvationStarted();
        Found?.Invoke();
        Tell(o => o.OnStarvationStarted(episode));
    }

    void IDetectionListener.OnStarvationEnded(StarvationEpisode episode) => Tell(o => o.OnStarvationEnded(episode));

    void IDetectionListener.OnDeadlockFound(Deadlock deadlock) => Tell(o => o.OnDeadlockFound(deadlock));

    void IDetectionListener.OnDeadlockEnded(Deadlock deadlock) => Tell(o => o.OnDeadlockEnded(deadlock));

    private async Task RelayAsync()
    {
        Action<IWatchObserver>? started = await _begun.Task.ConfigureAwait(false);
        Note(started);
        await foreach (Action<IWatchObserver> note in _notes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Note(note);
            TellWhatIsMissing();
        }

        TellWhatIsMissing();
    }

    // Who publishes must never wait for one who is not told any more, and what was found is no less for it.
    private void Note(Action<IWatchObserver>? note)
    {
        try
        {
            note?.Invoke(_observer);
        }
#pragma warning disable CA1031 // Whoever completes the feed tells of it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ObserverFault ??= fault;
        }
    }

    private void TellWhatIsMissing()
    {
        if (Interlocked.Exchange(ref _untold, 0) is > 0 and long missing)
        {
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{missing} live messages were left out, because those before them were not taken in time: the report has all that they told");
            Note(observer => observer.OnNotice(line));
        }
    }
}
