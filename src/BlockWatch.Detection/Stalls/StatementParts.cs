using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Stalls;

/// <summary>Puts together what samples saw of one statement.</summary>
/// <remarks>
/// A call like <c>File.ReadAllText</c> opens, reads, decodes and closes. Once the JIT has inlined it into the caller, samples
/// see each of these under the user's frame by itself, decoding as work for the processor. They are one call of one line:
/// parts of one cause become one, and the processor's share of an I/O call belongs to the call.
/// </remarks>
internal static class StatementParts
{
    // Under this share the I/O is in passing, and the processor's work is the cause.
    private const int LeastIoPercent = 20;

    /// <summary>Merges, in place, the drafts that rest on samples alone.</summary>
    public static void Merge(List<PartDraft> drafts)
    {
        for (int i = 0; i < drafts.Count; i++)
        {
            for (int j = drafts.Count - 1; j > i; j--)
            {
                if (IsOneCause(drafts[i], drafts[j]))
                {
                    (PartDraft kept, PartDraft merged) = Order(drafts[i], drafts[j]);
                    kept.Absorb(merged);
                    drafts[i] = kept;
                    drafts.RemoveAt(j);
                }
            }
        }
    }

    private static bool IsOneCause(PartDraft a, PartDraft b)
    {
        if (a.ExactNs != 0 || b.ExactNs != 0 || a.SampleCount == 0 || b.SampleCount == 0 || !IsSameStatement(a.Site.UserFrame, b.Site.UserFrame))
        {
            return false;
        }

        BlockingCategory first = a.Site.Category;
        BlockingCategory second = b.Site.Category;
        return first == second
            || (first == BlockingCategory.Cpu && IsIo(second) && IsMuch(b, a))
            || (second == BlockingCategory.Cpu && IsIo(first) && IsMuch(a, b));
    }

    private static bool IsMuch(PartDraft io, PartDraft cpu) => io.SampleCount * 100 >= (io.SampleCount + cpu.SampleCount) * LeastIoPercent;

    private static bool IsSameStatement(Frame? a, Frame? b) => a is { Source: not null } && b is not null && a.Method == b.Method && a.Source == b.Source;

    // The I/O's site is kept, else the one that was seen more.
    private static (PartDraft Kept, PartDraft Merged) Order(PartDraft a, PartDraft b)
    {
        bool aIsCpu = a.Site.Category == BlockingCategory.Cpu;
        bool bIsCpu = b.Site.Category == BlockingCategory.Cpu;
        bool keepsFirst = aIsCpu == bIsCpu ? a.SampleCount >= b.SampleCount : bIsCpu;
        return keepsFirst ? (a, b) : (b, a);
    }

    private static bool IsIo(BlockingCategory category) => category
        is BlockingCategory.File
        or BlockingCategory.Socket
        or BlockingCategory.Http
        or BlockingCategory.Dns
        or BlockingCategory.Pipe
        or BlockingCategory.Process
        or BlockingCategory.Console
        or BlockingCategory.Database;
}
