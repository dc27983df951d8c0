using BlockWatch.Detection.Async;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Tasks;
using BlockWatch.Fuzz.Mutations;
using BlockWatch.Fuzz.Seeds;
using BlockWatch.Reports.Tasks;

namespace BlockWatch.Fuzz.Targets;

/// <summary>The events of a target's tasks: the graph of who awaits whom, and every way to write it.</summary>
internal sealed class TasksTarget : IFuzzTarget
{
    private static readonly SeedTrace[] Seeds = [WrittenTrace.OfTasks(), WrittenTrace.OfEverything()];

    public byte[] Make(Random random)
    {
        SeedTrace seed = Seeds[random.Next(Seeds.Length)];
        IReadOnlyList<SeedEvent> events = EventMutator.Mutate(seed, random, Seeds[0].Events);
        byte[] stream = EventMutator.Written(seed.Header, events, random);
        return random.Next(4) == 0 ? ByteMutator.Mutate(stream, random) : stream;
    }

    public string Run(byte[] input)
    {
        var clock = new TargetClock();
        var feed = new TaskFeed();
        var methods = new MethodMap();
        var modules = new ModuleMap();
        using var frames = new FrameResolver();
        var lane = new AsyncLane(clock, feed);
        var dispatch = new EventDispatch();
        new MethodEventReader(methods, modules, processRoot: null).Subscribe(dispatch);
        lane.Subscribe(dispatch);
        string end = "whole";
        try
        {
            using var stream = new MemoryStream(input);
            new NetTraceReader(new TraceInput(stream, isLive: false), dispatch).Read();
        }
        catch (NetTraceException damage)
        {
            end = OutcomeText.Of(damage.Message, "/");
        }

        AsyncSnapshot graph = feed.Snapshot();
        TaskLook look = new()
        {
            Target = new TargetDescription { ProcessId = 1, Name = HostileText.All[input.Length % HostileText.All.Length] },
            TakenAt = DateTimeOffset.UnixEpoch,
            Graph = graph,
            WatchedMs = 1_000,
            End = TaskLookEnd.DurationOver,
            WrittenNames = new StateMachineNames(methods, modules, frames).Of(graph.Tasks.Select(static task => task.Name).OfType<string>()),
            ThreadNames = graph.Waits.Take(50).DistinctBy(static wait => wait.ThreadId).ToDictionary(static wait => wait.ThreadId, static wait => HostileText.All[(int)((ulong)wait.ThreadId % (ulong)HostileText.All.Length)]),
            EventsReceived = lane.EventCount,
            EventsLost = lane.EventsLost,
            Budget = new BudgetUse(0.02, 0.01),
        };
        foreach (TaskFormat format in Enum.GetValues<TaskFormat>())
        {
            using StringWriter writer = new();
            TaskReports.Write(look, writer, new TaskWriting { Format = format }, "0.1.0");
            ControlCharacters.Refuse(writer.ToString(), format.ToString());
        }

        return $"{end}, {Math.Min(graph.Tasks.Count, 3)} tasks, {Math.Min(graph.Waits.Count, 3)} waits";
    }
}
