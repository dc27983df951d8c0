using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>Says why the thread of a stack did not go on: who called (the user's frame), what blocks (the blocking frame) and the cause.</summary>
/// <remarks>
/// Three answers, so that a guess is never taken for knowledge:
/// null — the stack proves that there is nothing to report (an idle worker, a thread of the runtime, the framework's own short waits);
/// a verdict with a cause — the stack shows it;
/// a verdict <see cref="BlockingCategory.Unexplained"/> — the thread was in native code or blocked, and the stack does not show in
/// what: the user's frame, when there is one, is where to look, but no cause is claimed.
/// Deterministic and without state: verdicts on a stack can be kept. Safe to call from several threads.
/// </remarks>
public sealed class StackExplainer : IStackExplainer
{
    private readonly DetectionOptions _options;
    private readonly BlockingCatalog _catalog;

    /// <param name="options">Which frames count as the user's.</param>
    /// <param name="catalog">What is known of blocking methods; the one that ships when null.</param>
    public StackExplainer(DetectionOptions options, BlockingCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _catalog = catalog ?? BlockingCatalog.Default;
    }

    /// <summary>Explains one stack.</summary>
    /// <param name="stack">Leaf first.</param>
    /// <param name="evidence">What the stack came with: a wait, a contention or a sample.</param>
    /// <param name="ranManagedCode">A sample's word on its thread: true when it ran managed code. Not used for waits and contention.</param>
    /// <returns>Null when the stack proves that there is nothing to report.</returns>
    public StackVerdict? Explain(CallStack stack, EvidenceKind evidence, bool ranManagedCode)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (PoolStack.IsIdleWorker(stack))
        {
            return null;
        }

        IReadOnlyList<Frame> frames = StackShapeOf.RunningNow(stack.Frames);
        int inner = StackShapeOf.FirstOwnFrame(frames);
        int user = FindUserFrame(frames, inner);
        int outer = user < 0 ? frames.Count : user;
        Frame? userFrame = user < 0 ? null : frames[user];
        if (userFrame is null && IsRuntimeThread(stack.Frames))
        {
            return null;
        }

        var reading = CalleeReading.Of(_catalog, frames, outer, inner);
        if (reading.Cause is { } cause)
        {
            // Who enters free locks again and again is stopped there as well (.NET 10 shows it so); who waits for one is in a wait of its own, or spins.
            bool entersFreeLocks = evidence == EvidenceKind.Samples && ranManagedCode && IsOnlyEntering(frames, inner, reading.CauseIndex);
            if (entersFreeLocks)
            {
                return userFrame is null ? null : new StackVerdict(BlockingCategory.Cpu, userFrame, null, null);
            }

            return OfCause(stack, userFrame, reading, cause);
        }

        if (userFrame is null && !StackShapeOf.HasForeignCode(frames, 0, _catalog))
        {
            // All frames are the framework's: it works or waits for itself. With unresolved frames we cannot say that.
            return StackShapeOf.HasUnresolvedCaller(frames, 0) ? Unexplained(null) : null;
        }

        bool waits = evidence is EvidenceKind.Wait or EvidenceKind.Contention || !ranManagedCode;
        if (reading.IsHarmless && waits)
        {
            return null;
        }

        return evidence switch
        {
            EvidenceKind.Contention => OfLock(frames, userFrame, reading, outer, inner),
            EvidenceKind.Wait when outer == inner => OfLock(frames, userFrame, reading, outer, inner),
            EvidenceKind.Samples when IsBusy(frames, inner, ranManagedCode, reading) => OfProcessor(frames, userFrame, reading, outer, inner),
            _ => Unexplained(userFrame),
        };
    }

    /// <summary>Explains a sample of a thread that is known to have run, whatever the sample says.</summary>
    /// <remarks>
    /// .NET 8 and 9 mark most samples of a busy thread as native (measured: 29 and 100 % of a plain loop), so that
    /// <see cref="Explain"/> can but answer <see cref="BlockingCategory.Unexplained"/>: a lock statement looks the same. Who sees
    /// several samples of the span knows more: a thread whose address changes from sample to sample, or that was seen in managed
    /// code in one of them, runs.
    /// </remarks>
    public StackVerdict? ExplainRunning(CallStack stack) => Explain(stack, EvidenceKind.Samples, ranManagedCode: true);

    /// <summary>What the stack says about its thread's place in the pool.</summary>
    public PoolStackKind KindOf(CallStack stack) => PoolStack.MembershipOf(stack) switch
    {
        _ when PoolStack.IsIdleWorker(stack) => PoolStackKind.IdleWorker,
        PoolMembership.Pool => PoolStackKind.Worker,
        PoolMembership.NotPool => PoolStackKind.NotPool,
        _ => PoolStackKind.Unknown,
    };

    // From the lock's own method to the leaf there is nothing but the lock's: .NET 10 has a second method for the slower way in.
    private bool IsOnlyEntering(IReadOnlyList<Frame> frames, int inner, int causeIndex)
    {
        for (int i = inner; i <= causeIndex; i++)
        {
            if (_catalog.Find(frames[i])?.Category != BlockingCategory.Lock)
            {
                return false;
            }
        }

        return true;
    }

    private static StackVerdict Unexplained(Frame? userFrame) => new(BlockingCategory.Unexplained, userFrame, null, null);

    private StackVerdict? OfCause(CallStack stack, Frame? userFrame, CalleeReading reading, BlockingEntry cause)
    {
        if (reading.IsHarmless && cause.IsWait)
        {
            return null;
        }

        if (userFrame is null && !HasOtherCode(StackShapeOf.RunningNow(stack.Frames), reading.CauseIndex))
        {
            return null;
        }

        // The main thread may wait: for the shutdown, for a key, for the next connection. It holds up nobody.
        bool isMain = userFrame is not null && StackShapeOf.IsEntryPoint(userFrame) && PoolStack.MembershipOf(stack) == PoolMembership.NotPool;
        if (isMain && cause.Category != BlockingCategory.RuntimeWork)
        {
            return null;
        }

        return new StackVerdict(cause.Category, userFrame, reading.Named, reading.Replacement, reading.Docs);
    }

    private bool HasOtherCode(IReadOnlyList<Frame> frames, int from) =>
        StackShapeOf.HasForeignCode(frames, from, _catalog) || StackShapeOf.HasUnresolvedCaller(frames, from);

    // Contention events come from Monitor and from Lock only, and Lock is managed code that would show. Before .NET 10 a
    // lock statement leaves no frame at all below the user's; the wait event that it raises as well looks the same, and no
    // other wait does: all others have a managed frame of their own.
    private static StackVerdict OfLock(IReadOnlyList<Frame> frames, Frame? userFrame, CalleeReading reading, int outer, int inner)
    {
        Frame callee = reading.Named ?? StackShapeOf.Callee(frames, outer, inner) ?? MonitorEnter;
        return new StackVerdict(BlockingCategory.Lock, userFrame, callee, reading.Replacement ?? LockReplacement, reading.Docs ?? LockDocs);
    }

    private static StackVerdict OfProcessor(IReadOnlyList<Frame> frames, Frame? userFrame, CalleeReading reading, int outer, int inner)
    {
        Frame? callee = userFrame is null
            ? StackShapeOf.InnermostForeign(frames)
            : reading.Named ?? StackShapeOf.Callee(frames, outer, inner);

        // What the core library holds, any code calls in passing (string, List, Dictionary): to name it would scatter one
        // busy method over its calls.
        if (callee is { Module: CoreLibrary } && reading is { Named: null, Computes: false } && userFrame is not null)
        {
            callee = null;
        }

        // A replacement is for something that waits; work for the processor stays work when it is awaited.
        return new StackVerdict(BlockingCategory.Cpu, userFrame, callee, null);
    }

    private static bool IsBusy(IReadOnlyList<Frame> frames, int inner, bool ranManagedCode, CalleeReading reading)
    {
        // A thread that was stopped at a safepoint ran until then (.NET 10 shows it so).
        bool atSafepoint = inner > 0 && StackShapeOf.IsSafepoint(frames[inner - 1]);
        if (reading.Computes || atSafepoint)
        {
            return true;
        }

        // On its way in or out of native code a thread counts as managed: such a leaf proves nothing.
        return ranManagedCode && !(frames.Count > inner && StackShapeOf.IsNativeCall(frames[inner]));
    }

    private bool IsRuntimeThread(IReadOnlyList<Frame> frames)
    {
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            if (_catalog.Find(frames[i])?.Kind == BlockingEntryKind.Idle)
            {
                return true;
            }
        }

        return false;
    }

    private int FindUserFrame(IReadOnlyList<Frame> frames, int from)
    {
        for (int i = from; i < frames.Count; i++)
        {
            if (IsUser(frames[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsUser(Frame frame) =>
        (frame.Origin == FrameOrigin.User || MatchesAny(_options.Include, frame.Method) || MatchesAny(_options.Modules, frame.Module))
        && !MatchesAny(_options.Exclude, frame.Method);

    private static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        foreach (string pattern in patterns)
        {
            if (Glob.IsMatch(pattern, name))
            {
                return true;
            }
        }

        return false;
    }

    private const string CoreLibrary = "System.Private.CoreLib";

    private const string LockReplacement = "SemaphoreSlim.WaitAsync where the section awaits; otherwise a shorter section";

    private static readonly string LockDocs = DocumentationLink.Of("System.Threading.Monitor", "Enter");

    private static Frame MonitorEnter { get; } = new()
    {
        Method = "Monitor.Enter",
        TypeName = "System.Threading.Monitor",
        MethodName = "Enter",
        Module = CoreLibrary,
        Origin = FrameOrigin.Framework,
    };
}
