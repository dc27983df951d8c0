using System.Runtime.CompilerServices;
using System.Threading.Tasks.Dataflow;
using BlockWatch.Catalogue.Tests.Live;
using static BlockWatch.Detection.Explanation.BlockingCategory;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Waits for a task that is not complete.</summary>
internal static class TaskCalls
{
    public static IEnumerable<LiveCall> List() =>
    [
        new(typeof(Task), "Wait", TaskWait, hold => () => hold.Pending.Wait()),
        new(typeof(Task), "WaitAll", TaskWait, hold => () => Task.WaitAll([hold.Pending, Task.CompletedTask])),
        new(typeof(Task), "WaitAny", TaskWait, hold => () => Task.WaitAny([hold.Pending])),
        new(typeof(Task<>), "get_Result", TaskWait, hold => () => _ = hold.Pending.Result),
        new(typeof(TaskAwaiter), "GetResult", TaskWait, hold => () => ((Task)hold.Pending).GetAwaiter().GetResult()),
        new(typeof(TaskAwaiter<>), "GetResult", TaskWait, hold => () => hold.Pending.GetAwaiter().GetResult()),
        new(typeof(ConfiguredTaskAwaitable.ConfiguredTaskAwaiter), "GetResult", TaskWait, hold => () => ((Task)hold.Pending).ConfigureAwait(false).GetAwaiter().GetResult()),
        new(typeof(ConfiguredTaskAwaitable<>.ConfiguredTaskAwaiter), "GetResult", TaskWait, hold => () => hold.Pending.ConfigureAwait(false).GetAwaiter().GetResult()),
        new(typeof(ValueTaskAwaiter), "GetResult", TaskWait, hold => () => new ValueTask(hold.Pending).GetAwaiter().GetResult()),
        new(typeof(ValueTaskAwaiter<>), "GetResult", TaskWait, hold => () => new ValueTask<int>(hold.Pending).GetAwaiter().GetResult()),
        new(typeof(ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter), "GetResult", TaskWait, hold => () => new ValueTask(hold.Pending).ConfigureAwait(false).GetAwaiter().GetResult()),
        new(typeof(ConfiguredValueTaskAwaitable<>.ConfiguredValueTaskAwaiter), "GetResult", TaskWait, hold => () => new ValueTask<int>(hold.Pending).ConfigureAwait(false).GetAwaiter().GetResult()),
        new(typeof(ValueTask<>), "get_Result", TaskWait, hold => () => _ = new ValueTask<int>(hold.Pending).Result),
        new(typeof(TaskToAsyncResult), "End", TaskWait, hold => () => TaskToAsyncResult.End(TaskToAsyncResult.Begin(hold.Pending, null, null))),
        new(typeof(DataflowBlock), "Receive", TaskWait, _ => () => new BufferBlock<int>().Receive()),
        new(typeof(Task), "RunSynchronously", PrimitiveWait, _ => () => new Task(static () => { }).RunSynchronously(new NeverRuns())),
    ];

    private sealed class NeverRuns : TaskScheduler
    {
        protected override IEnumerable<Task> GetScheduledTasks() => [];

        protected override void QueueTask(Task task)
        {
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
