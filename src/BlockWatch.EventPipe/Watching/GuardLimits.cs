using BlockWatch.EventPipe.Guarding;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What a report says of a watch that was cut short because blockwatch itself was stopped.</summary>
internal static class GuardLimits
{
    /// <summary>A sentence; none when it was not.</summary>
    public static IReadOnlyList<string> Now => SessionGuard.HasClosedSessions
        ? ["blockwatch itself was stopped (SIGSTOP, Ctrl+Z or a debugger): its sessions were closed, so that the target would not wait for it; what came after that is not in here"]
        : [];
}
