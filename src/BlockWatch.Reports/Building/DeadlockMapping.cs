using BlockWatch.Detection.Deadlocks;
using BlockWatch.Reports.Model;

namespace BlockWatch.Reports.Building;

/// <summary>Deadlocks of detection as reports hold them.</summary>
internal static class DeadlockMapping
{
    public static ReportDeadlock ToReport(Deadlock deadlock) => new()
    {
        Kind = deadlock.Kind,
        Threads = deadlock.Threads,
        StartMs = Rounding.Milliseconds(deadlock.StartNs),
        EndMs = deadlock.EndNs is { } end ? Rounding.Milliseconds(end) : null,
        Steps = [.. deadlock.Steps.Select(ToReport)],
    };

    public static ReportDeadlockStep ToReport(DeadlockStep step) => new()
    {
        Link = step.Link,
        ThreadId = step.ThreadId == 0 ? null : step.ThreadId,
        TaskId = step.TaskId == 0 ? null : step.TaskId,
        Waiter = step.Waiter,
        WaitsFor = step.WaitsFor,
        Holder = step.Holder,
        Frame = FrameMapping.ToReport(step.UserFrame),
        SinceMs = Rounding.Milliseconds(step.SinceNs),
        Inferred = step.IsInferred,
        Alike = step.Alike,
    };
}
