using BlockWatch.Detection.Events;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes.AsyncProfiler;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Lanes.AsyncProfiler;

/// <summary>Methods compiled as runtime async, from buffers as the runtime's async profiler writes them.</summary>
public sealed class ResumptionLaneTests : IDisposable
{
    private const long Ms = 1_000_000;
    private const long Second = 1_000 * Ms;
    private const ulong Save = 0x1010;
    private const ulong Place = 0x3020;
    private const ulong Checkout = 0x2030;

    private readonly MethodMap _methods = new() { IsWhole = true };
    private readonly FrameResolver _frames = new();
    private readonly RecordedFeed _feed = new();
    private readonly ResumptionLane _lane;

    public ResumptionLaneTests()
    {
        _methods.Add(Body("SaveAsync", 0x1000));
        _methods.Add(Body("CheckoutAsync", 0x2000));
        _methods.Add(Body("PlaceOrderAsync", 0x3000));
        _lane = new ResumptionLane(new TargetClock(), _feed, new StackResolver(_methods, new ModuleMap(), images: null, _frames), 50 * Ms);
    }

    public static TheoryData<string, int> Unknown => new()
    {
        { "version 2 of its event 7", 0 },
        { "no event 3", 1 },
        { "16 continuation wrappers", 2 },
        { "times of another clock", 3 },
        { "version 2 of its buffers", 4 },
    };

    public void Dispose() => _frames.Dispose();

    [Fact]
    public void A_long_run_is_told_with_those_that_await_it()
    {
        Read(Begin(), new ProfilerBytes(7, 1 * Second).Resume(10 * Ms, 3, [Save, Place, Checkout]).Suspend(200 * Ms));

        RuntimeEvent run = Assert.Single(_feed.Events);
        Assert.Equal((RuntimeEventKind.ContinuationsRan, 7, 200 * Ms, 3), (run.Kind, run.ThreadId, run.Time - run.Since, run.FirstWrapper));
        Assert.Equal(["SaveAsync", "PlaceOrderAsync", "CheckoutAsync"], run.Stack!.Frames.Select(frame => frame.MethodName));
        Assert.Equal((3, 0, null), (_lane.EventCount, _lane.DamagedCount, _lane.Refusal));
    }

    [Fact]
    public void A_short_run_is_not_told()
    {
        Read(Begin(), new ProfilerBytes(7, 1 * Second).Resume(10 * Ms, Save).Suspend(49 * Ms));

        Assert.Empty(_feed.Events);
    }

    [Fact]
    public void Runs_nest_and_go_on_in_the_threads_next_buffer()
    {
        Read(
            Begin(),
            new ProfilerBytes(7, 1 * Second).Resume(0, Checkout).Resume(10 * Ms, Place),
            new ProfilerBytes(8, 1 * Second).Suspend(1 * Ms).Complete(1 * Ms),
            new ProfilerBytes(7, 1 * Second + 20 * Ms).Complete(80 * Ms).Suspend(10 * Ms));

        Assert.Equal([("PlaceOrderAsync", 90 * Ms), ("CheckoutAsync", 110 * Ms)], Runs());
    }

    [Fact]
    public void What_is_not_read_is_passed_over_by_the_lengths_of_the_manifest()
    {
        Read(
            Begin(),
            new ProfilerBytes(7, 1 * Second).Event(1, 1, [1, 2]).Resume(1, Save).Event(5, 1, [1]).Event(9, 0, []).Event(16, 1, new byte[300]).Event(21, 0, []).Suspend(100 * Ms).Event(23, 1, new byte[12]));

        Assert.Equal([("SaveAsync", 100 * Ms + 2)], Runs());
        Assert.Equal(0, _lane.DamagedCount);
    }

    [Fact]
    public void A_new_version_of_an_event_that_is_not_read_is_no_reason_to_refuse()
    {
        Read(new ProfilerBytes(7, Second).Manifest(new Dictionary<int, int> { [16] = 9 }), new ProfilerBytes(7, 1 * Second).Resume(0, Save).Suspend(100 * Ms));

        Assert.Equal([("SaveAsync", 100 * Ms)], Runs());
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void What_is_not_known_is_refused_and_named(string what, int manifest)
    {
        Read(
            manifest switch
            {
                0 => new ProfilerBytes(7, Second).Manifest(new Dictionary<int, int> { [7] = 2 }),
                1 => new ProfilerBytes(7, Second).Manifest(without: 3),
                2 => new ProfilerBytes(7, Second).Manifest(wrappers: 16),
                3 => new ProfilerBytes(7, Second).Manifest(frequency: 10_000_000),
                _ => new ProfilerBytes(7, Second, version: 2).Manifest(),
            },
            new ProfilerBytes(7, 1 * Second).Resume(0, Save).Suspend(100 * Ms));

        Assert.Empty(_feed.Events);
        Assert.Equal(
            $"The runtime's async profiler sends {what}, which this blockwatch does not know: who awaits methods compiled as runtime async is not told. Other async methods are told of as ever.",
            _lane.Refusal);
    }

    [Fact]
    public void Before_the_manifest_nothing_is_read()
    {
        Read(new ProfilerBytes(7, 1 * Second).Resume(0, Save).Suspend(100 * Ms));

        Assert.Equal((0, 0, null), (_feed.Events.Count, _lane.DamagedCount, _lane.Refusal));
    }

    [Fact]
    public void A_buffer_that_comes_twice_or_too_late_is_not_told_again()
    {
        ProfilerBytes first = new ProfilerBytes(7, 1 * Second).Resume(0, Save).Suspend(100 * Ms);
        ProfilerBytes second = new ProfilerBytes(7, 2 * Second).Resume(0, Place).Suspend(100 * Ms);

        Read(Begin(), first, first, second, first);

        Assert.Equal([("SaveAsync", 100 * Ms), ("PlaceOrderAsync", 100 * Ms)], Runs());
    }

    [Fact]
    public void After_a_reset_what_ran_before_has_no_end()
    {
        Read(Begin(), new ProfilerBytes(7, 1 * Second).Resume(0, Checkout).Reset(90 * Ms).Resume(1, Save).Suspend(60 * Ms).Suspend(1));

        Assert.Equal([("SaveAsync", 60 * Ms)], Runs());
    }

    [Fact]
    public void A_run_whose_end_may_have_been_dropped_is_not_told()
    {
        ClrTrace trace = Buffers([Begin(), new ProfilerBytes(7, 1 * Second).Resume(0, Save)]);
        Write(trace, new ProfilerBytes(7, 1 * Second + 5 * Ms).Suspend(195 * Ms), lostBefore: 1);
        TraceReading.Read(trace, _lane.Subscribe);

        Assert.Empty(_feed.Events);
    }

    [Fact]
    public void What_goes_on_for_long_is_told_once_while_it_does()
    {
        ClrTrace trace = Buffers([Begin(), new ProfilerBytes(7, 1 * Second).Resume(0, Save)]);
        trace.Time = 4 * Second;
        trace.PoolCounters(1, 1, 1).PoolCounters(1, 1, 1);
        TraceReading.Read(trace, _lane.Subscribe);

        RuntimeEvent run = Assert.Single(_feed.Events);
        Assert.True(run.Time - run.Since > 2 * Second);
    }

    [Fact]
    public void A_buffer_that_is_cut_off_anywhere_breaks_nothing()
    {
        byte[] whole = new ProfilerBytes(7, 1 * Second).Resume(0, Save, Place).Suspend(100 * Ms).ToArray();
        ClrTrace trace = Buffers([Begin()]);
        for (int length = 0; length < whole.Length; length++)
        {
            Write(trace, whole[..length]);
        }

        TraceReading.Read(trace, _lane.Subscribe);

        Assert.Empty(_feed.Events);
        Assert.Equal(whole.Length, _lane.DamagedCount);
    }

    [Fact]
    public void Lengths_that_lie_break_nothing()
    {
        byte[] tooMany = ProfilerBytes.Callstack(200, 0, [Save, Place]);
        byte[] endless = [0, 0, 1, .. Enumerable.Repeat((byte)0xFF, 30)];
        Read(
            Begin(),
            new ProfilerBytes(7, 1 * Second).Event(7, 0, tooMany).Suspend(100 * Ms),
            new ProfilerBytes(8, 1 * Second).Event(7, 0, endless).Suspend(100 * Ms),
            new ProfilerBytes(9, 1 * Second).Event(7, 0, []).Suspend(100 * Ms),
            new ProfilerBytes(10, 1 * Second).Event(99, 0, [1]).Resume(0, Save).Suspend(100 * Ms),
            new ProfilerBytes(11, 1 * Second).Resume(0, Save).Suspend(3_600 * Second),
            new ProfilerBytes(12, 3_600 * Second).Resume(0, Save).Suspend(100 * Ms),
            new ProfilerBytes(-1, 1 * Second).Resume(0, Save).Suspend(100 * Ms));

        Assert.Empty(_feed.Events);
        Assert.Equal(4, _lane.DamagedCount);
    }

    [Fact]
    public void Ten_thousand_damaged_and_mixed_up_buffers_give_no_exception_and_no_negative_time()
    {
        var random = new Random(11);
        ClrTrace trace = Buffers([Begin()]);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = Random(random).ToArray();
            for (int damage = random.Next(4) == 0 ? random.Next(6) : 0; damage > 0; damage--)
            {
                // The version and the manifest's event are left alone: those are refused, and nothing would be read afterwards.
                int at = random.Next(5, bytes.Length);
                bytes[at] = (byte)(random.Next(2) == 0 ? random.Next(20) : random.Next(23, 256));
            }

            Write(trace, random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }

        TraceReading.Read(trace, _lane.Subscribe);

        Assert.NotEmpty(_feed.Events);
        Assert.All(_feed.Events, run => Assert.True(run.Time - run.Since >= 50 * Ms && run.Stack!.Frames.Count is > 0 and <= 255));
        Assert.True(_lane.DamagedCount > 500);
    }

    private static ProfilerBytes Random(Random random)
    {
        ProfilerBytes bytes = new(random.Next(1, 6), random.Next(1, 900) * Ms);
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            _ = random.Next(4) switch
            {
                0 => bytes.Resume(random.Next(90) * Ms, random.Next(32), [Save, Place, Checkout]),
                1 => bytes.Suspend(random.Next(90) * Ms),
                2 => bytes.Complete(random.Next(90) * Ms),
                _ => bytes.Event(16, random.Next(90) * Ms, new byte[random.Next(20)]),
            };
        }

        return bytes;
    }

    private static ProfilerBytes Begin() => new ProfilerBytes(7, Second / 2).Manifest();

    private static MethodBody Body(string method, ulong start) => new()
    {
        Start = start,
        Size = 0x100,
        TypeName = "Shop.Orders",
        MethodName = method,
        Signature = "",
    };

    private (string Method, long Length)[] Runs() => [.. _feed.Events.Select(run => (run.Stack!.Frames[0].MethodName, run.Time - run.Since))];

    private void Read(params ProfilerBytes[] buffers) => TraceReading.Read(Buffers(buffers), _lane.Subscribe);

    // Sent long after: the runtime keeps them.
    private static ClrTrace Buffers(ProfilerBytes[] buffers)
    {
        ClrTrace trace = new() { Time = 3 * Second };
        foreach (ProfilerBytes buffer in buffers)
        {
            Write(trace, buffer);
        }

        return trace;
    }

    private static void Write(ClrTrace trace, ProfilerBytes buffer, int lostBefore = 0) => Write(trace, buffer.ToArray(), lostBefore);

    private static void Write(ClrTrace trace, byte[] payload, int lostBefore = 0) =>
        trace.Write(RuntimeProviders.AsyncProfiler, 1, 1, thread: 3, payload, lostBefore: lostBefore);
}
