using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.EventPipe.Recording;

/// <summary>From this time on something is told of, or not, to spare the target: an event of our own in the traces that we write, so that nobody takes silence for idleness or for work.</summary>
/// <param name="Ticks">By the trace's clock.</param>
/// <param name="Kind">One of those that <see cref="IsMark"/> knows.</param>
internal readonly record struct WindowMark(long Ticks, RuntimeEventKind Kind)
{
    /// <summary>The provider of our own events.</summary>
    public const string Provider = "BlockWatch";

    // Ids are the places here, from 1: they are in files, so add at the end only.
    private static readonly RuntimeEventKind[] Kinds =
    [
        RuntimeEventKind.WorkItemsPaused,
        RuntimeEventKind.WorkItemsResumed,
        RuntimeEventKind.RequestsPaused,
        RuntimeEventKind.RequestsResumed,
        RuntimeEventKind.WaitsPaused,
    ];

    private static readonly EventKind[] ToWrite = [.. Kinds.Select(static (kind, i) => EventKind.ToWrite(Provider, i + 1, 0, kind.ToString()))];

    /// <summary>True for what begins or ends a time in which something is not told of.</summary>
    public static bool IsMark(RuntimeEventKind kind) => Array.IndexOf(Kinds, kind) >= 0;

    /// <summary>What an event of <see cref="Provider"/> says; null for one that is not known.</summary>
    public static RuntimeEventKind? KindOf(int eventId) => eventId >= 1 && eventId <= Kinds.Length ? Kinds[eventId - 1] : null;

    /// <summary>What it is about: of two about the same, the later one holds.</summary>
    public RuntimeEventKind Subject => Kind switch
    {
        RuntimeEventKind.WorkItemsResumed => RuntimeEventKind.WorkItemsPaused,
        RuntimeEventKind.RequestsResumed => RuntimeEventKind.RequestsPaused,
        _ => Kind,
    };

    /// <param name="writer">The trace.</param>
    /// <param name="ticks">When the trace is to say that it was.</param>
    public void WriteTo(NetTraceWriter writer, long ticks) => writer.Write(ToWrite[Array.IndexOf(Kinds, Kind)], ticks, 0, [], []);
}
