using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;
using BlockWatch.Detection.Stalls;

namespace BlockWatch.Detection.Chains;

/// <summary>Finds the chain of async callers of a stall.</summary>
/// <remarks>
/// A chain is gone the moment its innermost method completes. So the callers of each execution that lasts for half a threshold are noted as it ends:
/// the stall that it was is settled later. Keeps the last <see cref="Cap"/>.
/// </remarks>
internal sealed class ChainBook
{
    public const int Cap = 1_024;

    private readonly AsyncGraph _graph;
    private readonly IAsyncNames _names;
    private readonly ResumedRuns _resumed = new();
    private readonly LongExecution[] _ended = new LongExecution[Cap];
    private long _count;

    /// <param name="graph">Told of the async lane's events by the caller.</param>
    /// <param name="names">Whose methods they are.</param>
    /// <param name="leastNs">Executions shorter than this are of no stall.</param>
    public ChainBook(AsyncGraph graph, IAsyncNames names, long leastNs)
    {
        _graph = graph;
        _names = names;
        graph.Watch(leastNs, ended => _ended[_count++ % Cap] = ended);
    }

    /// <summary>Told of a chain that came after its stall was settled: the site, and the chain.</summary>
    public Action<string, AsyncChain>? Found
    {
        get => _resumed.Found;
        set => _resumed.Found = value;
    }

    /// <summary>Takes a run of methods compiled as runtime async, of whatever time.</summary>
    public void Observe(in RuntimeEvent e) => _resumed.Add(e);

    /// <summary>The chain of a stall; null when none is known, or when it would be no more than the stack.</summary>
    /// <param name="stall">The stall.</param>
    /// <param name="parts">Its parts, the largest first.</param>
    public (string SiteId, AsyncChain Chain)? Of(PendingStall stall, IReadOnlyList<PartDraft> parts) =>
        parts is [{ Stacks: [var (stack, _), ..] } largest, ..] && Of(stall, largest.SiteId, stack) is { } chain ? (largest.SiteId, chain) : null;

    private AsyncChain? Of(PendingStall stall, string siteId, CallStack stack)
    {
        if (stack.Frames.FirstOrDefault(Resumption.Is) is not { } resumption || !Resumption.IsOfRuntimeAsync(resumption))
        {
            return Of(stall, stack);
        }

        var wanted = new SettledStall(stall.Track.ThreadId, stall.Start, stall.End, siteId, stack);
        AsyncChain? chain = _resumed.Of(wanted);
        if (chain is null && !stall.IsOpen)
        {
            _resumed.Await(wanted);
        }

        return chain;
    }

    /// <summary>When executions that the stall's thread ran in it ended: it worked until then.</summary>
    public IEnumerable<long> EndsWithin(PendingStall stall) => EndedOf(stall).Select(ended => ended.End).Where(end => end <= stall.End);

    private AsyncChain? Of(PendingStall stall, CallStack stack)
    {
        LongExecution? outermost = null;
        int outermostIndex = -1;
        foreach (LongExecution execution in Candidates(stall))
        {
            // Executions nest: of those that are on the stack, the outermost has the callers that are not.
            int index = IndexOf(stack.Frames, execution.Names[0]);
            if (index > outermostIndex)
            {
                (outermost, outermostIndex) = (execution, index);
            }
        }

        return outermost is not null && Compose(stack.Frames, outermostIndex, outermost) is { Links.Count: > 1 } chain ? chain : null;
    }

    private IEnumerable<LongExecution> Candidates(PendingStall stall) =>
        EndedOf(stall).Concat(_graph.OpenExecutions(stall.Track.ThreadId).Where(open => open.Start < stall.End));

    private IEnumerable<LongExecution> EndedOf(PendingStall stall)
    {
        for (long i = _count - 1; i >= Math.Max(0, _count - Cap); i--)
        {
            LongExecution ended = _ended[i % Cap];
            if (ended.ThreadId == stall.Track.ThreadId && ended.Start < stall.End && ended.End > stall.Start)
            {
                yield return ended;
            }
        }
    }

    private static int IndexOf(IReadOnlyList<Frame> frames, string name)
    {
        string? stateMachine = AsyncName.StateMachineOf(name);
        for (int i = 0; i < frames.Count && stateMachine is not null; i++)
        {
            if (IsMoveNextOf(frames[i], stateMachine))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsMoveNextOf(Frame frame, string stateMachine) =>
        frame.MethodName == "MoveNext"
        && frame.TypeName.EndsWith(stateMachine, StringComparison.Ordinal)
        && (frame.TypeName.Length == stateMachine.Length || frame.TypeName[^(stateMachine.Length + 1)] is '+' or '.');

    private AsyncChain Compose(IReadOnlyList<Frame> frames, int index, LongExecution execution)
    {
        List<ChainLink> links = [];
        for (int i = 0; i <= index; i++)
        {
            bool isAsync = frames[i].MethodName == "MoveNext" && frames[i].TypeName.Contains('<', StringComparison.Ordinal);
            if (isAsync && frames[i].Origin is FrameOrigin.User)
            {
                links.Add(new ChainLink(frames[i].Method, ChainSource.Stack));
            }
        }

        int own = links.Count;
        bool knowsAny = false;
        for (int i = 1; i < execution.Names.Count; i++)
        {
            Frame? method = _names.MethodOf(execution.Names[i]);
            links.Add(new ChainLink(method?.Method ?? AsyncName.Readable(execution.Names[i]), ChainSource.Await));
            own = method?.Origin is FrameOrigin.User ? links.Count : own;
            knowsAny |= method is not null;
        }

        // Outside the user's outermost method the framework awaits for itself: that is nobody's call. Where no name could be resolved, all are shown.
        bool isCut = execution.IsCut && !(knowsAny && own < links.Count);
        if (knowsAny)
        {
            links.RemoveRange(own, links.Count - own);
        }

        if (links.Count > AsyncChain.LinkCap)
        {
            links.RemoveRange(AsyncChain.LinkCap, links.Count - AsyncChain.LinkCap);
            isCut = true;
        }

        return new AsyncChain(links, isCut);
    }
}
