using BlockWatch.Detection.Stacks;

namespace BlockWatch.Reports.Tests.Fixtures;

/// <summary>Frames of a shop that does not exist.</summary>
internal static class Frames
{
    private const string CoreLibrary = "System.Private.CoreLib";

    public static Frame Checkout { get; } = User("Shop.Orders.CheckoutAsync(int)", "/src/shop/Orders.cs", 42);

    public static Frame Endpoint { get; } = User("Shop.Endpoints.PostOrder(HttpContext)", "/src/shop/Endpoints.cs", 17);

    public static Frame Stock { get; } = User("Shop.Stock.Reserve(string, int)", @"C:\src\shop\Stock.cs", 88);

    public static Frame Hash { get; } = User("Shop.Notes.Hash(byte[])", null, 0);

    public static Frame Sleep { get; } = Framework("System.Threading.Thread.Sleep(int)");

    public static Frame Enter { get; } = Framework("System.Threading.Monitor.Enter(object)");

    public static IReadOnlyList<Frame> Dispatcher { get; } =
    [
        Framework("System.Runtime.CompilerServices.AsyncTaskMethodBuilder<T>.AsyncStateMachineBox<U>.MoveNext(Thread)"),
        Framework("System.Threading.Tasks.AwaitTaskContinuation.RunOrScheduleAction(IAsyncStateMachineBox, bool)"),
        Framework("System.Threading.ThreadPoolWorkQueue.Dispatch()"),
        Framework("System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart()"),
    ];

    public static Frame User(string method, string? file, int line) => new()
    {
        Method = method,
        Module = "Shop",
        Origin = FrameOrigin.User,
        Source = file is null ? null : new SourceLocation(file, line),
    };

    public static Frame Framework(string method) => new() { Method = method, Module = CoreLibrary, Origin = FrameOrigin.Framework };

    public static Frame Library(string method) => new() { Method = method, Module = "Acme.Data", Origin = FrameOrigin.Library };
}
