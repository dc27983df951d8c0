namespace BlockWatch.EventPipe.Replay;

/// <summary>Which exceptions mean that a trace is damaged, and not that we are.</summary>
internal static class DamagedTrace
{
    /// <remarks>The library throws Exception itself, of no closer kind, where its own format breaks off; nothing of ours does.</remarks>
    public static bool Is(Exception e) =>
        e is FormatException or IOException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or OutOfMemoryException
        || e.GetType() == typeof(Exception);
}
