using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.NetTrace.Payloads;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Sessions;
using BlockWatch.EventPipe.Targets;

namespace BlockWatch.EventPipe.Replay;

/// <summary>A first pass through a trace: its methods (which a trace lists at its end), its clock, and what was recorded.</summary>
internal sealed class TraceSurvey
{
    private const string SystemUnknown =
        "The system's account of the threads is in no trace: what seems to compute (BW0006) may have waited for a processor or for memory read from a disk.";

    private long _workItems;
    private long _waits;
    private long _contentions;
    private long _samples;
    private long _poolEvents;
    private long _suspensions;
    private long _counters;
    private long _methods;
    private bool _hasPauses;
    private long _lastTicks;

    public long FirstTicks { get; private set; }

    public double TicksPerSecond { get; private set; } = 1e9;

    public DateTimeOffset StartedAt { get; private set; }

    public double DurationMs => (_lastTicks - FirstTicks) * (1e3 / TicksPerSecond);

    public long EventCount { get; private set; }

    public long EventsLost { get; private set; }

    /// <summary>The file ends in the middle of something.</summary>
    public bool BrokeOff { get; private set; }

    public int ProcessId { get; private set; }

    public string Name { get; private set; } = "";

    public string? RuntimeVersion { get; private set; }

    /// <summary>The first number of it; 0 when it is not told.</summary>
    public int RuntimeMajor { get; private set; }

    public string? OperatingSystem { get; private set; }

    /// <summary>Work items were recorded: spans are known.</summary>
    public bool HasSpans => _workItems > 0;

    public bool HasWaitEvents => _waits > 0;

    /// <summary>Reads the trace once and fills the maps.</summary>
    /// <exception cref="WatchException">Not even its header can be read.</exception>
    public static TraceSurvey Of(string path, MethodMap methods, ModuleMap modules)
    {
        var survey = new TraceSurvey();
        var source = new EventDispatch();
        var methodEvents = new MethodEventReader(methods, modules, processRoot: null);
        methodEvents.Subscribe(source);
        survey.Subscribe(source);
        survey.BrokeOff = !TraceEvents.Read(path, source, withStacks: false, CancellationToken.None);
        survey.EventsLost = source.Losses.AtLeast;
        survey._methods = methodEvents.EventCount;
        survey.Name = survey.Name.Length > 0 ? survey.Name : Path.GetFileNameWithoutExtension(path);
        return survey;
    }

    /// <summary>What the trace lacks, and which rules suffer.</summary>
    public IReadOnlyList<string> Limits()
    {
        var limits = new List<string>();
        Lacks(limits, HasSpans, $"{RuntimeProviders.Framework}:0x12:5", "no work item is known, so only waits with events of their own are found (BW0001 to BW0003)");
        Lacks(limits, HasWaitEvents, $"{RuntimeProviders.Runtime}:0x40000000000:5", "waits (BW0001, BW0002) are seen by samples only; the runtime has these events from .NET 9 on");
        Lacks(limits, _contentions > 0, $"{RuntimeProviders.Runtime}:0x4000:4", "no lock contention (BW0003) was recorded, or none happened");
        Lacks(limits, _samples > 0, RuntimeProviders.Sampler, "Thread.Sleep, synchronous I/O and CPU (BW0004 to BW0006) have no stack to be named by");
        Lacks(limits, _poolEvents > 0, $"{RuntimeProviders.Runtime}:0x10000:4", "the end of a pool thread's last work item is unknown, and starvation (BW0007) is seen by counters only");
        Lacks(limits, _counters > 0, $"{RuntimeProviders.Counters}:0:4:EventCounterIntervalSec=0.1", "the pool's queue is unknown: starvation (BW0007) is seen by adjustments only");
        Lacks(limits, _suspensions > 0, $"{RuntimeProviders.Runtime}:0x1:4", "garbage collections (BW0010) cannot be told from the user's time, or none happened");
        if (_hasPauses)
        {
            limits.Add("Work items, requests or waits were told for a part of the time only, to keep the watch's budget: what happened in between may be missing.");
        }

        Lacks(limits, _methods > 0, "the rundown", "frames have no names");
        if (_samples > 0)
        {
            limits.Add(SystemUnknown);
        }

        return limits;
    }

    public IReadOnlyList<LaneStatus> Lanes(long spanEvents, long waitEvents, long samples) =>
    [
        new LaneStatus("spans", HasSpans ? "full" : "unavailable", HasSpans ? null : "no work items in the trace", spanEvents, DurationMs),
        new LaneStatus("waits", HasWaitEvents ? "full" : _contentions > 0 ? "narrowed" : "unavailable", HasWaitEvents ? null : "no wait events in the trace", waitEvents, DurationMs),
        new LaneStatus("bursts", samples > 0 ? "full" : "unavailable", samples > 0 ? null : "no samples in the trace", samples, DurationMs),
    ];

    private static void Lacks(List<string> limits, bool there, string provider, string consequence)
    {
        if (!there)
        {
            limits.Add($"The trace has nothing of {provider}: {consequence}.");
        }
    }

    private void Subscribe(EventDispatch source)
    {
        source.On(RuntimeProviders.Runtime, RuntimeEventIds.RuntimeStart, OnRuntimeStart);
        source.On(RuntimeProviders.Rundown, RuntimeEventIds.RuntimeStart, OnRuntimeStart);
        source.On(RuntimeProviders.Framework, RuntimeProviders.ThreadPoolDequeueWork, (in NetTraceEvent _) => _workItems++);
        source.On(RuntimeProviders.Counters, (in NetTraceEvent _) => _counters++);
        source.On(WindowMark.Provider, (in NetTraceEvent _) => _hasPauses = true);
        source.On(RuntimeProviders.Sampler, (in NetTraceEvent _) => _samples++);
        Count([RuntimeEventIds.WaitStart, RuntimeEventIds.WaitStop], (in NetTraceEvent _) => _waits++);
        Count([RuntimeEventIds.ContentionStart, RuntimeEventIds.ContentionStop], (in NetTraceEvent _) => _contentions++);
        Count(
            [RuntimeEventIds.WorkerStart, RuntimeEventIds.WorkerStop, RuntimeEventIds.PoolAdjustment, RuntimeEventIds.WorkerWait],
            (in NetTraceEvent _) => _poolEvents++);
        Count([RuntimeEventIds.GcSuspendStart, RuntimeEventIds.GcRestartEnd], (in NetTraceEvent _) => _suspensions++);
        source.OnAll(OnAny);

        void Count(int[] ids, EventAction count) => Array.ForEach(ids, id => source.On(RuntimeProviders.Runtime, id, count));
    }

    private void OnRuntimeStart(in NetTraceEvent data)
    {
        if (RuntimeStart.TryRead(data.Payload, out RuntimeStart runtime))
        {
            // The third number is the library's build, not the patch that people know.
            RuntimeMajor = runtime.Major;
            RuntimeVersion = string.Create(CultureInfo.InvariantCulture, $"{runtime.Major}.{runtime.Minor}");
            Name = ProgramName.Of(runtime.CommandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries)) ?? "";
        }
    }

    private void OnAny(in NetTraceEvent data)
    {
        if (EventCount++ == 0)
        {
            FirstTicks = data.Ticks;
            StartedAt = data.Trace.TimeOf(data.Ticks);
            TicksPerSecond = data.Trace.TicksPerSecond;
            ProcessId = data.Trace.ProcessId;
        }

        _lastTicks = data.Ticks;
    }
}
