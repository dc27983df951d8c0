using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>Questions about the frames of a stack that need no knowledge of single methods.</summary>
internal static class StackShapeOf
{
    /// <summary>Index of the innermost frame that is the program's doing: beyond safepoints, and beyond a synchronization context that was asked to do the waiting.</summary>
    public static int FirstOwnFrame(IReadOnlyList<Frame> frames)
    {
        // The runtime hands a wait to a SynchronizationContext that asked for it. Its Wait method, though written by the
        // user, did not cause the wait: what called the wait did.
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            if (frames[i] is { TypeName: "System.Threading.SynchronizationContext", MethodName: "InvokeWaitMethodHelper", Origin: FrameOrigin.Framework }
                || IsWaitOfContext(frames, i))
            {
                return i + 1;
            }
        }

        int first = 0;
        while (first < frames.Count && IsSafepoint(frames[first]))
        {
            first++;
        }

        return first;
    }

    // Wait handles call a context without the runtime's own frame, and the monitor's call to it may be inlined or unresolved (.NET 8
    // shows it so): nothing else that these two types call is a Wait that is not the framework's.
    private static bool IsWaitOfContext(IReadOnlyList<Frame> frames, int index)
    {
        if (frames[index] is not { MethodName: "Wait", Origin: FrameOrigin.User or FrameOrigin.Library })
        {
            return false;
        }

        int caller = index + 1;
        while (caller < frames.Count && frames[caller].Origin == FrameOrigin.Unknown)
        {
            caller++;
        }

        return caller < frames.Count && frames[caller] is { TypeName: "System.Threading.WaitHandle" or "System.Threading.Monitor", Origin: FrameOrigin.Framework };
    }

    /// <summary>The frames that the thread is in on behalf of the async method that runs now; all frames when none was resumed.</summary>
    /// <remarks>
    /// A method that completes runs its awaiter's continuation on its own stack. The frames outside that continuation belong
    /// to methods that are over, and to whoever completed them: they did not call what the thread is in.
    /// </remarks>
    public static IReadOnlyList<Frame> RunningNow(IReadOnlyList<Frame> frames)
    {
        for (int i = 0; i < frames.Count; i++)
        {
            if (Resumption.Is(frames[i]))
            {
                return [.. frames.Take(i)];
            }
        }

        return frames;
    }

    /// <summary>The frame in which .NET 10 stops a thread that ran managed code.</summary>
    public static bool IsSafepoint(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && frame.TypeName == "System.Threading.Thread"
        && (frame.MethodName == "PollGC" || frame.MethodName.StartsWith("<PollGC>", StringComparison.Ordinal));

    public static bool IsNativeCall(Frame frame) =>
        frame.Origin == FrameOrigin.Unknown || IsStub(frame) || (frame.Origin == FrameOrigin.Framework && frame.TypeName.StartsWith("Interop+", StringComparison.Ordinal));

    /// <summary>True when code that is not the framework's lies at <paramref name="from"/> or outside it.</summary>
    public static bool HasForeignCode(IReadOnlyList<Frame> frames, int from, BlockingCatalog catalog)
    {
        for (int i = Math.Max(from, 0); i < frames.Count; i++)
        {
            // Excluded user frames count: they are not named, but they are not the framework either.
            if (frames[i].Origin is FrameOrigin.User or FrameOrigin.Library)
            {
                return true;
            }

            if (frames[i].Origin == FrameOrigin.Dynamic && HoldsInlinedCode(frames, i, catalog))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a frame outside <paramref name="from"/> and inside the pool's dispatcher is unresolved: any code may have been there.</summary>
    public static bool HasUnresolvedCaller(IReadOnlyList<Frame> frames, int from)
    {
        for (int i = Math.Max(from, 0) + 1; i < frames.Count && !PoolStack.IsDispatch(frames[i]); i++)
        {
            if (frames[i].Origin == FrameOrigin.Unknown)
            {
                return true;
            }
        }

        return frames.Count == 0 || (frames.Count == 1 && frames[0].Origin == FrameOrigin.Unknown);
    }

    /// <summary>The frame that the outer frame called, past the machinery of async methods; null when there is none that is resolved.</summary>
    public static Frame? Callee(IReadOnlyList<Frame> frames, int outer, int inner)
    {
        for (int i = outer - 1; i >= inner; i--)
        {
            if (frames[i].Origin != FrameOrigin.Unknown && !IsAsyncMachinery(frames[i]))
            {
                return Shortened(frames[i]);
            }
        }

        return null;
    }

    /// <summary>The innermost frame of code that is neither the framework's nor a stub; excluded user frames are passed over.</summary>
    public static Frame? InnermostForeign(IReadOnlyList<Frame> frames)
    {
        foreach (Frame frame in frames)
        {
            if (frame.Origin == FrameOrigin.Library || (frame.Origin == FrameOrigin.Dynamic && !IsStub(frame)))
            {
                return Shortened(frame);
            }
        }

        return null;
    }

    /// <summary>True for <c>Main</c>, for the top-level statements, and for what the compiler makes of an async one.</summary>
    public static bool IsEntryPoint(Frame frame) =>
        frame.MethodName is "Main" or "<Main>$" or "<Main>"
        || (frame.MethodName == "MoveNext" && (frame.TypeName.Contains("+<Main>d__", StringComparison.Ordinal) || frame.TypeName.Contains("+<<Main>$>d__", StringComparison.Ordinal)));

    // ASP.NET Core and others run dynamic methods between their own frames all the time; that says nothing. But one that
    // calls a blocking method directly, or is itself what runs, holds the user's code: the JIT inlined it there.
    private static bool HoldsInlinedCode(IReadOnlyList<Frame> frames, int index, BlockingCatalog catalog) =>
        !IsStub(frames[index])
        && (index == 0 || IsSafepoint(frames[index - 1]) || catalog.Find(frames[index - 1]) is { Kind: BlockingEntryKind.Api or BlockingEntryKind.Internal });

    private static bool IsStub(Frame frame) =>
        frame.Origin == FrameOrigin.Dynamic && frame.MethodName.StartsWith("IL_STUB", StringComparison.Ordinal);

    private static Frame Shortened(Frame frame) => frame.TypeName.Length == 0
        ? frame
        : frame with { Method = ApiName.Of(frame.TypeName, frame.MethodName), Source = null };

    private static bool IsAsyncMachinery(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && (frame.TypeName.StartsWith("System.Runtime.CompilerServices.Async", StringComparison.Ordinal) || frame.TypeName == "System.Threading.ExecutionContext");
}
