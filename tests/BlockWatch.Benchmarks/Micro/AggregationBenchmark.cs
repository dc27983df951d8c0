using BenchmarkDotNet.Attributes;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>Stalls and what becomes of them: one in full, from its start through its wait to its site's sums, and the findings of all.</summary>
public class AggregationBenchmark
{
    private const int Stalls = 1_000;
    private const int Sites = 50;
    private const int Threads = 20;
    private const long Ms = 1_000_000;

    private readonly SilentListener _listener = new();
    private readonly Detector _detector;
    private readonly CallStack[] _stacks = [.. Enumerable.Range(0, Sites).Select(WaitingAt)];
    private long _time;

    public AggregationBenchmark()
    {
        _detector = Detectors.Create(new DetectionOptions(), _listener);
    }

    [GlobalSetup]
    public void Fill()
    {
        Stall();
        if (_listener.ClosedStalls < Stalls / 2 || Findings().Count != Sites)
        {
            throw new InvalidOperationException($"{_listener.ClosedStalls} of {Stalls} stalls closed, {Findings().Count} findings.");
        }
    }

    /// <summary>A stall of 200 ms that a wait explains; one ends every 10 ms.</summary>
    [Benchmark(OperationsPerInvoke = Stalls)]
    public void Stall()
    {
        for (int i = 0; i < Stalls; i++)
        {
            // The thread's item before ends with this one's start: it lasted as many steps as there are threads.
            _time += 10 * Ms;
            long thread = (i % Threads) + 1;
            _detector.Observe(RuntimeEvent.WaitStopped(_time - Ms, thread));
            _detector.Observe(RuntimeEvent.WorkItemStarted(_time, thread));
            _detector.Observe(RuntimeEvent.WaitStarted(_time + Ms, thread, _stacks[i % Sites]));
        }
    }

    /// <summary>All findings so far: what a report or a screen asks for.</summary>
    [Benchmark]
    public IReadOnlyList<Finding> Findings() => _detector.Snapshot().Findings;

    private static CallStack WaitingAt(int site) => new(
    [
        Frame("System.Threading.Tasks.Task", "Wait", "System.Private.CoreLib", FrameOrigin.Framework),
        Frame("Shop.Orders", $"Step{site}", "Shop", FrameOrigin.User),
        Frame("System.Threading.ThreadPoolWorkQueue", "Dispatch", "System.Private.CoreLib", FrameOrigin.Framework),
        Frame("System.Threading.PortableThreadPool+WorkerThread", "WorkerThreadStart", "System.Private.CoreLib", FrameOrigin.Framework),
    ]);

    private static Frame Frame(string type, string method, string module, FrameOrigin origin) =>
        new() { Method = $"{type}.{method}", TypeName = type, MethodName = method, Module = module, Origin = origin };
}
