namespace BlockWatch.Detection.Explanation;

/// <summary>Whether a stack is one of a thread-pool worker.</summary>
public enum PoolMembership
{
    /// <summary>The outermost frames are cut off or unresolved: the stack does not tell. The pool's own events may.</summary>
    Unknown,

    /// <summary>A worker of the pool, at work or idle.</summary>
    Pool,

    /// <summary>Another thread: main, dedicated, or the runtime's own.</summary>
    NotPool,
}
