namespace BlockWatch.Detection.Session;

/// <summary>Why watching ended.</summary>
public enum SessionEnd
{
    /// <summary>The duration was over.</summary>
    DurationOver,

    /// <summary>The user asked (Ctrl+C).</summary>
    Stopped,

    /// <summary>The target exited, or was killed.</summary>
    TargetExited,

    /// <summary>The trace was read to its end.</summary>
    TraceEnded,

    /// <summary>The trace broke off: what came before is reported.</summary>
    TraceTruncated,

    /// <summary>The connection to the target broke while it went on.</summary>
    ConnectionLost,
}
