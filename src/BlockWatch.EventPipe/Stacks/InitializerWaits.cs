using BlockWatch.Detection.Stacks;

namespace BlockWatch.EventPipe.Stacks;

/// <summary>Recognises threads that wait for a static constructor which another thread runs.</summary>
/// <remarks>
/// Since .NET 10 they wait in managed code, with a frame of its own. Before, nothing but the method that touched the type is to be
/// seen, as for any wait in native code, and no event is written. But when the statement there uses a type of which another
/// thread is in the static constructor at that time, the runtime lets it through only after that constructor. The wait then gets
/// the frame that it has since .NET 10, marked as <see cref="FrameOrigin.Inferred"/>. Not thread-safe.
/// </remarks>
internal sealed class InitializerWaits
{
    // The sampler stops all threads at once and is back a millisecond later, on a loaded machine after some: older sights are history.
    private const long FreshNs = 20_000_000;

    private const int MostRunning = 64;

    private const string StaticConstructor = ".cctor";

    private readonly StackResolver _resolver;
    private readonly Dictionary<long, (long Time, IReadOnlyList<Frame> Constructors)> _running = [];

    // One stack gets one instance, as from the resolver.
    private Dictionary<(CallStack, Frame), CallStack> _extended = [];

    public InitializerWaits(StackResolver resolver)
    {
        _resolver = resolver;
    }

    /// <summary>Threads that are remembered as being in a static constructor.</summary>
    public int RunningCount => _running.Count;

    /// <summary>The stack of one sample, with one frame more when its thread waits for another's static constructor.</summary>
    /// <param name="time">The sample's time, nanoseconds. Times do not go back by much.</param>
    /// <param name="threadId">Its thread.</param>
    /// <param name="addresses">Leaf first. Kept, as by the resolver.</param>
    /// <param name="ran">True when the thread ran: then it does not wait.</param>
    public CallStack Read(long time, long threadId, ulong[] addresses, bool ran)
    {
        CallStack stack = _resolver.Resolve(addresses);
        Remember(time, threadId, stack);
        bool mayWait = !ran && _running.Count > 0 && stack.Frames is [{ Origin: FrameOrigin.User or FrameOrigin.Library }, ..];
        return mayWait && AwaitedBy(time, threadId, addresses[0]) is { } constructor ? Extended(stack, constructor) : stack;
    }

    private void Remember(long time, long threadId, CallStack stack)
    {
        // For every sample, and hardly any has one: nothing is allocated until there is.
        List<Frame>? constructors = null;
        for (int i = 0; i < stack.Frames.Count; i++)
        {
            if (stack.Frames[i].MethodName == StaticConstructor)
            {
                (constructors ??= []).Add(stack.Frames[i]);
            }
        }

        if (constructors is null)
        {
            _running.Remove(threadId);
        }
        else
        {
            // Threads that were never seen again.
            if (_running.Count >= MostRunning)
            {
                foreach (long gone in _running.Where(entry => time - entry.Value.Time > FreshNs).Select(static entry => entry.Key).ToList())
                {
                    _running.Remove(gone);
                }
            }

            _running[threadId] = (time, constructors);
        }
    }

    private Frame? AwaitedBy(long time, long threadId, ulong leaf)
    {
        IReadOnlyList<string>? used = null;
        foreach ((long runner, (long seen, IReadOnlyList<Frame> constructors)) in _running)
        {
            if (runner != threadId && Math.Abs(time - seen) <= FreshNs)
            {
                used ??= _resolver.TypesUsedAt(leaf);
                if (constructors.FirstOrDefault(frame => used.Contains(frame.TypeName)) is { } constructor)
                {
                    return constructor;
                }
            }
        }

        return null;
    }

    private CallStack Extended(CallStack stack, Frame constructor)
    {
        const int LargestTable = 1000;
        if (_extended.TryGetValue((stack, constructor), out CallStack? known))
        {
            return known;
        }

        if (_extended.Count >= LargestTable)
        {
            _extended = [];
        }

        var wait = new Frame
        {
            Method = $"wait for {constructor.Method}, which another thread runs",
            TypeName = "System.Runtime.CompilerServices.InitHelpers",
            MethodName = "InitClassSlow",
            Module = "System.Private.CoreLib",
            Origin = FrameOrigin.Inferred,
        };
        return _extended[(stack, constructor)] = new CallStack([wait, .. stack.Frames], stack.IsCut) { Place = stack.Place };
    }
}
