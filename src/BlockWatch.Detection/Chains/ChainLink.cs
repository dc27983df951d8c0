namespace BlockWatch.Detection.Chains;

/// <summary>One async method of a chain.</summary>
/// <param name="Method">As written; with namespace and type where that is known, the bare name otherwise.</param>
/// <param name="Source">How we know that it is there.</param>
public sealed record ChainLink(string Method, ChainSource Source);
