using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Stacks for simulations. What they mean is written in their frames, see <see cref="WrittenVerdicts"/>.</summary>
public static class TestStacks
{
    internal const string Dispatch = "ThreadPoolWorkQueue.Dispatch";
    internal const string IdleWait = "LowLevelLifoSemaphore.Wait";
    internal const string Main = "Program.Main";
    internal const string Opaque = "Opaque.";

    /// <summary>A pool worker in the user's method, blocked in a framework method.</summary>
    public static CallStack Blocked(BlockingCategory category, string user, string blocking, int? line = null) => new(
    [
        new Frame { Method = blocking, TypeName = category.ToString(), Origin = FrameOrigin.Framework },
        User(user, line),
        Framework(Dispatch),
    ]);

    /// <summary>A pool worker that computes in the user's method.</summary>
    public static CallStack Computing(string user, int line) => new([User(user, line), Framework(Dispatch)]);

    /// <summary>A pool worker in the user's method of which one sample does not tell whether it ran or was blocked.</summary>
    public static CallStack RunningOrBlocked(string user) => new([User(Opaque + user, null), Framework(Dispatch)]);

    /// <summary>A pool worker in framework code that explains nothing.</summary>
    public static CallStack Harmless() => new([Framework("Harmless.Wait"), Framework(Dispatch)]);

    /// <summary>A pool worker without work.</summary>
    public static CallStack Idle() => new([Framework(IdleWait), Framework(Dispatch)]);

    /// <summary>A thread of its own that is blocked.</summary>
    public static CallStack NotPool(BlockingCategory category, string user, string blocking) => new(
    [
        new Frame { Method = blocking, TypeName = category.ToString(), Origin = FrameOrigin.Framework },
        User(user, null),
        Framework(Main),
    ]);

    /// <summary>The thread of an event loop that is blocked in what was posted to it: the user's method, after an await.</summary>
    public static CallStack OnLoop(BlockingCategory category, string user, string blocking) => new(
    [
        new Frame { Method = blocking, TypeName = category.ToString(), Origin = FrameOrigin.Framework },
        User(user, null),
        new Frame
        {
            Method = "AsyncStateMachineBox.MoveNext",
            TypeName = "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1+AsyncStateMachineBox`1",
            MethodName = "MoveNext",
            Origin = FrameOrigin.Framework,
        },
        User("Loop.Turn", null),
        Framework(Main),
    ]);

    /// <summary>The thread of an event loop that waits for the next callback.</summary>
    public static CallStack LoopThatWaits() => new(
    [
        new Frame { Method = "BlockingCollection.Take", TypeName = nameof(BlockingCategory.PrimitiveWait), Origin = FrameOrigin.Framework },
        User("Loop.Turn", null),
        Framework(Main),
    ]);

    private static Frame User(string method, int? line) => new()
    {
        Method = method,
        Origin = FrameOrigin.User,
        Source = line is { } number ? new SourceLocation("App.cs", number) : null,
    };

    private static Frame Framework(string method) => new() { Method = method, Origin = FrameOrigin.Framework };
}
