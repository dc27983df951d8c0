using System.Globalization;
using BlockWatch.EventPipe.Watching;
using BlockWatch.Tool.Samples;

namespace BlockWatch.Tool.Tests.Fakes;

internal sealed class FakeSamples : ISampleTargets
{
    public Task<IReadOnlyList<SampleScenario>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SampleScenario>>([new("starvation", "a burst of sync-over-async"), new("files", "synchronous file reads")]);

    public LaunchOptions Launch(string scenario, int seconds) =>
        new("dotnet", ["SampleTargets.dll", scenario, "--seconds", seconds.ToString(CultureInfo.InvariantCulture)]) { InheritOutput = false };
}
