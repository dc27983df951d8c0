using BlockWatch.Detection;
using BlockWatch.EventPipe.Bursts;
using BlockWatch.EventPipe.Recording;

namespace BlockWatch.EventPipe.Watching;

/// <summary>How to watch a target.</summary>
public sealed record WatchOptions
{
    public DetectionOptions Detection { get; init; } = new();

    /// <summary>Null: until cancelled or the target exits.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What watching may take of the target's processor time: a share of one core.</summary>
    public double BudgetShare { get; init; } = 0.02;

    /// <summary>True to put the target's command line into the report.</summary>
    public bool WithCommandLine { get; init; }

    /// <summary>False to not ask which requests an ASP.NET Core target serves.</summary>
    public bool WithRequests { get; init; } = true;

    /// <summary>When tasks and async methods are told of.</summary>
    public DetailMode Detail { get; init; } = DetailMode.Off;

    /// <summary>How to keep the newest events of a running process, and when to write them; null not to.</summary>
    public RecordingOptions? Recording { get; init; }

    /// <summary>Called once, when the sessions are open, with what shows the watch from inside while it runs; null when nobody looks. One target only.</summary>
    public Action<IWatchView>? Opened { get; init; }

    /// <summary>Shared by the targets of one blockwatch; null when there is one target.</summary>
    internal BurstGate? BurstGate { get; init; }
}
