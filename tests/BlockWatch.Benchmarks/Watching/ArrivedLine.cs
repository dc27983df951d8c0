using System.Text.Json;

namespace BlockWatch.Benchmarks.Watching;

/// <summary>One JSON line of a watch.</summary>
/// <param name="Ticks">When it arrived here, ticks of the monotonic clock.</param>
/// <param name="Json">What it says.</param>
internal sealed record ArrivedLine(long Ticks, JsonElement Json);
