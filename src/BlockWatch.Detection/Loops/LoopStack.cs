using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Loops;

/// <summary>Recognises by its stack a thread that runs what was posted to it: the next part of an async method, or a task of a scheduler of its own.</summary>
/// <remarks>
/// <code>
/// Task&lt;T&gt;.Result
/// Shop.Form.ShowAsync                           the user's method, after an await
/// AsyncStateMachineBox.MoveNext                 it was resumed: the turn's frame
/// SynchronizationContextAwaitTaskContinuation   by a callback that was posted; often without a frame
/// Shop.Loop.Run                                 whoever takes callbacks from a queue: not the class library
/// Thread.StartCallback
/// </code>
/// Only what runs outermost counts. A thread that completes a task and runs what awaited it in passing, one that waits for a task and runs it
/// itself meanwhile, Main while it waits, and a <c>LongRunning</c> task are no loops: what they run was called by the class library's tasks.
/// </remarks>
internal static class LoopStack
{
    private const string Tasks = "System.Threading.Tasks.";
    private const string CompilerServices = "System.Runtime.CompilerServices.";

    // It starts the threads of LongRunning tasks.
    private const string PoolScheduler = Tasks + "ThreadPoolTaskScheduler";

    // The dispatchers of .NET's own user interfaces are loops, though they belong to the framework.
    private const string UserInterface = "System.Windows.";

    /// <summary>True when the thread, which is known not to be the pool's, runs something that was posted to it.</summary>
    public static bool IsTurn(CallStack stack)
    {
        IReadOnlyList<Frame> frames = stack.Frames;
        int end = EndOfOwnWork(frames);
        int turn = end - 1;
        while (turn >= 0 && !IsTurnFrame(frames[turn]))
        {
            turn--;
        }

        if (turn < 0)
        {
            return false;
        }

        int caller = turn + 1;
        while (caller < end && IsPassedThrough(frames[caller]))
        {
            caller++;
        }

        return caller < end && IsPump(frames[caller]) && !HasTaskOutside(frames, caller, end);
    }

    // A LongRunning task is one piece of work on a thread of its own; a loop may run within it.
    private static int EndOfOwnWork(IReadOnlyList<Frame> frames)
    {
        int end = frames.Count;
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            if (frames[i].TypeName.StartsWith(PoolScheduler, StringComparison.Ordinal))
            {
                end = i;
                while (end > 0 && IsPassedThrough(frames[end - 1]))
                {
                    end--;
                }
            }
        }

        return end;
    }

    private static bool IsTurnFrame(Frame frame) => IsResumption(frame) || IsExecution(frame);

    private static bool IsResumption(Frame frame) =>
        Resumption.Is(frame)
        || (frame.Origin == FrameOrigin.Framework && frame.TypeName.StartsWith(Tasks + "SynchronizationContextAwaitTaskContinuation", StringComparison.Ordinal));

    private static bool IsExecution(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && ((frame.TypeName == Tasks + "Task" && frame.MethodName is "ExecuteEntry" or "ExecuteEntryUnsafe" or "ExecuteWithThreadLocal")
            || frame is { TypeName: Tasks + "TaskScheduler", MethodName: "TryExecuteTask" });

    // What the class library puts between the loop and what it runs.
    private static bool IsPassedThrough(Frame frame) =>
        frame.Origin == FrameOrigin.Unknown
        || (frame.Origin == FrameOrigin.Framework
            && (IsTurnFrame(frame)
                || frame.TypeName == "System.Threading.ExecutionContext"

                // .NET 11: the callback that a synchronization context is given for methods compiled as runtime async.
                || frame.TypeName.StartsWith(CompilerServices + "AsyncHelpers+RuntimeAsyncTask", StringComparison.Ordinal)
                || frame.TypeName.StartsWith(CompilerServices + "YieldAwaitable", StringComparison.Ordinal)

                // While tasks are told of, a continuation is wrapped for its end to be told.
                || frame.TypeName.StartsWith(CompilerServices + "AsyncMethodBuilderCore", StringComparison.Ordinal)
                || frame.TypeName.StartsWith(CompilerServices + "TaskAwaiter+<>c", StringComparison.Ordinal)
                || frame.TypeName.StartsWith(Tasks + "Task+<>c", StringComparison.Ordinal)
                || (frame.TypeName == Tasks + "Task" && frame.MethodName == "InnerInvoke")
                || frame.TypeName.StartsWith(Tasks + "AwaitTaskContinuation+<>c", StringComparison.Ordinal)));

    private static bool IsPump(Frame frame) =>
        frame.Origin is FrameOrigin.User or FrameOrigin.Library or FrameOrigin.Dynamic
        || (frame.Origin == FrameOrigin.Framework && frame.TypeName.StartsWith(UserInterface, StringComparison.Ordinal));

    // A scheduler that is asked to run a task at once is asked by a thread that waits for it.
    private static bool HasTaskOutside(IReadOnlyList<Frame> frames, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            if (frames[i].Origin == FrameOrigin.Framework && frames[i].TypeName.StartsWith(Tasks, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
