using System.Globalization;

namespace BlockWatch.TestKit.Processes;

/// <summary>The watchdog processes of a blockwatch: see docs/decisions/0033-stopped-blockwatch.md. Linux only.</summary>
public static class Watchdogs
{
    private const string Command = "--watch-over";

    /// <summary>The ids of those that watch over a process, whether it is still there or not.</summary>
    public static IReadOnlyList<int> Of(int processId)
    {
        string parent = processId.ToString(CultureInfo.InvariantCulture);
        return RunningProcesses.With(words => words.Count >= 4 && words[^3] == Command && words[^1] == parent);
    }
}
