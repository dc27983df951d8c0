using BlockWatch.Detection.Async;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Deadlocks;

/// <summary>Makes a deadlock of a ring of edges: names, frames, an order that is the same in every run.</summary>
internal sealed class DeadlockMaker
{
    private readonly WaitForGraph _graph;
    private readonly AsyncGraph _async;

    public DeadlockMaker(WaitForGraph graph, AsyncGraph async)
    {
        _graph = graph;
        _async = async;
    }

    /// <param name="id">Its number.</param>
    /// <param name="kind">Ring or pool.</param>
    /// <param name="ring">For a ring, its edges in order; for the pool, the edges of one thread of it up to the queue.</param>
    /// <param name="closed">When it closed, nanoseconds since the session began.</param>
    /// <param name="others">For the pool, the waits of its other threads.</param>
    public Deadlock Make(int id, DeadlockKind kind, IReadOnlyList<WaitEdge> ring, long closed, IReadOnlyList<WaitEdge> others)
    {
        int threads = ring.Concat(others).Count(edge => edge.From.Kind == WaitNodeKind.Thread);
        DeadlockStep[] steps = [.. (kind == DeadlockKind.Cycle ? Rotated(ring) : ring).Select(edge => Step(edge, threads, others))];
        Frame?[] frames = [.. steps.Where(step => step.ThreadId != 0).Select(step => step.UserFrame), .. others.Select(UserFrameOf)];
        bool isCertain = ring.All(edge => edge is { IsInferred: false, IsProven: true });
        return new Deadlock
        {
            Id = id,
            Kind = kind,
            Site = DeadlockSite.Of(kind, frames, steps.First(step => step.ThreadId != 0)),
            Title = DeadlockTitle.Of(kind, steps, threads),
            Confidence = isCertain ? Confidence.Certain : Confidence.Likely,
            Steps = steps,
            Threads = threads,
            StartNs = closed,
        };
    }

    /// <summary>The chain that stands for all of them.</summary>
    public List<WaitEdge> FirstOf(IReadOnlyList<List<WaitEdge>> chains) =>
        chains.OrderBy(chain => KeyOf(chain[0]), StringComparer.Ordinal).ThenBy(chain => chain[0].From.Id).First();

    // Begins at the thread whose user's method comes first by its name, whichever thread came first this time.
    private List<WaitEdge> Rotated(IReadOnlyList<WaitEdge> ring)
    {
        WaitEdge first = ring.Where(edge => edge.From.Kind == WaitNodeKind.Thread).OrderBy(KeyOf, StringComparer.Ordinal).ThenBy(edge => edge.From.Id).First();
        int start = ring.ToList().IndexOf(first);
        return [.. ring.Skip(start), .. ring.Take(start)];
    }

    // Without a frame it comes last.
    private string KeyOf(WaitEdge edge) => UserFrameOf(edge) is { } frame ? FormattableString.Invariant($"{frame.Method}|{frame.Source?.Line ?? 0:D9}") : "\uFFFF";

    private Frame? UserFrameOf(WaitEdge edge) => edge.From.Kind == WaitNodeKind.Thread ? UserFrameOf(_graph.StackOf(edge)) : null;

    private static Frame? UserFrameOf(StackReading? reading) =>
        reading?.Site?.UserFrame ?? reading?.Stack.Frames.FirstOrDefault(frame => frame.Origin == FrameOrigin.User);

    private DeadlockStep Step(WaitEdge edge, int threads, IReadOnlyList<WaitEdge> others)
    {
        bool isThread = edge.From.Kind == WaitNodeKind.Thread;
        StackReading? reading = isThread ? _graph.StackOf(edge) : null;
        Frame? frame = UserFrameOf(reading);
        return new DeadlockStep
        {
            Link = edge.Link,
            ThreadId = isThread ? edge.From.Id : 0,
            TaskId = isThread ? 0 : edge.From.Id,
            Waiter = NameOf(edge.From, threads),
            WaitsFor = edge.Link switch
            {
                DeadlockLink.Lock => "a lock",
                DeadlockLink.TaskWait or DeadlockLink.Await => NameOf(edge.To, threads),
                DeadlockLink.RunBy => "its own end",
                DeadlockLink.Context => FormattableString.Invariant($"its turn on thread {edge.To.Id}, where it was suspended"),
                _ => "its turn in the queue of the pool",
            },
            Holder = NameOf(edge.To, threads),
            UserFrame = frame,
            Stack = reading?.Stack,
            SinceNs = edge.Since,
            IsInferred = edge.IsInferred,
            Alike = isThread ? others.Count(other => Equals(UserFrameOf(other), frame)) : 0,
        };
    }

    private string NameOf(WaitNode node, int threads) => node.Kind switch
    {
        WaitNodeKind.Thread => FormattableString.Invariant($"thread {node.Id}"),
        WaitNodeKind.Task => _async.Find(node.Id) is { Name: { } name } ? $"task {AsyncName.Readable(name)}" : FormattableString.Invariant($"task {node.Id}"),
        _ => FormattableString.Invariant($"the pool, all {threads} threads of which wait so"),
    };
}
