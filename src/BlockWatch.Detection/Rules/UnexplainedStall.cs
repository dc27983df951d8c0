using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>BW0009: a stall for which there is no evidence, or none that names a cause.</summary>
internal sealed class UnexplainedStall : IRule
{
    public RuleDescription Description { get; } = new(
        "BW0009",
        "unexplained-stall",
        "A span was long and nothing that was seen explains why.",
        Severity.Info);

    public IReadOnlyList<BlockingCategory> Categories { get; } = [BlockingCategory.Unexplained];

    public string Title(Site site) => site.UserFrame is { } user
        ? $"Unexplained stall in {user.Method}"
        : "Unexplained stall";

    public string Advice(Site site) => site.UserFrame is null
        ? "Watch for longer, so that a burst of samples falls into the next one. A stall shorter than the way to the burst (about 0.2 s) is often over before its stack can be taken."
        : "The thread was here, but the stack does not show whether it ran or what it waited for. Look for a lock statement, a call into a native library, a large allocation or a long loop at this line.";
}
