using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Watching;

/// <summary>What the operating system cannot show or do, in sentences: for the report, and for a user who asked for it.</summary>
/// <remarks>Linux tells of processes, threads and containers in /proc; what rests on that is left out elsewhere, and said to be.</remarks>
internal static class SystemLimits
{
    /// <summary>For the limits of a live watch; empty on Linux.</summary>
    public static IReadOnlyList<string> Of(HostSystem system)
    {
        if (system == HostSystem.Linux)
        {
            return [];
        }

        string name = Capitalised(ThisSystem.Name(system));
        return
        [
            $"{name} is not asked for its account of the target's threads: what seems to compute (BW0006) may have waited for a processor or for memory read from a disk, "
                + "and a thread that runs native code may be blocked.",
            $"{name} is not asked for the names of threads, for the processor time of the target, for what its memory was mapped from, or whether its container was throttled: "
                + "event loops have no names, the budget rests on counted events alone, and some code that was compiled ahead of time has no module.",
        ];
    }

    /// <summary>Why a command cannot be started under watch; null when it can.</summary>
    public static string? WhyNoRun(HostSystem system) => system == HostSystem.Windows
        ? "a command cannot be started under watch on Windows, where a runtime reports to a named pipe and blockwatch listens on sockets only: start it, then use 'blockwatch attach'"
        : null;

    /// <summary>Why the processes that a target starts cannot be watched; null when they can.</summary>
    public static string? WhyNoChildren(HostSystem system) => system == HostSystem.Linux
        ? null
        : $"{ThisSystem.Name(system)} does not tell whose child a process is: name each process with --process-id";

    /// <exception cref="WatchException">A command cannot be started under watch here.</exception>
    public static void RequireRun(HostSystem system)
    {
        if (WhyNoRun(system) is { } why)
        {
            throw new WatchException(why);
        }
    }

    private static string Capitalised(string text) => text == "macOS" ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
