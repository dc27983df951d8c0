namespace BlockWatch.Detection.Explanation;

/// <summary>What a line of the catalogue says about a frame.</summary>
public enum BlockingEntryKind
{
    /// <summary>A public method that blocks its thread. The outermost one below the user's frame names the site.</summary>
    Api,

    /// <summary>A public method that blocks only when what it calls blocks (a reader over any stream): it lends its name, the frame below it the category.</summary>
    Wrapper,

    /// <summary>A frame inside the class library that shows what blocks when the JIT inlined the public method away.</summary>
    Internal,

    /// <summary>The runtime's own work: type initializers, loading, compiling.</summary>
    Runtime,

    /// <summary>A library that computes: in its native code a thread is busy, not blocked.</summary>
    Cpu,

    /// <summary>Where a waiting thread runs a task or a body itself: what lies below is not the wait.</summary>
    Callback,

    /// <summary>A wait below this frame is the class library's own, short, and no finding.</summary>
    Harmless,

    /// <summary>The bottom of one of the runtime's own threads: no finding as long as it runs none of the user's code.</summary>
    Idle,
}
