namespace BlockWatch.EventPipe.Governing;

/// <summary>For how long each thing was told in a watch.</summary>
internal sealed record LaneTimes
{
    public TimeSpan All { get; init; }

    public TimeSpan WithWorkItems { get; init; }

    public TimeSpan WithRequests { get; init; }

    public TimeSpan WithContention { get; init; }

    public TimeSpan WithWaits { get; init; }

    public TimeSpan WithAsync { get; init; }

    /// <summary>These, and a stretch in which the sessions were as chosen.</summary>
    public LaneTimes Add(LaneChoice choice, TimeSpan stretch) => new()
    {
        All = All + stretch,
        WithWorkItems = WithWorkItems + (choice.WithWorkItems ? stretch : TimeSpan.Zero),
        WithRequests = WithRequests + (choice.WithRequests ? stretch : TimeSpan.Zero),
        WithContention = WithContention + (choice.WithContention ? stretch : TimeSpan.Zero),
        WithWaits = WithWaits + (choice.WithWaits ? stretch : TimeSpan.Zero),
        WithAsync = WithAsync + (choice.WithAsync ? stretch : TimeSpan.Zero),
    };
}
