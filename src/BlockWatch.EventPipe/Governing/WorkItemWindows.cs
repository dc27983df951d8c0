namespace BlockWatch.EventPipe.Governing;

/// <summary>When work items are told, when they may be told for a share of the time only.</summary>
/// <remarks>
/// <code>
/// share 1/4   |==|------|==|------|==|------   windows of a second, and what lies between them
/// </code>
/// One that is wanted, because a thread may be at something long, comes sooner, and the next one later (<see cref="WindowClock"/>).
/// A window goes on while a span in it is long enough to become a stall, for at most two seconds more: what began in it is seen to its end.
/// </remarks>
internal static class WorkItemWindows
{
    /// <summary>How long a window is.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    /// <summary>For how long it may go on because of a span that is open.</summary>
    public static readonly TimeSpan LongestExtension = TimeSpan.FromSeconds(2);

    /// <summary>How often a session is replaced by another, for such a share.</summary>
    public static double SwitchesPerSecond(double share) => 2 * share / Length.TotalSeconds;
}
