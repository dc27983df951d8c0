using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>What a stack says about why its thread did not go on.</summary>
/// <param name="Category">The cause.</param>
/// <param name="UserFrame">The innermost user frame; null when the stack has none.</param>
/// <param name="BlockingFrame">The frame below it that blocks, as the user called it (<c>Task&lt;T&gt;.Result</c>, not what that calls); null for CPU work in the user's own code.</param>
/// <param name="Replacement">What to call instead; null when nothing is known.</param>
/// <param name="Docs">The address of the documentation of what <paramref name="BlockingFrame"/> names; null when it has none, as for work for the processor.</param>
public sealed record StackVerdict(BlockingCategory Category, Frame? UserFrame, Frame? BlockingFrame, string? Replacement, string? Docs = null);
