using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>What a stack says about why its thread did not go on.</summary>
/// <param name="Category">The cause.</param>
/// <param name="UserFrame">The innermost user frame; null when the stack has none.</param>
/// <param name="BlockingFrame">The frame below it that blocks, as the user called it (<c>Task&lt;T&gt;.Result</c>, not what that calls); null for CPU work in the user's own code.</param>
/// <param name="Replacement">What to call instead; null when nothing is known.</param>
public sealed record StackVerdict(BlockingCategory Category, Frame? UserFrame, Frame? BlockingFrame, string? Replacement);
