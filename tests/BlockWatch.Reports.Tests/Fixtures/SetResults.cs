using BlockWatch.Detection.Session;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>What watches of several targets found.</summary>
internal static class SetResults
{
    /// <summary>One that is well, one that is not, one that could not be watched, one whose connection broke.</summary>
    public static WatchSetResult Four { get; } = new()
    {
        StartedAt = Results.StartedAt,
        DurationMs = 10_432.25,
        ThresholdMs = 100,
        End = SessionEnd.Stopped,
        CollectorCpuMs = 231.5,
        Targets =
        [
            Watched(17, Results.Nothing, "Billing"),
            Watched(4242, Results.Rich, "Shop"),
            new TargetOutcome(4711, "Old", null, "process 4711 (Old) cannot be watched: its runtime is 5.0.1, and the oldest that can be watched is .NET 6"),
            Watched(5000, WithEnd(Results.Nothing, SessionEnd.ConnectionLost), "Search"),
        ],
    };

    /// <summary>A result as that of another process.</summary>
    public static TargetOutcome Watched(int processId, WatchResult result, string name) =>
        new(processId, name, result with { Target = result.Target with { ProcessId = processId, Name = name } }, null);

    private static WatchResult WithEnd(WatchResult result, SessionEnd end) => result with { Session = result.Session with { End = end, Complete = false } };
}
