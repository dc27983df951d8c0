using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using Xunit;

namespace BlockWatch.Detection.Tests.Async;

public sealed class AsyncGraphTests
{
    private readonly AsyncGraph _graph = new();
    private long _time = 1_000;

    [Fact]
    public void A_chain_of_awaits_is_a_chain_of_tasks()
    {
        SuspendOnDelay(thread: 7, task: 3, "Async: <SaveAsync>d__2", delay: 1);
        Observe(RuntimeEvent.OperationStarted(Tick(), 7, 5, "Async: <PlaceOrder>d__1"));
        Observe(RuntimeEvent.AwaitStarted(Tick(), 7, 3, 5));

        AsyncSnapshot snapshot = _graph.Snapshot();

        Assert.Equal(
            ["1 Task.Delay Pending -", "3 SaveAsync Awaiting 1", "5 PlaceOrder Awaiting 3"],
            snapshot.Tasks.OrderBy(task => task.Id).Select(Describe));
    }

    [Fact]
    public void What_completes_inline_resumes_its_awaiters_and_leaves()
    {
        SuspendOnDelay(thread: 7, task: 3, "Async: <SaveAsync>d__2", delay: 1);
        Observe(RuntimeEvent.CompletionStarted(Tick(), 8, 1));
        Assert.Equal(["3 SaveAsync Resumable -"], Waiting());

        Observe(RuntimeEvent.ExecutionStarted(Tick(), 8, 3));
        Assert.Equal(["3 SaveAsync Running -"], Waiting());

        Observe(RuntimeEvent.OperationEnded(Tick(), 8, 3, TaskOutcome.RanToCompletion));
        Observe(RuntimeEvent.ExecutionEnded(Tick(), 8));
        Observe(RuntimeEvent.CompletionEnded(Tick(), 8));
        Observe(RuntimeEvent.OperationEnded(Tick(), 8, 1, TaskOutcome.RanToCompletion));

        Assert.Equal(0, _graph.Count);
    }

    [Fact]
    public void A_continuation_that_is_handed_to_a_context_is_posted_until_it_runs()
    {
        SuspendOnDelay(thread: 7, task: 3, "Async: <LoadAsync>d__0", delay: 1);
        Observe(RuntimeEvent.TaskWaitStarted(Tick(), 7, 3));
        Observe(RuntimeEvent.CompletionStarted(Tick(), 8, 1));
        Observe(RuntimeEvent.ContinuationQueued(Tick(), 8, 1));
        Observe(RuntimeEvent.CompletionEnded(Tick(), 8));
        Observe(RuntimeEvent.OperationEnded(Tick(), 8, 1, TaskOutcome.RanToCompletion));

        AsyncSnapshot snapshot = _graph.Snapshot();

        Assert.Equal(["3 LoadAsync Posted -"], snapshot.Tasks.Select(Describe));
        Assert.Equal((7, 3), (Assert.Single(snapshot.Waits).ThreadId, snapshot.Waits[0].TaskId));
    }

    [Fact]
    public void A_blocked_thread_waits_until_its_wait_ends()
    {
        Observe(RuntimeEvent.OperationStarted(Tick(), 7, 9, "Task: <Main>b__0"));
        Observe(RuntimeEvent.TaskQueued(Tick(), 7, 9));
        Observe(RuntimeEvent.TaskWaitStarted(Tick(), 7, 9));
        Assert.Equal(["9 lambda in Main Queued -"], Waiting());
        Assert.Single(_graph.Snapshot().Waits);

        Observe(RuntimeEvent.TaskWaitEnded(Tick(), 7, 9));
        Assert.Empty(_graph.Snapshot().Waits);
    }

    [Fact]
    public void An_end_without_its_begin_ends_nothing_else()
    {
        Observe(RuntimeEvent.ExecutionStarted(Tick(), 7, 4));
        Observe(RuntimeEvent.CompletionEnded(Tick(), 7));
        Observe(RuntimeEvent.ExecutionEnded(Tick(), 99));

        Assert.Equal(["4 unnamed task Running -"], Waiting());
    }

    [Fact]
    public void Lost_events_and_pauses_forget_everything()
    {
        SuspendOnDelay(thread: 7, task: 3, "Async: <SaveAsync>d__2", delay: 1);
        Observe(RuntimeEvent.EventsLost(Lane.Async, Tick(), 5));
        Assert.Equal(0, _graph.Count);
        Assert.Equal(_time, _graph.Since);

        SuspendOnDelay(thread: 7, task: 3, "Async: <SaveAsync>d__2", delay: 1);
        Observe(RuntimeEvent.AsyncPaused(Tick()));
        Assert.Equal(0, _graph.Count);
        Assert.Null(_graph.Since);
    }

    [Fact]
    public void Tasks_over_the_cap_are_counted_and_not_kept()
    {
        for (int id = 1; id <= AsyncGraph.Cap + 10; id++)
        {
            Observe(RuntimeEvent.OperationStarted(_time, 7, id, "Task.Delay"));
        }

        Assert.Equal(AsyncGraph.Cap, _graph.Count);
        Assert.Equal(10, _graph.UntrackedCount);
    }

    [Fact]
    public void No_stream_however_shuffled_dropped_or_doubled_breaks_it()
    {
        RuntimeEvent[] whole = AsyncStreams.Busy();
        Parallel.For(0, 10_000, seed =>
        {
            var graph = new AsyncGraph();
            foreach (RuntimeEvent e in AsyncStreams.Damage(whole, seed))
            {
                graph.Observe(e);
            }

            AsyncSnapshot snapshot = graph.Snapshot();
            Assert.All(snapshot.Tasks, task => Assert.True(task.StateSinceNs >= task.FirstSeenNs && task.StateSinceNs <= snapshot.TimeNs, $"seed {seed}: {task}"));
            Assert.All(snapshot.Waits, wait => Assert.True(wait.SinceNs <= snapshot.TimeNs, $"seed {seed}: {wait}"));
        });
    }

    private string[] Waiting() => [.. _graph.Snapshot().Tasks.Select(Describe)];

    private static string Describe(TaskView task) => $"{task.Id} {AsyncName.Readable(task.Name)} {task.State} {task.AwaitedId?.ToString() ?? "-"}";

    private void SuspendOnDelay(long thread, long task, string name, long delay)
    {
        Observe(RuntimeEvent.OperationStarted(Tick(), thread, delay, "Task.Delay"));
        Observe(RuntimeEvent.OperationStarted(Tick(), thread, task, name));
        Observe(RuntimeEvent.AwaitStarted(Tick(), thread, delay, task));
    }

    private long Tick() => ++_time;

    private void Observe(in RuntimeEvent e) => _graph.Observe(e);
}
