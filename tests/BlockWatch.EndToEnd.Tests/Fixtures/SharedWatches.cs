using Xunit.Abstractions;

namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>The watches that several tests look at: each is made when the first of them asks for it, and never again, failed or not.</summary>
public sealed class SharedWatches
{
    // Some nine rounds of the five faults, so that each has a median.
    private static readonly TimeSpan FiveFaultsDuration = TimeSpan.FromSeconds(12);

    // Long enough for one burst from its onset to its end, whenever the attach comes.
    private static readonly TimeSpan StarvationDuration = TimeSpan.FromSeconds(14);

    private readonly ToolFixture _fixture;

    // The tests run one after the other.
    private readonly Dictionary<(int Runtime, string Scenario), Task<SharedWatch>> _watches = [];

    internal SharedWatches(ToolFixture fixture) => _fixture = fixture;

    /// <summary>The watch of five-faults, with live lines and report.</summary>
    /// <param name="runtime">8, 9 or 10.</param>
    /// <param name="output">The test's own: told which watch it looks at, for when it fails.</param>
    /// <exception cref="InvalidOperationException">The watch failed, now or for an earlier test; the message names it.</exception>
    public Task<SharedWatch> FiveFaultsAsync(int runtime, ITestOutputHelper output) => OfAsync(runtime, "five-faults", FiveFaultsDuration, output);

    /// <summary>The watch of starvation, with live lines and report.</summary>
    /// <param name="runtime">8, 9 or 10.</param>
    /// <param name="output">The test's own: told which watch it looks at, for when it fails.</param>
    /// <exception cref="InvalidOperationException">The watch failed, now or for an earlier test; the message names it.</exception>
    public Task<SharedWatch> StarvationAsync(int runtime, ITestOutputHelper output) => OfAsync(runtime, "starvation", StarvationDuration, output);

    private async Task<SharedWatch> OfAsync(int runtime, string scenario, TimeSpan duration, ITestOutputHelper output)
    {
        string name = $"the shared watch of {scenario} on .NET {Text.Number(runtime)}, {Text.Seconds(duration)} long";
        bool isFirst = !_watches.TryGetValue((runtime, scenario), out Task<SharedWatch>? made);
        made ??= _watches[(runtime, scenario)] = MakeAsync(runtime, scenario, duration);
        output.WriteLine($"This test looks at {name}, {(isFirst ? "made for it" : "made for an earlier test")}.");
        try
        {
            SharedWatch watch = await made;
            output.WriteLine($"Its target was process {Text.Number(watch.ProcessId)}. {watch.Watch.Process.Command}");
            return watch;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"There is no {name}: {failure.Message}", failure);
        }
    }

    private async Task<SharedWatch> MakeAsync(int runtime, string scenario, TimeSpan duration)
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(runtime), scenario);
        FinishedWatch watch = await _fixture.AttachAsync(target.ProcessId, duration, "--json-lines", "--quiet");
        await target.EndAsync();
        return new SharedWatch(runtime, scenario, duration, target.ProcessId, target.ReadTruth(), watch);
    }
}
