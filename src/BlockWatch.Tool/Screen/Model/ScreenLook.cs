using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>What the watch knew at one time. Immutable.</summary>
internal sealed record ScreenLook
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Null until the sessions are open.</summary>
    public WatchResult? Result { get; init; }

    /// <summary>False while the target lists its methods.</summary>
    public bool HasAllMethods { get; init; }

    public int MethodCount { get; init; }

    /// <summary>The stalls that were told to be over since the look before.</summary>
    public IReadOnlyList<Stall> Closed { get; init; } = [];
}
