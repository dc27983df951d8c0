namespace BlockWatch.Reports.Html;

/// <summary>How much of a report goes into a page, so that it opens at once whatever was found. What is left out is counted on the page.</summary>
/// <param name="StaticFindings">Findings that are in the page's text, and can be read without a script.</param>
/// <param name="AllStacks">Findings of which all stacks are there; of the others the most frequent one.</param>
/// <param name="StackBytes">Of data, beyond which findings have no stacks.</param>
/// <param name="Bytes">Of data, beyond which findings are left out.</param>
/// <param name="Buckets">Stretches of time that the timeline tells apart: at most one for each two pixels of a wide screen.</param>
/// <param name="Marks">Stalls that the timeline draws, and as many pauses.</param>
internal sealed record HtmlLimits(int StaticFindings, int AllStacks, int StackBytes, int Bytes, int Buckets, int Marks)
{
    /// <summary>Targets that have a part of their own on a page of several.</summary>
    public const int Targets = 100;

    // Of each target, however many there are.
    private const int LeastStatic = 3;
    private const int LeastBuckets = 100;
    private const int LeastMarks = 50;

    // Up to here a timeline costs so little that several need not be coarser.
    private const int FineTimelines = 10;

    /// <summary>A page for one target: under 10 MB.</summary>
    public static HtmlLimits OfOne { get; } =
        new(StaticFindings: 50, AllStacks: 500, StackBytes: 5_000_000, Bytes: 7_500_000, Buckets: 480, Marks: 1_000);

    /// <summary>The share of each when there are several on the page.</summary>
    public HtmlLimits Among(int targets)
    {
        int parts = Math.Clamp(targets, 1, Targets);
        return new HtmlLimits(
            Math.Max(LeastStatic, StaticFindings / parts),
            AllStacks / parts,
            StackBytes / parts,
            Bytes / parts,
            Math.Clamp(Buckets * FineTimelines / parts, LeastBuckets, Buckets),
            Math.Clamp(Marks * FineTimelines / parts, LeastMarks, Marks));
    }
}
