namespace BlockWatch.TestKit;

/// <summary>How long a test waits before it fails: every limit that the tests know, in one place.</summary>
/// <remarks>They are bounds for a busy machine with two cores, not expectations; a test that passes waits for a condition, not for these.</remarks>
public static class TestTimeouts
{
    /// <summary>Compiling and publishing the sample targets for one runtime, packages already there or not.</summary>
    public static TimeSpan Publish { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Packing the tool.</summary>
    public static TimeSpan Pack { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Installing the packed tool from a folder.</summary>
    public static TimeSpan Install { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Another process that makes the same artifacts: it may publish for three runtimes.</summary>
    public static TimeSpan ArtifactLock { get; } = TimeSpan.FromMinutes(12);

    /// <summary>From the start of a sample target to its READY line.</summary>
    public static TimeSpan TargetReady { get; } = TimeSpan.FromSeconds(60);

    /// <summary>From the close of a target's standard input to its exit, a starvation included; then it is killed.</summary>
    public static TimeSpan TargetEnd { get; } = TimeSpan.FromSeconds(40);

    /// <summary>A command of the tool that watches nothing: ps, explain, export, wrong usage.</summary>
    public static TimeSpan Command { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What a watch may take besides its duration: attaching, the last flush, the report.</summary>
    public static TimeSpan WatchOverhead { get; } = TimeSpan.FromSeconds(60);

    /// <summary>From an attach until its first line on standard output or standard error.</summary>
    public static TimeSpan WatchStart { get; } = TimeSpan.FromSeconds(45);

    /// <summary>Reading a recorded trace of some seconds.</summary>
    public static TimeSpan Analyze { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Recording a trace, its rundown included.</summary>
    public static TimeSpan Record { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Something that a healthy target does all the time: an answer, another line in its truth file.</summary>
    public static TimeSpan SignOfLife { get; } = TimeSpan.FromSeconds(20);

    /// <summary>A killed process is gone after that.</summary>
    public static TimeSpan Kill { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a condition is looked at while waiting for it.</summary>
    public static TimeSpan Poll { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How old a stall may be when its JSON line comes. A bound for a busy machine; the benchmark has the real number.</summary>
    public static TimeSpan DetectionBound { get; } = TimeSpan.FromSeconds(2);
}
