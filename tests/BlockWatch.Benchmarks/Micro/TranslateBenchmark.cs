using BenchmarkDotNet.Attributes;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.NetTrace;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>From a session's bytes to plain events, for one work item: what the spans lane does most.</summary>
public class TranslateBenchmark
{
    private const int WorkItems = 20_000;

    private byte[] _session = [];

    [GlobalSetup]
    public void Record()
    {
        _session = OwnSession.Record(WorkItems);
        if (WorkItem() is var seen && (seen < WorkItems || seen > WorkItems * 1.05))
        {
            throw new InvalidOperationException($"{seen} work items in a session that had {WorkItems}.");
        }
    }

    [Benchmark(OperationsPerInvoke = WorkItems)]
    public long WorkItem()
    {
        DroppingFeed feed = new();
        using MemoryStream bytes = new(_session);
        EventDispatch dispatch = new();
        new SpanLane(new TargetClock(), feed).Subscribe(dispatch);
        NetTraceReader.ReadLive(bytes, dispatch);
        return feed.WorkItems;
    }
}
