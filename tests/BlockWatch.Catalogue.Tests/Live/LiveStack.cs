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
    /// <summary>True when the stack is explained as what the call is, under its name or, where the runtime's code leaves no frame of it, under that of the nearest certain one.</summary>
    public bool IsAsDeclared => Call is not null && Verdict?.Category == Call.Category && (Call.LosesItsName || Names(Call));

    public override string ToString() =>
        $"{Verdict?.Category.ToString() ?? "nothing"} {Verdict?.BlockingFrame?.Method}{(RanManagedCode ? " (ran)" : "")} at {string.Join(" < ", Frames.Frames.Select(f => $"{f.TypeName}.{f.MethodName}"))}";

    // One name may stand for several methods that share an implementation: "File.WriteAllText / AppendAllText".
    private bool Names(LiveCall call) =>
        Verdict?.BlockingFrame is { } frame
        && (frame.TypeName == call.Type.FullName && frame.MethodName == call.Method
            || BlockingCatalog.Default.Entries.FirstOrDefault(e => e.TypePattern == call.Type.FullName && e.MethodPattern == call.Method) is { } entry
            && frame.Method.Split(" / ").Any(name => (entry.Display ?? $"{call.Type.Name.Split('`')[0]}.{call.Method}").Contains(name, StringComparison.Ordinal)));
}
