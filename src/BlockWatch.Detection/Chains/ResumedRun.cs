using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Chains;

/// <summary>A stretch in which a thread ran methods compiled as runtime async: one, and as each returns the one that awaits it.</summary>
/// <param name="ThreadId">The thread that ran them.</param>
/// <param name="Start">Nanoseconds since the session began.</param>
/// <param name="End">Nanoseconds since the session began; a lower bound while it goes on.</param>
/// <param name="Methods">The one that was resumed in front, each awaited by the one behind it.</param>
/// <param name="FirstWrapper">The number of the runtime's wrapper that the first one ran in.</param>
internal sealed record ResumedRun(long ThreadId, long Start, long End, CallStack Methods, int FirstWrapper)
{
    // A buffer of the runtime's has no more.
    private const int MostMethods = 255;

    // The runtime's wrappers are used in turn.
    private const int Wrappers = 32;

    /// <summary>The chain of a stack that was seen while it ran; null when the stack is not of this run, or tells as much itself.</summary>
    public AsyncChain? ChainOf(IReadOnlyList<Frame> stack)
    {
        (int stackIndex, int index) = FindResumed(stack);
        if (index < 0)
        {
            return null;
        }

        List<ChainLink> links = [];
        for (int i = 0; i <= stackIndex; i++)
        {
            if (i == stackIndex || (stack[i].IsRuntimeAsync && stack[i].Origin is FrameOrigin.User))
            {
                links.Add(new ChainLink(stack[i].Method, ChainSource.Stack));
            }
        }

        IReadOnlyList<Frame> methods = Methods.Frames;
        int own = links.Count;
        bool isCut = methods.Count >= MostMethods;
        for (int i = index + 1; i < methods.Count; i++)
        {
            if (methods[i].Origin is FrameOrigin.Unknown)
            {
                isCut = true;
                break;
            }

            links.Add(new ChainLink(methods[i].Method, ChainSource.Await));
            own = methods[i].Origin is FrameOrigin.User ? links.Count : own;
        }

        // Outside the user's outermost method the framework awaits for itself: that is nobody's call.
        isCut &= own == links.Count;
        links.RemoveRange(own, links.Count - own);
        if (links.Count > AsyncChain.LinkCap)
        {
            links.RemoveRange(AsyncChain.LinkCap, links.Count - AsyncChain.LinkCap);
            isCut = true;
        }

        return links.Count > 1 ? new AsyncChain(links, isCut) : null;
    }

    // Where on the stack the resumed method is, and which of the methods it is.
    private (int StackIndex, int Index) FindResumed(IReadOnlyList<Frame> stack)
    {
        int resumption = 0;
        while (resumption < stack.Count && !Resumption.Is(stack[resumption]))
        {
            resumption++;
        }

        // Stubs by which the runtime resumes a method lie between.
        int body = resumption - 1;
        while (body >= 0 && stack[body].Origin is FrameOrigin.Unknown or FrameOrigin.Dynamic)
        {
            body--;
        }

        return resumption < stack.Count && body >= 0 ? (body, IndexOf(stack[body], Resumption.WrapperOf(stack[resumption]))) : (-1, -1);
    }

    // A method that awaits itself is there several times: the wrapper's number tells which it is. Without one it must be the only one.
    private int IndexOf(Frame body, int wrapper)
    {
        int found = -1;
        for (int i = 0; i < Methods.Frames.Count; i++)
        {
            Frame method = Methods.Frames[i];
            bool isWrapped = wrapper < 0 || (FirstWrapper + i) % Wrappers == wrapper;
            if (isWrapped && method.Method == body.Method && method.TypeName == body.TypeName && method.MethodName == body.MethodName)
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }
}
