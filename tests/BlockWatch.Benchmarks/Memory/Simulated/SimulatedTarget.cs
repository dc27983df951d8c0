using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>A busy server as its runtime tells of it: what a pool of 32 threads does, in flushes of 100 ms.</summary>
/// <remarks>
/// 100,000 steps a second of the target's time, each on a free thread: nearly all of them work items; of a million 50,000 times a worker has nothing to do,
/// 30,000 short waits, 5,000 contentions, 5,000 requests, 1,000 threads that die and are replaced, 500 stalls of 150 ms, 200 methods compiled where
/// older ones were. The stacks of the waits come from a set that grows to 10,000 in the first twentieth. Nothing is kept of what was written
/// but the stacks, which have their two megabytes after that.
/// </remarks>
internal sealed class SimulatedTarget
{
    private const long StepNs = 10_000;
    private const long FlushNs = 100_000_000;
    private const long ShortWaitNs = 5_000;
    private const long StallNs = 150_000_000;
    private const int FlushesBetweenSequencePoints = 20;
    private const int Workers = 32;
    private const int Endpoints = 200;
    private const int CodeSlots = 1_500;
    private const ulong CompiledStart = 0x7200_0000_0000;
    private const long CompiledModule = 9;

    private static readonly Dictionary<EventType, int> Ids = EventType.All.Index().ToDictionary(entry => entry.Item, entry => entry.Index + 1);
    private static readonly byte[] SomeBytes = new byte[24];
    private static readonly byte[] ForGc = new ByteWriter().Int32(1).Int32(1).UInt16(1).Written.ToArray();
    private static readonly byte[] Lock = new ByteWriter().Byte(0).UInt16(1).Int64(0x5000).Int64(0x6000).Int64(1).Written.ToArray();

    private readonly FormatWriter _writer = new();
    private readonly SimulatedThread[] _workers = new SimulatedThread[Workers];
    private readonly SimulatedThread _other = new(1);
    private readonly List<SimulatedThread> _flushed = [];
    private readonly ulong[]?[] _stacks = new ulong[]?[SimulatedCode.StackCount];
    private readonly int[] _stackIds = new int[SimulatedCode.StackCount];
    private readonly List<ulong[]> _newStacks = [];
    private readonly byte[][] _starts = [.. Enumerable.Range(0, Endpoints).Select(i => Request(i, "Executing"))];
    private readonly byte[][] _ends = [.. Enumerable.Range(0, Endpoints).Select(i => Request(i, "Executed"))];
    private readonly long _eventsUntilAllStacks;
    private ulong _random = 88172645463325252;
    private long _now = StepNs;
    private long _lastThreadId = 1_000;
    private long _compiled;
    private int _flushes;
    private int _lastStackId;

    /// <param name="events">How many will be asked for.</param>
    public SimulatedTarget(long events)
    {
        _eventsUntilAllStacks = Math.Max(1, events / 20);
        for (int i = 0; i < Workers; i++)
        {
            _workers[i] = new SimulatedThread(++_lastThreadId);
        }
    }

    /// <summary>Events written so far.</summary>
    public long EventCount { get; private set; }

    /// <summary>Stalls that have ended.</summary>
    public long StallCount { get; private set; }

    /// <summary>What the next flush sends; valid until the next call.</summary>
    public ReadOnlyMemory<byte> NextFlush()
    {
        _writer.Clear();
        if (_flushes == 0)
        {
            Begin();
        }

        Happen(_now + FlushNs);
        if (_flushes % 5 == 0)
        {
            Count();
        }

        Write();
        if (++_flushes % FlushesBetweenSequencePoints == 0)
        {
            _writer.SequencePoint(_now, [_other, .. _workers]);
            Array.Clear(_stackIds);
            _lastStackId = 0;
        }

        return _writer.Written;
    }

    /// <summary>The stream's last bytes.</summary>
    public ReadOnlyMemory<byte> End()
    {
        _writer.Clear();
        _writer.End();
        return _writer.Written;
    }

    private void Begin()
    {
        _writer.Header(ticksPerSecond: 1_000_000_000);
        foreach ((EventType type, int id) in Ids)
        {
            _writer.Metadata(id, type);
        }

        foreach (byte[] module in SimulatedCode.Modules())
        {
            Add(_other, EventType.ModuleLoad, module);
        }

        foreach ((byte[] load, byte[] map) in SimulatedCode.Methods())
        {
            Add(_other, EventType.MethodLoad, load);
            Add(_other, EventType.Map, map);
        }
    }

    private void Happen(long until)
    {
        while (_now < until)
        {
            _now += StepNs;
            int place = (int)(Next() % Workers);
            SimulatedThread worker = _workers[place];
            if (worker.BlockedUntil > _now)
            {
                continue;
            }

            if (worker.BlockedUntil > 0)
            {
                worker.BlockedUntil = 0;
                StallCount++;
                Add(worker, EventType.WaitStop, SomeBytes);
            }

            Step(worker, place, (int)(Next() % 1_000_000));
        }
    }

    private void Step(SimulatedThread worker, int place, int choice)
    {
        if (choice < 50_000)
        {
            Add(worker, EventType.WorkerWait, SomeBytes);
            return;
        }

        if (choice < 51_000)
        {
            Add(worker, EventType.WorkerStop, SomeBytes);
            _workers[place] = new SimulatedThread(++_lastThreadId);
            Add(_workers[place], EventType.WorkerStart, SomeBytes);
            return;
        }

        Add(worker, EventType.WorkItem, SomeBytes);
        switch (choice)
        {
            case < 81_000:
                Add(worker, EventType.WaitStart, SomeBytes, StackId());
                Add(worker, EventType.WaitStop, SomeBytes, after: ShortWaitNs);
                break;
            case < 86_000:
                Add(worker, EventType.ContentionStart, Lock, StackId());
                Add(worker, EventType.ContentionStop, SomeBytes, after: ShortWaitNs);
                break;
            case < 91_000:
                Add(worker, EventType.LogMessage, _starts[choice % Endpoints]);
                Add(worker, EventType.LogMessage, _ends[choice % Endpoints], after: ShortWaitNs);
                break;
            case < 91_500:
                Add(worker, EventType.WaitStart, SomeBytes, StackId());
                worker.BlockedUntil = _now + StallNs;
                break;
            case < 91_700:
                Compile(worker);
                break;
            case < 91_710:
                Add(_other, EventType.SuspendStart, ForGc);
                Add(_other, EventType.RestartEnd, SomeBytes, after: ShortWaitNs);
                break;
            default:
                break;
        }
    }

    private void Compile(SimulatedThread worker)
    {
        long id = 100_000 + _compiled;
        ulong start = CompiledStart + ((ulong)(_compiled % CodeSlots) * 0x400);
        (string type, string method) = _compiled % 2 == 0 ? ("dynamicClass", $"Lambda{_compiled}") : ($"Generated.Type{_compiled}", "Run");
        _compiled++;
        Add(worker, EventType.MethodLoad, SimulatedCode.Method(id, CompiledModule, start, type, method));
        Add(worker, EventType.Map, SimulatedCode.Map(id), after: 1);
    }

    private void Count()
    {
        Add(_other, EventType.MeanCounter, Counter("threadpool-thread-count", Workers));
        Add(_other, EventType.MeanCounter, Counter("threadpool-queue-length", 0));
        Add(_other, EventType.IncrementCounter, Counter("threadpool-completed-items-count", 40_000));
    }

    private void Write()
    {
        if (_newStacks.Count > 0)
        {
            _writer.Stacks(_lastStackId - _newStacks.Count + 1, _newStacks);
            _newStacks.Clear();
        }

        // The runtime writes the thread with the oldest event first; each thread's first event promises that none older follows.
        _flushed.Sort(static (a, b) => a.Events[0].Time.CompareTo(b.Events[0].Time));
        _writer.BeginEvents();
        foreach (SimulatedThread thread in _flushed)
        {
            for (int i = 0; i < thread.Events.Count; i++)
            {
                if (_writer.IsBlockFull)
                {
                    _writer.EndBlock();
                    _writer.BeginEvents();
                }

                SimulatedEvent written = thread.Events[i];
                _writer.Event(written, ++thread.SequenceNumber, isSorted: i == 0, written.Payload);
            }

            EventCount += thread.Events.Count;
            thread.Events.Clear();
        }

        _writer.EndBlock();
        _flushed.Clear();
    }

    private int StackId()
    {
        long known = Math.Clamp(EventCount * SimulatedCode.StackCount / _eventsUntilAllStacks, 100, SimulatedCode.StackCount);
        int stack = (int)(Next() % (ulong)known);
        if (_stackIds[stack] == 0)
        {
            _stackIds[stack] = ++_lastStackId;
            _newStacks.Add(_stacks[stack] ??= SimulatedCode.Stack(stack));
        }

        return _stackIds[stack];
    }

    private void Add(SimulatedThread thread, EventType type, byte[] payload, int stackId = 0, long after = 0)
    {
        if (thread.Events.Count == 0)
        {
            _flushed.Add(thread);
        }

        thread.Events.Add(new SimulatedEvent(Ids[type], _now + after, thread.Id, stackId, payload));
    }

    // xorshift: the same events in every run.
    private ulong Next()
    {
        _random ^= _random << 13;
        _random ^= _random >> 7;
        _random ^= _random << 17;
        return _random;
    }

    private static byte[] Counter(string name, double value) => new ByteWriter().Text(name).Int64(BitConverter.DoubleToInt64Bits(value)).Written.ToArray();

    private static byte[] Request(int endpoint, string what) => new ByteWriter()
        .Int32(2).Int32(1).Text(RuntimeProviders.EndpointLogger).Int32(0).Text(what + "Endpoint").Text($"{what} endpoint 'HTTP: GET /items/{endpoint}'").Written.ToArray();
}
