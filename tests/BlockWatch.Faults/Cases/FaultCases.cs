namespace BlockWatch.Faults.Cases;

/// <summary>All cases, in the order of the table. A new one is a file in this folder and a line here.</summary>
internal static class FaultCases
{
    public static IReadOnlyList<IFaultCase> All { get; } =
    [
        new KilledAnyTime(),
        new KilledInBurst(),
        new KilledInStop(),
        new KilledInRundown(),
        new RunKilledAnyTime(),
        new SignalAnyTime("terminated", "SIGTERM", Signal.Terminate),
        new SignalAnyTime("hung-up", "SIGHUP", Signal.Hangup),
        new SignalAnyTime("interrupted", "SIGINT (Ctrl+C)", Signal.Interrupt),
        new StoppedAndContinued(),
        new StoppedWhileTargetExits(),
        new StoppedInBurstWhileTargetExits(),
        new TargetExits(),
        new TargetEnds("target-exits-by-itself", "The target calls Environment.Exit(7)", "/exit", exitCode: 7),
        new TargetEnds("target-throws", "An exception that nobody catches ends the target", "/throw", Abort),
        new TargetEnds("target-fails-fast", "Environment.FailFast ends the target", "/fail-fast", Abort),
        new TargetKilled(),
        new TargetStopped(),
        new TargetExecs(),
        new TargetForks(),
        new TargetComputes(),
        new TargetOutOfMemory(),
        new TargetOfManyThreads(),
        new TargetSuspended(),
        new DiskFull(),
        new DiskReadOnly(),
        new OutputRefused("output-is-folder", "The report's path is a folder", folder => folder.Path, "is a folder"),
        new OutputRefused("output-is-device", "The report's path is /dev/full", _ => "/dev/full", "not an ordinary file"),
        new OutputIsLink(),
        new OutputClosed(),
        new OtherTemporaryFolder(),
        new LongSocketPath(),
        new StaleSockets(),
        new ReusedProcessId(),
        new ClockStepped(),
        new SeveralWatches("two-watches", 2),
        new SeveralWatches("ten-watches", 10),
        new SixtyFourWatches(),
        new SessionsTaken(),
        new BesideAnotherTracer(),
        new BesideProfiler(),
    ];

    // 128 + SIGABRT.
    private const int Abort = 134;

    /// <summary>The case of that name; null when there is none.</summary>
    public static IFaultCase? ByName(string name) => All.FirstOrDefault(known => known.Name == name);

    /// <summary>Its place in the table.</summary>
    public static int IndexOf(string name) => All.TakeWhile(known => known.Name != name).Count();
}
