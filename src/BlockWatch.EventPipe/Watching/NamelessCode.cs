using BlockWatch.Detection.Session;

namespace BlockWatch.EventPipe.Watching;

/// <summary>A target whose runtime does not tell what its code is called: one that was compiled ahead of time (NativeAOT). Its pool and the lengths of its stalls are seen, frames are not.</summary>
internal static class NamelessCode
{
    /// <summary>For a user who watches.</summary>
    public const string Notice = "the target is compiled ahead of time (NativeAOT): stalls and the pool are seen, frames are not";

    private const string Limit =
        "The target told of no method and no module: it is compiled ahead of time (NativeAOT), and its runtime tells how long pool threads worked and how the pool did, but not what runs there. "
        + "Stalls have no frames and stay unexplained (BW0009), and starvation (BW0007) has no culprits with names.";

    /// <summary>True when a target that has listed all its code has none: a runtime that compiles methods has thousands.</summary>
    /// <param name="methods">How many methods it told of.</param>
    /// <param name="modules">How many modules.</param>
    public static bool Is(int methods, int modules) => methods == 0 && modules == 0;

    /// <summary>For the report.</summary>
    public static IReadOnlyList<string> Limits(bool isNameless) => isNameless ? [Limit] : [];

    /// <summary>What the lanes did: those that live by stacks saw nothing that a rule could name, so that nothing is proven by their silence.</summary>
    public static IReadOnlyList<LaneStatus> Lanes(bool isNameless, IReadOnlyList<LaneStatus> lanes) => isNameless
        ? [.. lanes.Select(lane => lane.Name is "waits" or "bursts" ? lane with { State = "unavailable", Note = "stacks have no names: the target is compiled ahead of time" } : lane)]
        : lanes;
}
