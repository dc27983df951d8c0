using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.Samples;

/// <summary>The sample targets that ship with the tool.</summary>
internal interface ISampleTargets
{
    /// <summary>The scenarios, as the sample targets list them.</summary>
    /// <exception cref="Failures.UserFacingException">They are not there, or do not run here.</exception>
    Task<IReadOnlyList<SampleScenario>> ListAsync(CancellationToken cancellation);

    /// <summary>How to start one so that it ends with 0 when it ran as it should.</summary>
    /// <param name="scenario">One of the list's names.</param>
    /// <param name="seconds">How long it goes on, at least 1.</param>
    LaunchOptions Launch(string scenario, int seconds);
}
