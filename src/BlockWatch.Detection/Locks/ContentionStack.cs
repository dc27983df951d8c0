using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Locks;

/// <summary>What the stack of a contention says of the lock and of how it is waited for.</summary>
internal static class ContentionStack
{
    /// <summary>True when the contention may end without the lock: <c>TryEnter</c> of Monitor or Lock with a time limit.</summary>
    /// <remarks><c>Lock.Enter</c> calls <c>TryEnterSlow</c>, too. A lock statement of .NET 8 and 9 has no frame of its own.</remarks>
    public static bool MayGiveUp(CallStack stack)
    {
        bool mayGiveUp = stack.Frames.Count == 0 || stack.Frames[0].Origin == FrameOrigin.Unknown;
        foreach (Frame frame in stack.Frames)
        {
            if (frame.Origin != FrameOrigin.Framework)
            {
                break;
            }

            if (frame.Method.Contains("TryEnter", StringComparison.Ordinal) || frame.MethodName.Contains("TryEnter", StringComparison.Ordinal)
                || frame.MethodName.Contains("Timeout", StringComparison.Ordinal))
            {
                mayGiveUp = true;
            }
            else if (frame.MethodName.StartsWith("Enter", StringComparison.Ordinal))
            {
                mayGiveUp = false;
            }
        }

        return mayGiveUp;
    }
}
