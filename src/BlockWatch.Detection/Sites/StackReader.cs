using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Loops;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>Explains stacks and remembers the answers by the stack's reference.</summary>
/// <remarks>
/// Remembers at most two generations of <see cref="GenerationCap"/> stacks: when the young one is full it becomes
/// the old one, and what the old one held and nobody asked for since is forgotten.
/// </remarks>
internal sealed class StackReader
{
    private const int GenerationCap = 4096;

    private static readonly Frame Compiler = new() { Method = "compiling methods (JIT)", Origin = FrameOrigin.Framework };

    private readonly IStackExplainer _explainer;
    private readonly ISiteFactory _sites;
    private Dictionary<Key, StackReading> _young = [];
    private Dictionary<Key, StackReading> _old = [];

    public StackReader(IStackExplainer explainer, ISiteFactory sites)
    {
        _explainer = explainer;
        _sites = sites;
        Unexplained = sites.SiteOf(new StackVerdict(BlockingCategory.Unexplained, null, null, null));
        GarbageCollection = sites.SiteOf(new StackVerdict(BlockingCategory.GarbageCollection, null, null, null));
        Compilation = new StackReading(new CallStack([]), sites.SiteOf(new StackVerdict(BlockingCategory.RuntimeWork, null, Compiler, null)), PoolStackKind.Worker);
        Starvation = sites.SiteOfRule("BW0007");
    }

    /// <summary>The site of what nothing explains.</summary>
    public Site Unexplained { get; }

    /// <summary>The site of runtime pauses.</summary>
    public Site GarbageCollection { get; }

    /// <summary>What compiling a method says: it has no stack of its own.</summary>
    public StackReading Compilation { get; }

    /// <summary>The site of starvation episodes.</summary>
    public Site Starvation { get; }

    public StackReading Read(CallStack stack, EvidenceKind evidence, bool ranManagedCode)
    {
        var key = new Key(stack, evidence, ranManagedCode);
        if (_young.TryGetValue(key, out StackReading? known))
        {
            return known;
        }

        StackReading reading = _old.TryGetValue(key, out StackReading? older) ? older : Explain(key);
        if (_young.Count >= GenerationCap)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young[key] = reading;
        return reading;
    }

    /// <summary>Reads a sample's stack again, knowing that its thread ran.</summary>
    public StackReading ReadRunning(StackReading opaque)
    {
        StackVerdict? verdict = _explainer.ExplainRunning(opaque.Stack);
        Site? site = verdict is null || verdict.Category == BlockingCategory.Unexplained ? null : _sites.SiteOf(verdict);
        return opaque with { Site = site };
    }

    /// <summary>The same place, but with a cause that the operating system knows of and the stack does not show.</summary>
    /// <param name="computing">What was taken for work of the processor.</param>
    /// <param name="cause">What it was.</param>
    public StackReading ReadAway(StackReading computing, BlockingCategory cause)
    {
        Site site = computing.Site!;
        return computing with { Site = _sites.SiteOf(new StackVerdict(cause, site.UserFrame, site.BlockingFrame, null)) };
    }

    private StackReading Explain(Key key)
    {
        PoolStackKind kind = _explainer.KindOf(key.Stack);
        StackVerdict? verdict = _explainer.Explain(key.Stack, key.Evidence, key.RanManagedCode);

        // A verdict that says "blocked, but why is not known" explains nothing: the stall's own site for that has no frames.
        Site? site = verdict is null || verdict.Category == BlockingCategory.Unexplained ? null : _sites.SiteOf(verdict);
        string? opaque = verdict is { Category: BlockingCategory.Unexplained } ? verdict.UserFrame?.Method : null;
        return new StackReading(key.Stack, site, kind, opaque, kind == PoolStackKind.NotPool && LoopStack.IsTurn(key.Stack));
    }

    private readonly record struct Key(CallStack Stack, EvidenceKind Evidence, bool RanManagedCode);
}
