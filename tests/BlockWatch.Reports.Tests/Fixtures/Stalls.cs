using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Stalls, open and closed.</summary>
internal static class Stalls
{
    public const long Millisecond = 1_000_000;

    private static readonly CallStack Stack = new([Frames.Sleep, Frames.Checkout, .. Frames.Dispatcher]);

    public static Stall Closed { get; } = new()
    {
        Id = 3,
        ThreadId = 4711,
        StartNs = (12_304 * Millisecond) + 123_456,
        EndNs = (14_308 * Millisecond) + 123_456,
        GcNs = 2 * Millisecond,
        Parts = [new StallPart(Sites.Sleep, 2_002 * Millisecond, EvidenceKind.Samples, 55, Stack)],
    };

    public static Stall Open { get; } = Closed with { EndNs = null, GcNs = 0 };

    public static Stall TwoParts { get; } = Closed with
    {
        Parts =
        [
            new StallPart(Sites.Lock, 1_504 * Millisecond, EvidenceKind.Contention, 0, Stack),
            new StallPart(Sites.Cpu, 498 * Millisecond, EvidenceKind.Samples, 12, Stack),
        ],
    };

    public static Stall Unexplained { get; } = Closed with
    {
        StartIsLowerBound = true,
        EndIsLowerBound = true,
        Parts = [new StallPart(Sites.Unexplained, 2_002 * Millisecond, EvidenceKind.Span, 0, null)],
    };

    public static StarvationEpisode StarvingNow { get; } = Results.Rich.Detection.Starvation[1];

    public static StarvationEpisode Starved { get; } = Results.Rich.Detection.Starvation[0];

    public static ShortStallSum Short { get; } = new(Sites.Sleep, 2_000_000_000, 1_410_250_400, 12, 60_000_000, IsSampled: true);
}
