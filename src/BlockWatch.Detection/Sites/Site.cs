using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>A place that blocks: user frame + blocking frame + cause. Findings are counted by site.</summary>
/// <param name="Id">Twelve hexadecimal digits, the same in every run of the same code: a hash of rule, cause, user method with module, and its line, or where that is unknown the blocking frame; no address, no path. Work for the processor has no line in it.</param>
/// <param name="RuleId">The rule that it falls under: <c>BW0001</c>.</param>
/// <param name="Category">The cause.</param>
/// <param name="UserFrame">The innermost user frame; null when none was on the stack.</param>
/// <param name="BlockingFrame">What the user frame called that blocks; null for CPU work in the user's own code and for unexplained stalls.</param>
/// <param name="Replacement">What to call instead; null when nothing is known.</param>
/// <param name="Docs">The https address of the official documentation of what blocks; null when it has none.</param>
public sealed record Site(string Id, string RuleId, BlockingCategory Category, Frame? UserFrame, Frame? BlockingFrame, string? Replacement, string? Docs = null)
{
    /// <summary>A place on an event loop (<c>BW0012</c>): the name of the loop's thread. Null when it has none, and for other rules.</summary>
    public string? LoopName { get; init; }

    /// <summary>Of lost tasks (<c>BW0011</c>): true when they still ran as the program ended, false when they failed. False for other rules.</summary>
    public bool StillRunning { get; init; }
}
