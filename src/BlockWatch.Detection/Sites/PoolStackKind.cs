namespace BlockWatch.Detection.Sites;

/// <summary>What a stack says about its thread's place in the pool.</summary>
public enum PoolStackKind
{
    /// <summary>The stack does not tell, for instance because its outer frames are missing.</summary>
    Unknown,

    /// <summary>A pool worker that runs a work item.</summary>
    Worker,

    /// <summary>A pool worker that waits for work.</summary>
    IdleWorker,

    /// <summary>Any other thread.</summary>
    NotPool,
}
