using BlockWatch.Catalogue.Tests.Live;
using Cause = BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Work that the calling thread is made to do itself: what it does is what blocks, not the call that makes it.</summary>
/// <remarks>The work is the class library's own, so that no frame of the user's hides the ones between.</remarks>
internal static class CallbackCalls
{
    // Milliseconds: until the process ends.
    private const int Forever = int.MaxValue - 2;

    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(Task), "ExecuteWithThreadLocal", Cause.PrimitiveWait, hold => () => new Task(hold.Over.Wait).RunSynchronously()),
        new(Internal.NestedType(Internal.TypeOf(typeof(Parallel), "System.Threading.Tasks.TaskReplicator"), "Replica"), "Execute", Cause.Sleep, _ => () => Parallel.For(Forever, Forever + 1, Thread.Sleep)),
        new(typeof(Lazy<>), "ViaFactory", Cause.File, hold =>
        {
            FileStream stream = Fifo.Reader(hold);
            return () => GC.KeepAlive(new Lazy<int>(stream.ReadByte).Value);
        }),
    ];
}
