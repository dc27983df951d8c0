using System.Globalization;

namespace BlockWatch.Detection.Stacks;

/// <summary>Recognises the frames by which the runtime resumes an async method: what is inside them runs on behalf of that method.</summary>
/// <remarks>
/// <code>
/// compiled as a state machine                   compiled as runtime async (.NET 11)
/// Shop.Orders+&lt;SaveAsync&gt;d__2.MoveNext          Shop.Orders.SaveAsync, its own body
/// AsyncStateMachineBox`1.MoveNext               AsyncHelpers+RuntimeAsyncTask`1.DispatchContinuations
/// </code>
/// Source: System.Private.CoreLib of .NET 8 to 11 (AsyncTaskMethodBuilder, AsyncHelpers). The boxes of .NET 11 that its async profiler makes
/// derive from the ordinary ones.
/// </remarks>
internal static class Resumption
{
    private const string CompilerServices = "System.Runtime.CompilerServices.";
    private const string RuntimeAsync = CompilerServices + "AsyncHelpers+RuntimeAsyncTask`1";
    private const string Wrappers = CompilerServices + "AsyncProfiler+ContinuationWrapper";
    private const string Wrapper = "Continuation_Wrapper_";

    /// <summary>True for the frame that called the method's body.</summary>
    public static bool Is(Frame frame) => frame.Origin == FrameOrigin.Framework && (IsOfStateMachine(frame) || IsOfRuntimeAsync(frame));

    /// <summary>
    /// The number of the wrapper in which a dispatcher runs a resumed method while its callers are told of; -1 for other frames. The first method of a
    /// resumption runs in the wrapper that the resumption names, each further one in the next.
    /// </summary>
    public static int WrapperOf(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && frame.TypeName == Wrappers
        && frame.MethodName.StartsWith(Wrapper, StringComparison.Ordinal)
        && int.TryParse(frame.MethodName.AsSpan(Wrapper.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : -1;

    /// <summary>True where the resumed method was compiled as runtime async.</summary>
    public static bool IsOfRuntimeAsync(Frame frame) => IsDispatcher(frame) || WrapperOf(frame) >= 0;

    private static bool IsDispatcher(Frame frame) =>
        frame.Origin == FrameOrigin.Framework
        && frame.TypeName == RuntimeAsync
        && frame.MethodName is "DispatchContinuations" or "InstrumentedDispatchContinuations";

    private static bool IsOfStateMachine(Frame frame) =>
        frame.MethodName is "MoveNext" or "ExecutionContextCallback" or "InstrumentedMoveNext" or "MoveNextAsDispatcher"
        && frame.TypeName.StartsWith(CompilerServices, StringComparison.Ordinal)
        && (frame.TypeName.Contains("+AsyncStateMachineBox", StringComparison.Ordinal) || frame.TypeName.Contains("+AsyncProfilerAsyncStateMachineBox", StringComparison.Ordinal));
}
