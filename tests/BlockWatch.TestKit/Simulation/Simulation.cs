using BlockWatch.Detection;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Events;
using BlockWatch.Detection.Findings;

namespace BlockWatch.TestKit.Simulation;

/// <summary>A detector that is fed by a script, with the threshold at 100 ms.</summary>
public sealed class Simulation
{
    private readonly Detector _detector;

    public Simulation(DetectionOptions? options = null, IAsyncNames? names = null)
    {
        var sites = new NamedSites();
        _detector = new Detector(options ?? new DetectionOptions(), Listener, new WrittenVerdicts(), sites, sites, names);
    }

    public RecordingListener Listener { get; } = new();

    public Detector Detector => _detector;

    /// <summary>The closed stalls, one a line, by thread and start.</summary>
    public string Stalls => StallText.Of(Listener.Closed);

    public DetectionSnapshot Snapshot => _detector.Snapshot();

    public Simulation Run(IEnumerable<RuntimeEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (RuntimeEvent happening in events)
        {
            Listener.NowMs = Math.Max(Listener.NowMs, happening.Time / (double)EventScript.Ms);
            _detector.Observe(happening);
        }

        return this;
    }

    public Simulation Run(EventScript script, LaneDelays? delays = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Run(script.Deliver(delays));
    }

    public Simulation Complete(double milliseconds, bool targetEnded = false)
    {
        Listener.NowMs = milliseconds;
        _detector.Complete((long)(milliseconds * EventScript.Ms), targetEnded);
        return this;
    }
}
