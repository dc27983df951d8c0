using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Catalogue.Tests.Live;

/// <summary>A stack of a thread of this process, and what is made of it.</summary>
/// <param name="Call">What the thread was doing; null for a thread that makes none of the calls.</param>
/// <param name="Frames">Leaf first.</param>
/// <param name="RanManagedCode">The sample's word on the thread.</param>
/// <param name="Verdict">The explanation; null when the stack is nothing to report.</param>
internal sealed record LiveStack(LiveCall? Call, CallStack Frames, bool RanManagedCode, StackVerdict? Verdict)
{
    /// <summary>The line of the catalogue that names what blocks; null when none does.</summary>
    public BlockingEntry? Named => Verdict?.BlockingFrame is { } frame ? BlockingCatalog.Default.Find(frame) : null;

    public bool IsAsDeclared =>
        Call is not null && Verdict?.Category == Call.Category && Named is not null && Verdict!.BlockingFrame!.TypeName == Call.Type.FullName && Verdict!.BlockingFrame!.MethodName == Call.Method;

    public override string ToString() =>
        $"{Verdict?.Category.ToString() ?? "nothing"} {Verdict?.BlockingFrame?.Method}{(RanManagedCode ? " (ran)" : "")} at {string.Join(" < ", Frames.Frames.Select(f => $"{f.TypeName}.{f.MethodName}"))}";
}
