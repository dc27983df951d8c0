namespace BlockWatch.Accuracy.Watching;

/// <summary>One async method of a stall's chain.</summary>
internal sealed record LiveChainLink(string Method, string Source);
