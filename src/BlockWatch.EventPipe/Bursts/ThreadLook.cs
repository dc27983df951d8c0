namespace BlockWatch.EventPipe.Bursts;

/// <summary>What the operating system had written down of a process's threads at one instant.</summary>
/// <param name="Time">Nanoseconds since the watch began.</param>
/// <param name="Accounts">The scheduler's accounts.</param>
/// <param name="MajorFaults">By thread: major page faults since its birth; without those of which nothing is known.</param>
internal sealed record ThreadLook(
    long Time,
    IReadOnlyList<(long ThreadId, SchedulerAccount Account)> Accounts,
    IReadOnlyDictionary<long, long> MajorFaults);
