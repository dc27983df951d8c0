using System.Text.Json;
using BlockWatch.Benchmarks.Targets;

namespace BlockWatch.Benchmarks.Latency;

/// <summary>A stall that the target makes, and how it is recognised.</summary>
/// <param name="Name">For <c>--stall</c>.</param>
/// <param name="Path">Asking for this makes one.</param>
/// <param name="Method">The handler's name in findings.</param>
/// <param name="RuleId">The rule that it belongs to.</param>
internal sealed record StallKind(string Name, string Path, string Method, string RuleId)
{
    public static IReadOnlyList<StallKind> All { get; } =
    [
        new("sleep", WebTarget.SleepingPath, WebTarget.SleepingMethod, "BW0004"),
        new("compute", WebTarget.ComputingPath, WebTarget.ComputingMethod, "BW0006"),
    ];

    /// <summary>True for a JSON line that names it.</summary>
    public bool IsNamedBy(JsonElement line) =>
        line.GetProperty("kind").GetString() == "stall"
        && line.TryGetProperty("ruleId", out JsonElement rule) && rule.GetString() == RuleId
        && line.TryGetProperty("frame", out JsonElement frame)
        && frame.GetProperty("method").GetString()!.Contains(Method, StringComparison.Ordinal);
}
