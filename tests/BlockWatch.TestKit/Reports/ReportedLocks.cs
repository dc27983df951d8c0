namespace BlockWatch.TestKit.Reports;

public sealed record ReportedLocks(
    int Locks, int MaxWaiters, double WaitedMs, double OwnerKnownMs, long Holds, double HeldMs, double MaxHeldMs, IReadOnlyList<ReportedOwnerTime> Doing, IReadOnlyList<ReportedOwner> Chain);
