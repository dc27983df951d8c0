using SampleTargets.Running;
using SampleTargets.Scenarios;

namespace SampleTargets;

/// <summary>Every scenario there is. A new one is a file in Scenarios and a line here.</summary>
internal static class ScenarioRegistry
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new SyncOverAsync(),
        new LongContinuation(),
        new Starvation(),
        new LockConvoy(),
        new LockOwner(),
        new Files(),
        new CpuBound(),
        new Healthy(),
        new Obedient(),
        new FiveFaults(),
        new HttpClientCalls(),
        new AwaitChain(),
        new Gather(),
        new FireAndForget(),
        new Cancellation(),
        new MinThreads(),
        new AsyncStream(),
        new AsyncDispose(),
        new Offload(),
        new EagerStart(),
        new Callbacks(),
        new Middleware(),
        new Channels(),
        new ValueTasks(),
        new Mixed(),
        new PollLoop(),
        new TinyWaits(),
        new DeepStack(),
        new ShortItems(),
        new Thief(),
        new MvcInlined(),
        new AsyncOverSync(),
        new TypeInitializer(),
        new PageFaults(),
        new CpuStarved(),
        new HarmlessWaits(),
        new GcHeavy(),
        new JitHeavy(),
        new OwnThreads(),
        new Stress(),
        new MainAsync(),
        new Sqlite(),
        new Library(),
        new HostileNames(),
        new Sockets(),
        new Tls(),
        new Pipes(),
        new ChildProcess(),
        new ConsoleOutput(),
        new Parallels(),
        new SyncContext(),
        new EventLoop(),
        new DeadlockContext(),
        new DeadlockLocks(),
        new DeadlockLockTask(),
        new DeadlockPool(),
    ];

    /// <summary>The scenario of that name, or null.</summary>
    public static IScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
