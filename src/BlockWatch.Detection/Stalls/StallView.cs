using BlockWatch.Detection.Findings;

namespace BlockWatch.Detection.Stalls;

/// <summary>A stall as the outside sees it.</summary>
internal static class StallView
{
    public static Stall Of(PendingStall stall, IReadOnlyList<PartDraft> parts) => new()
    {
        Id = stall.Id,
        ThreadId = stall.Track.ThreadId,
        StartNs = stall.Start,
        StartIsLowerBound = stall.StartIsLowerBound,
        EndNs = stall.IsOpen ? null : stall.End,
        EndIsLowerBound = stall.EndIsLowerBound,
        IsTooShort = stall.IsTooShort,
        GcNs = stall.GcNs,
        Parts = [.. parts.Select(part => part.ToPart())],
        Request = stall.IsRuntimePause ? null : stall.Requests?.ServedDuring(parts[0].DurationNs),
        Chain = stall.Chain?.Chain,
    };
}
