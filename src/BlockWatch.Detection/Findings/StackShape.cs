using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Findings;

/// <summary>One distinct way to get to a site.</summary>
/// <param name="Frames">Leaf first.</param>
/// <param name="Count">How many pieces of evidence had it.</param>
/// <param name="IsCut">The runtime cut outer frames at its depth limit.</param>
public sealed record StackShape(IReadOnlyList<Frame> Frames, long Count, bool IsCut);
