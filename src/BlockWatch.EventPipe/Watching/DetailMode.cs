namespace BlockWatch.EventPipe.Watching;

/// <summary>When tasks and async methods are told of, which makes every await of the target dearer meanwhile.</summary>
public enum DetailMode
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>For a while after each stall, as far as the budget allows.</summary>
    Auto,

    /// <summary>All the time, as far as the budget allows.</summary>
    Full,
}
