namespace BlockWatch.EventPipe.NetTrace;

/// <summary>Who wants which events of one stream.</summary>
/// <remarks>All are registered before the stream is read. Of several for one event the one that was registered first is called first.</remarks>
internal sealed class EventDispatch
{
    private readonly List<(string Provider, int? EventId, EventAction Action)> _actions = [];
    private EventAction? _all;
    private Action<EventHole>? _holes;

    /// <summary>Events at or before this time, by the trace's clock, are left out: another stream has told them.</summary>
    public long AfterTicks { get; set; } = long.MinValue;

    /// <summary>The time of the newest event that was handed out, by the trace's clock; <see cref="AfterTicks"/> when none was.</summary>
    public long LastTicks { get; set; } = long.MinValue;

    /// <summary>What the stream lost so far.</summary>
    public EventLosses Losses { get; init; } = new();

    /// <summary>Registers for one event of a provider.</summary>
    public void On(string provider, int eventId, EventAction action) => _actions.Add((provider, eventId, action));

    /// <summary>Registers for all events of a provider.</summary>
    public void On(string provider, EventAction action) => _actions.Add((provider, null, action));

    /// <summary>Registers for everything; called after those who want the event in particular.</summary>
    public void OnAll(EventAction action) => _all += action;

    /// <summary>Registers for holes: called before the first event that may be younger than what is missing; <see cref="Losses"/> has counted it.</summary>
    public void OnHole(Action<EventHole> action) => _holes += action;

    /// <summary>Something is missing before what is handed out next.</summary>
    public void Tell(EventHole hole)
    {
        Losses.Compare(hole.Expected, hole.Found);

        // A numbering that went back is a new thread's: when the old one ended is not known.
        bool isNewThread = unchecked(hole.Found - hole.Expected) < 0;
        _holes?.Invoke(hole with { SinceTicks = isNewThread ? hole.Ticks : Math.Max(hole.SinceTicks, AfterTicks) });
    }

    /// <summary>Finds out who wants events of this kind: once a kind and stream.</summary>
    public void Bind(EventKind kind)
    {
        EventAction? bound = null;
        foreach ((string provider, int? eventId, EventAction action) in _actions)
        {
            if (provider == kind.Provider && (eventId is null || eventId == kind.EventId))
            {
                bound += action;
            }
        }

        kind.Action = bound + _all;
    }
}
