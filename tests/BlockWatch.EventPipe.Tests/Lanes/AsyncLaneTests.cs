using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes;

/// <summary>Tasks, from events as TplEventSource writes them.</summary>
public sealed class AsyncLaneTests
{
    private const long Ms = 1_000_000;
    private const int Completion = 0;
    private const int Execution = 2;
    private const int Synchronous = 1;
    private const int Asynchronous = 2;

    private readonly RecordedFeed _feed = new();

    [Fact]
    public void Births_and_ends_come_with_name_and_outcome()
    {
        AsyncLane lane = Read(new ClrTrace()
            .Write(RuntimeProviders.Tasks, 14, 1, 7, new PayloadBuilder().Int32(3).Text("Async: <SaveAsync>d__2").Int64(0).ToArray())
            .Write(RuntimeProviders.Tasks, 15, 1, 8, Ints(3, 3))
            .Write(RuntimeProviders.Tasks, 15, 1, 8, Ints(4, 99)));

        Assert.Equal(
            [
                RuntimeEvent.OperationStarted(0, 7, 3, "Async: <SaveAsync>d__2"),
                RuntimeEvent.OperationEnded(Ms, 8, 3, TaskOutcome.Faulted),
                RuntimeEvent.OperationEnded(2 * Ms, 8, 4, TaskOutcome.Unknown),
            ],
            _feed.Events);
        Assert.Equal((3, 2 * Ms), (lane.EventCount, lane.Watermark));
    }

    [Fact]
    public void A_wait_is_an_await_or_a_blocked_thread()
    {
        Read(new ClrTrace()
            .Write(RuntimeProviders.Tasks, 10, 3, 7, Ints(1, 0, 1, Asynchronous, 3))
            .Write(RuntimeProviders.Tasks, 10, 3, 8, Ints(1, 0, 3, Synchronous, 0))
            .Write(RuntimeProviders.Tasks, 11, 0, 8, Ints(1, 0, 3)));

        Assert.Equal(
            [RuntimeEvent.AwaitStarted(0, 7, 1, 3), RuntimeEvent.TaskWaitStarted(Ms, 8, 3), RuntimeEvent.TaskWaitEnded(2 * Ms, 8, 3)], _feed.Events);
    }

    [Fact]
    public void Work_is_an_execution_or_a_completion()
    {
        Read(new ClrTrace()
            .Write(RuntimeProviders.Tasks, 17, 0, 7, Ints(1, Completion))
            .Write(RuntimeProviders.Tasks, 17, 0, 7, Ints(3, Execution))
            .Write(RuntimeProviders.Tasks, 17, 0, 7, Ints(3, 1)) // a progress notification, which nobody sends
            .Write(RuntimeProviders.Tasks, 18, 0, 7, Ints(Execution))
            .Write(RuntimeProviders.Tasks, 18, 0, 7, Ints(Completion)));

        Assert.Equal(
            [
                RuntimeEvent.CompletionStarted(0, 7, 1), RuntimeEvent.ExecutionStarted(Ms, 7, 3),
                RuntimeEvent.ExecutionEnded(3 * Ms, 7), RuntimeEvent.CompletionEnded(4 * Ms, 7),
            ],
            _feed.Events);
    }

    [Fact]
    public void What_is_handed_to_a_scheduler_is_queued()
    {
        Read(new ClrTrace()
            .Write(RuntimeProviders.Tasks, 7, 1, 7, Ints(1, 0, 18, 0, 8200, 1))
            .Write(RuntimeProviders.Tasks, 12, 0, 7, Ints(1, 11, 13)));

        Assert.Equal([RuntimeEvent.TaskQueued(0, 7, 18), RuntimeEvent.ContinuationQueued(Ms, 7, 11)], _feed.Events);
    }

    [Fact]
    public void What_is_thrown_comes_with_its_type_and_without_its_message()
    {
        AsyncLane lane = Read(new ClrTrace()
            .Write(RuntimeProviders.Runtime, 80, 1, 7, Exception("Shop.Refused", flags: 0x10))
            .Write(RuntimeProviders.Runtime, 80, 1, 7, Exception("Shop.Refused", flags: 0x13)));

        Assert.Equal([RuntimeEvent.ExceptionThrown(0, 7, "Shop.Refused", isNested: false), RuntimeEvent.ExceptionThrown(Ms, 7, "Shop.Refused", isNested: true)], _feed.Events);
        Assert.Same(_feed.Events[0].ExceptionType, _feed.Events[1].ExceptionType);
        Assert.Equal((2, 2), (lane.EventCount, lane.ExceptionCount));
    }

    [Fact]
    public void Of_an_exception_that_is_cut_off_it_is_not_certain_that_it_is_the_only_one()
    {
        Read(new ClrTrace().Write(RuntimeProviders.Runtime, 80, 1, 7, new PayloadBuilder().Text("Shop.Refused").ToArray()).Write(RuntimeProviders.Runtime, 80, 1, 7, []));

        Assert.Equal([RuntimeEvent.ExceptionThrown(0, 7, "Shop.Refused", isNested: true)], _feed.Events);
    }

    [Fact]
    public void A_payload_that_is_cut_off_breaks_nothing()
    {
        ClrTrace trace = new();
        foreach (int id in (int[])[7, 10, 11, 12, 14, 15, 17, 18])
        {
            trace.Write(RuntimeProviders.Tasks, id, 0, 7, []).Write(RuntimeProviders.Tasks, id, 0, 7, Ints(5));
        }

        Assert.Equal(16, Read(trace).EventCount);
    }

    [Fact]
    public void A_name_is_one_instance_and_has_an_end()
    {
        string endless = new('x', 10_000);
        Read(new ClrTrace()
            .Write(RuntimeProviders.Tasks, 14, 1, 7, new PayloadBuilder().Int32(1).Text("Task.Delay").Int64(0).ToArray())
            .Write(RuntimeProviders.Tasks, 14, 1, 7, new PayloadBuilder().Int32(2).Text("Task.Delay").Int64(0).ToArray())
            .Write(RuntimeProviders.Tasks, 14, 1, 7, new PayloadBuilder().Int32(3).Text(endless).Int64(0).ToArray()));

        Assert.Same(_feed.Events[0].OperationName, _feed.Events[1].OperationName);
        Assert.Equal(512, _feed.Events[2].OperationName!.Length);
    }

    private AsyncLane Read(ClrTrace trace)
    {
        var lane = new AsyncLane(new TargetClock(), _feed);
        TraceReading.Read(trace, lane.Subscribe);
        return lane;
    }

    private static byte[] Exception(string type, int flags) =>
        new PayloadBuilder().Text(type).Text("the message").Int64(0).Int32(-2146233088).Int16((short)flags).Int16(0).ToArray();

    private static byte[] Ints(params int[] values)
    {
        PayloadBuilder payload = new();
        foreach (int value in values)
        {
            payload = payload.Int32(value);
        }

        return payload.ToArray();
    }
}
