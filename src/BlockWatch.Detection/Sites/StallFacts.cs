using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Sites;

/// <summary>Divides what the operating system counted during a stall among its parts.</summary>
internal sealed class StallFacts
{
    private readonly PendingStall _stall;
    private readonly PartDraft? _faulting;
    private readonly long _queued;
    private readonly long _inQueue;
    private readonly long _wanting;

    private StallFacts(PendingStall stall, IReadOnlyList<PartDraft> parts)
    {
        _stall = stall;
        _inQueue = parts.Where(part => part.Site.Category == BlockingCategory.ProcessorQueue).Sum(part => part.DurationNs);
        _wanting = parts.Where(WantsProcessor).Sum(part => part.DurationNs);
        _queued = Math.Min(stall.QueuedNs, _inQueue + _wanting);

        // Pages are counted, not measured: they go to the largest part that may have had them.
        _faulting = parts.FirstOrDefault(part => part.Site.Category == BlockingCategory.PageFault) ?? parts.FirstOrDefault(UsesMemory);
    }

    /// <param name="stall">The stall.</param>
    /// <param name="parts">Its parts, the largest first.</param>
    public static StallFacts Of(PendingStall stall, IReadOnlyList<PartDraft> parts) => new(stall, parts);

    public PartFacts Of(PartDraft part) => new(QueuedOf(part), ReferenceEquals(part, _faulting) ? _stall.MajorFaults : 0, _stall.IsThrottled);

    // First to those that are known to be of it, then to those that may have been in it.
    private double QueuedOf(PartDraft part)
    {
        if (part.Site.Category == BlockingCategory.ProcessorQueue)
        {
            return (double)Math.Min(_queued, _inQueue) * part.DurationNs / Math.Max(1, _inQueue);
        }

        return WantsProcessor(part) && _queued > _inQueue ? (double)(_queued - _inQueue) * part.DurationNs / _wanting : 0;
    }

    // A thread that waits for anything else is not in the processors' queue meanwhile.
    private static bool WantsProcessor(PartDraft part) =>
        part.Site.Category is BlockingCategory.Cpu or BlockingCategory.Unexplained or BlockingCategory.PageFault;

    private static bool UsesMemory(PartDraft part) =>
        part.Site.Category is BlockingCategory.Cpu or BlockingCategory.Unexplained or BlockingCategory.ProcessorQueue;
}
