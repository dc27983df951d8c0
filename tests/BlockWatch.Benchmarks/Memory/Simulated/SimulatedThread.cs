namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>A thread of the simulated target.</summary>
internal sealed class SimulatedThread
{
    public SimulatedThread(long id) => Id = id;

    /// <summary>The operating system's; a new one when the thread has died and another took its place in the pool.</summary>
    public long Id { get; }

    /// <summary>Of its last event.</summary>
    public int SequenceNumber { get; set; }

    /// <summary>Until when it is blocked, nanoseconds; 0 when it is not.</summary>
    public long BlockedUntil { get; set; }

    /// <summary>What it did since the last flush, in order of time.</summary>
    public List<SimulatedEvent> Events { get; } = [];
}
