using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Watching;
using Microsoft.Diagnostics.NETCore.Client;

namespace BlockWatch.EventPipe.Governing;

/// <summary>What the sessions of one watch may be asked for at most, and how that is asked.</summary>
/// <param name="RuntimeMajor">The runtime's major version.</param>
/// <param name="WithRequests">False when the user wants no requests.</param>
/// <param name="WithInlining">True when the target was started so that it tells what it inlines.</param>
/// <param name="Detail">Whether tasks are told of.</param>
internal sealed record LaneSettings(int RuntimeMajor, bool WithRequests, bool WithInlining, DetailMode Detail = DetailMode.Off)
{
    /// <summary>What a watch begins with: everything, but tasks only for who asked for them from the start.</summary>
    public LaneChoice Widest => new(WithWorkItems: true, WithRequests, WithContention: true, WithWaits: true, WithAsync: Detail == DetailMode.Full);

    /// <summary>A choice without what is never asked for. A runtime without events of waits is not asked for them again and again.</summary>
    public LaneChoice Narrow(LaneChoice choice) => choice with
    {
        WithRequests = choice.WithRequests && WithRequests,
        WithWaits = RuntimeMajor < SessionPlan.FirstWithStacklessSessions ? choice.WithContention : choice.WithWaits,
        WithAsync = choice.WithAsync && Detail != DetailMode.Off,
    };

    /// <summary>What the async session collects.</summary>
    public EventPipeSessionConfiguration Async() => SessionPlan.Async(RuntimeMajor, withExceptions: true, withCallers: true);

    /// <summary>What the spans session collects.</summary>
    public EventPipeSessionConfiguration Spans(LaneChoice choice) => SessionPlan.Spans(RuntimeMajor, choice.WithRequests, choice.WithWorkItems);

    /// <summary>What the waits session collects; methods come whatever is chosen, because samples need their names.</summary>
    public EventPipeSessionConfiguration Waits(LaneChoice choice) =>
        SessionPlan.Waits(RuntimeMajor, WithInlining, choice.WithContention, choice.WithWaits);
}
