namespace BlockWatch.Detection.Chains;

/// <summary>A chain by which stalls of a site came about.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Count">Stalls that had it, of those of which a chain is known.</param>
public sealed record ChainCount(AsyncChain Chain, long Count);
