using System.Diagnostics;

namespace BlockWatch.EventPipe.Clocks;

/// <summary>Turns the target's raw timestamps into nanoseconds since the watch began, and guesses the target's present time.</summary>
/// <remarks>
/// All sessions of one target stamp their events with the same monotonic clock, so one epoch serves them all; each
/// session's wall-clock header has a resolution of a millisecond only and is not used to align them.
/// Thread-safe.
/// </remarks>
internal sealed class TargetClock
{
    private const double FarthestNs = 10 * 365.25 * 24 * 3600 * 1e9;

    private readonly object _gate = new();
    private readonly TaskCompletionSource _firstEvent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _started;
    private long _epoch;
    private double _nanosecondsPerTick = 1;

    // Local time minus target time, the least seen: an event cannot arrive before it happened, so the least is the nearest.
    private long _leastLagNs = long.MaxValue;

    /// <summary>The wall-clock time of time 0; the default before the first event.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Says that an event was just received; the first one sets time 0.</summary>
    /// <param name="rawTicks">Its timestamp.</param>
    /// <param name="wallClock">The same instant as the trace tells it.</param>
    /// <param name="ticksPerSecond">The trace's clock frequency.</param>
    public void Start(long rawTicks, DateTimeOffset wallClock, double ticksPerSecond)
    {
        lock (_gate)
        {
            if (_started)
            {
                return;
            }

            _epoch = rawTicks;
            _nanosecondsPerTick = 1e9 / ticksPerSecond;
            StartedAt = wallClock;
            _started = true;
            _firstEvent.TrySetResult();
        }
    }

    /// <summary>Completes with the first event, when time 0 is known.</summary>
    public Task Started => _firstEvent.Task;

    public bool IsStarted => _started;

    /// <summary>Nanoseconds since time 0.</summary>
    /// <remarks>Never more than ten years away: so that sums of times are times, whatever a trace says.</remarks>
    public long ToNs(long rawTicks) => (long)Math.Clamp(unchecked(rawTicks - _epoch) * _nanosecondsPerTick, -FarthestNs, FarthestNs);

    /// <summary>The opposite of <see cref="ToNs"/>.</summary>
    public long ToTicks(long timeNs) => _epoch + (long)Math.Round(timeNs / _nanosecondsPerTick);

    /// <summary>Says that the event of this time arrived now: keeps the guess of <see cref="Now"/> near.</summary>
    public void Observe(long timeNs)
    {
        // Once for each event, and hardly ever news: the lock is for those that are.
        long lag = LocalNs() - timeNs;
        if (lag < Volatile.Read(ref _leastLagNs))
        {
            lock (_gate)
            {
                _leastLagNs = Math.Min(_leastLagNs, lag);
            }
        }
    }

    /// <summary>The target's present time in nanoseconds since time 0: late by the least delivery delay seen, never early. 0 before the first event.</summary>
    public long Now() => At(Stopwatch.GetTimestamp());

    /// <summary>The same for another moment of ours.</summary>
    /// <param name="timestamp">By <see cref="Stopwatch"/>.</param>
    public long At(long timestamp)
    {
        lock (_gate)
        {
            return _leastLagNs == long.MaxValue ? 0 : LocalNs(timestamp) - _leastLagNs;
        }
    }

    private static long LocalNs() => LocalNs(Stopwatch.GetTimestamp());

    private static long LocalNs(long timestamp) => (long)(timestamp * (1e9 / Stopwatch.Frequency));
}
