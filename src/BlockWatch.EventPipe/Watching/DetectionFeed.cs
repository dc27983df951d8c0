using System.Threading.Channels;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.EventPipe.Watching;

/// <summary>Feeds one detector from several lanes' threads, and hands on what it says.</summary>
/// <remarks>
/// The detector is not thread-safe: all calls go through one lock. What it says goes to the observer on a task of its own,
/// so that a slow terminal never keeps a reader from draining its session.
/// </remarks>
internal sealed class DetectionFeed : IEventFeed, IDetectionListener
{
    private readonly object _gate = new();
    private readonly Detector _detector;
    private readonly IWatchObserver _observer;
    private readonly Channel<Action<IWatchObserver>> _notes = Channel.CreateUnbounded<Action<IWatchObserver>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource<Action<IWatchObserver>?> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _relay;

    public DetectionFeed(DetectionOptions options, IWatchObserver observer)
    {
        _observer = observer;
        _detector = Detectors.Create(options, this);
        _relay = Task.Run(RelayAsync);
    }

    /// <summary>Called when the detector wants stacks; from any lane's thread.</summary>
    public Action<EvidenceRequest>? EvidenceWanted { get; set; }

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

    /// <summary>Says the first thing to the observer; what the detector says meanwhile waits for it.</summary>
    public void Begin(Action<IWatchObserver> started) => _begun.TrySetResult(started);

    /// <summary>Says something to the observer, in order with what the detector says.</summary>
    public void Tell(Action<IWatchObserver> note) => _notes.Writer.TryWrite(note);

    /// <summary>No event comes after this time: closes what is open, waits until the observer has been told everything.</summary>
    public async Task<DetectionSnapshot> CompleteAsync(long timeNs)
    {
        DetectionSnapshot snapshot;
        lock (_gate)
        {
            _detector.Complete(timeNs);
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
        Tell(o => o.OnStarvationStarted(episode));
    }

    void IDetectionListener.OnStarvationEnded(StarvationEpisode episode) => Tell(o => o.OnStarvationEnded(episode));

    private async Task RelayAsync()
    {
        Action<IWatchObserver>? started = await _begun.Task.ConfigureAwait(false);
        started?.Invoke(_observer);
        await foreach (Action<IWatchObserver> note in _notes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            note(_observer);
        }
    }
}
