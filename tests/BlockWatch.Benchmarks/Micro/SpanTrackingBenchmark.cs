using BenchmarkDotNet.Attributes;
using BlockWatch.Detection;
using BlockWatch.Detection.Events;

namespace BlockWatch.Benchmarks.Micro;

/// <summary>From a plain event to a span that is no stall: what the detector does most. Twenty busy threads, half a million events a second.</summary>
public class SpanTrackingBenchmark
{
    private const int Events = 100_000;
    private const int Threads = 20;
    private const long NsBetweenEvents = 2_000;

    private readonly Detector _detector = Detectors.Create(new DetectionOptions(), new SilentListener());
    private long _time;

    [Benchmark(OperationsPerInvoke = Events)]
    public void Event()
    {
        for (int i = 0; i < Events; i++)
        {
            _time += NsBetweenEvents;
            int thread = (i * 7 % Threads) + 1;
            _detector.Observe(i % 7 == 0 ? RuntimeEvent.WorkerIdle(_time, thread) : RuntimeEvent.WorkItemStarted(_time, thread));
        }
    }
}
