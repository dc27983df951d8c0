using BlockWatch.Detection.Session;

namespace BlockWatch.Tool.Screen.Model;

/// <summary>All that the screen shows of one look, with what earlier looks say of it. Immutable.</summary>
internal sealed record ScreenPicture
{
    public required DateTimeOffset At { get; init; }

    public WatchResult? Result { get; init; }

    public bool HasAllMethods { get; init; }

    public int MethodCount { get; init; }

    public IReadOnlyList<SiteRow> Sites { get; init; } = [];

    public PoolPicture Pool { get; init; } = new();

    /// <summary>Since when the list counts; null when since the watch began.</summary>
    public DateTimeOffset? ResetAt { get; init; }
}
