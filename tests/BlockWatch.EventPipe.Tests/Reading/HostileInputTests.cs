using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tests.Lanes;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Reading;

/// <summary>Streams that are damaged, break off or lie: one kind of exception, nothing else, and never without end.</summary>
public sealed class HostileInputTests
{
    private const int Rounds = 4_000;

    [Theory]
    [InlineData("five-faults-net8", 21)]
    [InlineData("five-faults-net10", 22)]
    public void A_damaged_recorded_trace_ends_in_one_kind_of_exception(string name, int seed)
    {
        byte[] beginning = RecordedBytes.OfTrace(name).AsSpan(0, 150_000).ToArray();
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < Rounds / 2; round++)
        {
            refused += ReadsWhole(Damaged(beginning, random)) ? 0 : 1;
        }

        Assert.InRange(refused, 1, Rounds / 2);
    }

    // All kinds of payloads: methods, maps, modules, types, messages.
    [Fact]
    public void A_damaged_written_trace_ends_in_one_kind_of_exception()
    {
        ClrTrace trace = Everything();
        trace.Writer.End();
        byte[] good = trace.ToArray();
        Assert.True(ReadsWhole(good));
        var random = new Random(23);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            refused += ReadsWhole(Damaged(good, random)) ? 0 : 1;
        }

        Assert.InRange(refused, Rounds / 10, Rounds - 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_that_breaks_off_anywhere_gives_all_that_is_whole(bool compressHeaders)
    {
        var trace = new ClrTrace(new NettraceWriter(compressHeaders));
        for (int i = 0; i < 8; i++)
        {
            trace.WorkItem(1 + (i % 3), flush: i % 3 == 0);
        }

        byte[] bytes = trace.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            int seen = 0;
            Assert.Throws<NetTraceException>(() => TraceReading.Read(bytes[..length], source => source.OnAll((in NetTraceEvent _) => seen++)));

            // The tag that ends the object may be missing.
            Assert.Equal((length, trace.Ends.Count(end => end - 1 <= length)), (length, seen));
        }
    }

    [Fact]
    public void Garbage_is_refused()
    {
        var random = new Random(24);
        for (int round = 0; round < 500; round++)
        {
            var garbage = new byte[random.Next(0, 1000)];
            random.NextBytes(garbage);
            Assert.False(ReadsWhole(garbage));
            Assert.False(ReadsWhole([.. new NettraceWriter().ToArray(), 77, .. garbage]));
        }
    }

    [Fact]
    public void Another_format_is_refused()
    {
        Assert.False(ReadsWhole([.. "Nettrace"u8, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. new byte[100]]));
        byte[] older = new NettraceWriter().End().ToArray();
        older[older.AsSpan().IndexOf("Trace"u8) - 12] = 3;
        Assert.False(ReadsWhole(older));
    }

    [Fact]
    public void A_block_that_says_to_be_huge_takes_no_more_memory_than_came()
    {
        var writer = new NettraceWriter();
        writer.Events(new NettraceEvent(writer.Define(SampleTrace.Provider, 7), 10, 1, [1, 2]));
        byte[] bytes = writer.ToArray();
        int size = bytes.AsSpan().LastIndexOf("EventBlock"u8) + "EventBlock".Length + 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(size), TraceObjects.LargestBlock);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(ReadsWhole(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    // No proof of order ever comes: what is held back has a bound.
    [Fact]
    public void Events_that_are_never_proved_go_out_all_the_same()
    {
        var order = new EventOrder();
        CaptureThread thread = order.ThreadOf(1, 0);
        for (int i = 0; i < 100; i++)
        {
            BlockBuffer block = order.Rent();
            block.Reserve(1 << 20);
            block.Hold(new HeldEvent(i, 1, 1, 0, 0, 0));
            order.Add(thread, block, 0, 1);
            order.Count(block);
            order.Release(block);
        }

        Assert.InRange(order.HeldBytes, 100L << 20, 120L << 20);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), TakeAll(order));
        Assert.Equal(0, order.HeldBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Threads_without_end_are_forgotten_when_they_are_silent(bool isSorted)
    {
        var writer = new NettraceWriter();
        int id = writer.Define(SampleTrace.Provider, 7);
        for (int thread = 1; thread < 20_000; thread += 10_000)
        {
            writer.Events([.. Enumerable.Range(thread, 10_000).Select(t => new NettraceEvent(id, t, t, [1]) { IsSorted = isSorted })]);
        }

        EventLosses? losses = null;
        int seen = 0;
        TraceReading.Read(writer.End().ToArray(), source =>
        {
            losses = source.Losses;
            source.OnAll((in NetTraceEvent _) => seen++);
        });
        Assert.Equal((20_000, 0), (seen, losses!.AtLeast));
    }

    private static IEnumerable<long> TakeAll(EventOrder order)
    {
        while (order.TryTake(before: null, out _, out HeldEvent held))
        {
            yield return held.Ticks;
        }
    }

    // Some bytes changed, or cut, or a piece of it twice.
    private static byte[] Damaged(byte[] good, Random random)
    {
        byte[] bytes = [.. good];
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                int from = random.Next(bytes.Length);
                int length = random.Next(Math.Min(400, bytes.Length - from));
                return [.. bytes[..(from + length)], .. bytes[from..]];
            default:
                for (int changes = random.Next(1, 6); changes > 0; changes--)
                {
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)255 : (byte)random.Next(256);
                }

                return bytes;
        }
    }

    private static ClrTrace Everything()
    {
        RichPayload tree = new RichPayload().Node(1, child: 1).Node(2).Mapping(0, 0, 0).Mapping(0x10, 1, 0);
        var trace = new ClrTrace();
        trace.Writer.Stacks(1, [0x1005, 0x2005], [0x1006]);
        return trace.WorkItem(1).WorkItem(2, flush: false).PoolCounters(1, 2, 3)
            .MethodLoad(1, 0x1000, 0x40, "T", "A").Map(1, [0, 8], [0, 5]).RichDebugInfo(1, tree).MethodDetails(2, 50, 0x06000001).BulkType(50, 7)
            .MapListed(3, [0, 8], [0, 5]).MethodListed(3, 0x2000, 0x40, "T", "B").EntryPoint(4, 0x5000, "T", "C")
            .ModuleLoad(7, "/a.dll", Guid.NewGuid(), "/a.pdb").ModuleListed(8, "/b.dll", Guid.NewGuid(), "/b.pdb")
            .LogMessage(1, "Microsoft.AspNetCore.Routing.EndpointMiddleware", "ExecutingEndpoint", "Executing endpoint 'HTTP: GET /'")
            .Write("Microsoft-Windows-DotNETRuntime", 301, 0, 1, [0], stackId: 1).Write("Microsoft-Windows-DotNETRuntime", 302, 0, 1, [0])
            .Write("Microsoft-Windows-DotNETRuntime", 81, 2, 1, new byte[27], stackId: 2).Write("Microsoft-Windows-DotNETRuntime", 55, 0, 1, new byte[18])
            .Write("Microsoft-Windows-DotNETRuntime", 9, 1, 1, new byte[10]).Write("Microsoft-Windows-DotNETRuntime", 187, 0, 1, new byte[40])
            .Write("Microsoft-DotNETCore-SampleProfiler", 0, 0, 1, [2, 0, 0, 0], stackId: 1);
    }

    // With all that reads events in a watch.
    private static bool ReadsWhole(byte[] bytes)
    {
        var clock = new TargetClock();
        var feed = new RecordedFeed();
        var methods = new MethodMap();
        var modules = new ModuleMap();
        using var frames = new FrameResolver();
        var waits = new WaitLane(clock, feed, new StackResolver(methods, modules, images: null, frames), new LockOwnerIds(11));
        try
        {
            TraceReading.Read(bytes, source =>
            {
                new MethodEventReader(methods, modules, processRoot: null, new InlineEventReader(methods, new InlinedMethods())).Subscribe(source);
                new SpanLane(clock, feed).Subscribe(source);
                new RequestLane(clock, feed).Subscribe(source);
                new BurstLane(clock).Subscribe(source);
                waits.Subscribe(source);
            });
            return true;
        }
        catch (NetTraceException)
        {
            return false;
        }
        finally
        {
            waits.Finish();
        }
    }
}
