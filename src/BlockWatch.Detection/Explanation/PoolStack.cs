using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Explanation;

/// <summary>Tells pool workers from other threads, and idle ones from busy ones, by the frames of the pool itself.</summary>
public static class PoolStack
{
    private const string WorkQueue = "System.Threading.ThreadPoolWorkQueue";
    private const string Worker = "System.Threading.PortableThreadPool+WorkerThread";
    private const string WindowsPool = "System.Threading.WindowsThreadPool";
    private const string LifoSemaphore = "System.Threading.LowLevelLifoSemaphore";

    /// <summary>Whether a worker of the thread pool made the stack.</summary>
    public static PoolMembership MembershipOf(CallStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        for (int i = stack.Frames.Count - 1; i >= 0; i--)
        {
            if (IsDispatch(stack.Frames[i]) || IsWorkerStart(stack.Frames[i]))
            {
                return PoolMembership.Pool;
            }
        }

        bool bottomIsKnown = stack.Frames.Count > 0 && !stack.IsCut && stack.Frames[^1].Origin != FrameOrigin.Unknown;
        return bottomIsKnown ? PoolMembership.NotPool : PoolMembership.Unknown;
    }

    /// <summary>True when the stack shows a worker that has no work item: whatever it ran before is over.</summary>
    public static bool IsIdleWorker(CallStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        bool isWorker = false;
        bool waitsForWork = false;
        foreach (Frame frame in stack.Frames)
        {
            if (IsDispatch(frame))
            {
                return false;
            }

            isWorker |= IsWorkerStart(frame);

            // Only workers wait on this semaphore. It suffices where the frame outside it is unresolved.
            waitsForWork |= frame.TypeName == LifoSemaphore && frame.Origin == FrameOrigin.Framework;
        }

        return isWorker || waitsForWork;
    }

    internal static bool IsDispatch(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && ((frame.TypeName == WorkQueue && frame.MethodName == "Dispatch") || (frame.TypeName == WindowsPool && frame.MethodName == "DispatchCallback"));

    private static bool IsWorkerStart(Frame frame) =>
        frame.Origin == FrameOrigin.Framework && frame.TypeName == Worker && frame.MethodName is "WorkerThreadStart" or "WorkerDoWork";
}
