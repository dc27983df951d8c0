namespace BlockWatch.Detection.Chains;

/// <summary>How a link of a chain is known.</summary>
public enum ChainSource
{
    /// <summary>It was on the stack.</summary>
    Stack,

    /// <summary>It was suspended and awaited the link before it: the runtime's events said so.</summary>
    Await,
}
