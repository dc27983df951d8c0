using BlockWatch.Detection.Events;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes;

/// <summary>Lane 2: by which id a contention names the owner of its lock, which is not the same in all runtimes.</summary>
public sealed class WaitLaneTests : IDisposable
{
    private const long Ms = 1_000_000;
    private const long Lock = 0x500;

    private readonly TargetClock _clock = new();
    private readonly RecordedFeed _feed = new();
    private readonly FrameResolver _frames = new();

    public void Dispose() => _frames.Dispose();

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Up_to_net10_the_owner_is_named_by_the_systems_id(int runtime)
    {
        Read(new LockOwnerIds(runtime), Contention(new ClrTrace(), thread: 7002, owner: 7001));
        Assert.Equal([RuntimeEvent.ContentionStarted(0, 7002, null, Lock, 7001)], _feed.Events);
    }

    [Fact]
    public void From_net11_on_the_owner_is_named_by_its_managed_id()
    {
        var trace = new ClrTrace();
        Created(trace, managed: 17, system: 7001);
        Contention(trace, thread: 7002, owner: 17);
        Read(new LockOwnerIds(11), trace);
        Assert.Equal([RuntimeEvent.ContentionStarted(Ms, 7002, null, Lock, 7001)], _feed.Events);
    }

    [Fact]
    public void An_id_of_which_nothing_is_known_is_nobodys_though_a_thread_of_that_number_may_be_there()
    {
        var trace = new ClrTrace();
        Created(trace, managed: 18, system: 17);
        Contention(trace, thread: 7002, owner: 17);
        Read(new LockOwnerIds(11), trace);
        Assert.Equal([RuntimeEvent.ContentionStarted(Ms, 7002, null, Lock, 0)], _feed.Events);
    }

    [Fact]
    public void Of_an_unknown_runtime_no_owner_is_taken()
    {
        Read(new LockOwnerIds(runtimeMajor: 0), Contention(new ClrTrace(), thread: 7002, owner: 7001));
        Assert.Equal([RuntimeEvent.ContentionStarted(0, 7002, null, Lock, 0)], _feed.Events);
    }

    [Fact]
    public void A_managed_id_that_is_used_again_is_the_new_threads_from_then_on()
    {
        var trace = new ClrTrace();
        Created(trace, managed: 17, system: 7001);
        Contention(trace, thread: 7002, owner: 17);
        Created(trace, managed: 17, system: 7009);
        Contention(trace, thread: 7003, owner: 17);
        Read(new LockOwnerIds(11), trace);
        Assert.Equal([(7002L, 7001L), (7003L, 7009L)], Owners());
    }

    [Fact]
    public void Threads_of_before_the_attach_are_listed_and_the_list_says_nothing_of_the_time_before_it()
    {
        // The id 17 may have been another thread's until shortly before the list was made.
        ClrTrace live = Contention(new ClrTrace(), thread: 7002, owner: 17);
        live.Time += 5 * Ms;
        Contention(live, thread: 7003, owner: 17);
        var owners = new LockOwnerIds(11);
        _clock.Start(Ms, DateTimeOffset.UnixEpoch, 1e9);
        var list = new ClrTrace { Time = 4 * Ms };
        list.Write(RuntimeProviders.Rundown, 159, 0, 1, Thread(managed: 17, system: 7001));
        TraceReading.Read(list, source => owners.SubscribeList(source, _clock));
        Read(owners, live);
        Assert.Equal([(7002L, 0L), (7003L, 7001L)], Owners());
    }

    [Fact]
    public void What_was_said_live_is_newer_than_the_list()
    {
        var owners = new LockOwnerIds(11);
        owners.Listed(17, 7001, time: 0);
        var trace = new ClrTrace();
        Created(trace, managed: 17, system: 7009);
        Contention(trace, thread: 7002, owner: 17);
        Read(owners, trace);
        Assert.Equal([(7002L, 7009L)], Owners());
    }

    [Fact]
    public void Lost_events_may_have_been_of_a_new_thread()
    {
        var owners = new LockOwnerIds(11);
        owners.Listed(18, 7008, time: 0);
        var trace = new ClrTrace();
        Created(trace, managed: 17, system: 7001);
        trace.WorkItem(1).WorkItem(1, lostBefore: 3).PoolCounters(1, 0, 0);
        Contention(trace, thread: 7002, owner: 17);
        Contention(trace, thread: 7003, owner: 18);
        Read(owners, trace);
        Assert.Equal([(7002L, 0L), (7003L, 0L)], Owners());
    }

    private static ClrTrace Contention(ClrTrace trace, int thread, long owner) => trace.Write(
        RuntimeProviders.Runtime, 81, 2, thread, new PayloadBuilder().Byte(0).Int16(0).Int64(Lock).Int64(0).Int64(owner).ToArray());

    private static void Created(ClrTrace trace, int managed, int system) => trace.Write(RuntimeProviders.Runtime, 85, 0, system, Thread(managed, system));

    private static byte[] Thread(int managed, int system) =>
        new PayloadBuilder().Int64(0x7F00).Int64(0x5600).Int32(0).Int32(managed).Int32(system).Int16(0).ToArray();

    private IEnumerable<(long Waiter, long Owner)> Owners() =>
        _feed.Events.Where(e => e.Kind == RuntimeEventKind.ContentionStarted).Select(e => (e.ThreadId, e.OwnerThreadId));

    private void Read(LockOwnerIds owners, ClrTrace trace)
    {
        var lane = new WaitLane(_clock, _feed, new StackResolver(new MethodMap(), new ModuleMap(), images: null, _frames), owners);
        lane.OpenGate();
        TraceReading.Read(trace, lane.Subscribe);
        lane.Finish();
    }
}
