using SampleTargets.Running;
using SampleTargets.Truth;

namespace SampleTargets.Scenarios;

/// <summary>A console program, no server, that blocks almost as soon as it runs.</summary>
/// <remarks>
/// The fault: <see cref="LoadSettingsAsync"/> awaits once, for 20 ms, and then sleeps for 300 ms on a pool thread: a watch
/// must be there from the start to see it. Then the program ends with exit code 42 (<c>--exit-code</c>), at once: <c>--seconds</c>
/// is a limit only.
/// The line: the one marked BLOCKS.
/// blockwatch must say: BW0004 at that line, and hand on the exit code of the program.
/// </remarks>
internal sealed class MainAsync : IScenario
{
    private const int SleepMs = 300;

    public string Name => "main-async";

    public string Description => "a console program whose first continuation calls Thread.Sleep(300), then exits with 42 (BW0004)";

    public ScenarioFacts Facts { get; } = ScenarioFacts.Faulty("BW0004") with { HasTwin = false, OnlyFromStart = true };

    public async Task<int> RunAsync(ScenarioRun run)
    {
        ScenarioRun.AnnounceReady(url: null);
        await LoadSettingsAsync(run.Truth);
        return run.Options.ExitCode;
    }

    private static async Task LoadSettingsAsync(TruthLog truth)
    {
        await Task.Delay(20);
        Fault fault = truth.Begin();
        Thread.Sleep(SleepMs); // BLOCKS
        truth.End(fault, FaultCategory.Sleep);
    }
}
