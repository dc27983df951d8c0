using System.Globalization;
using BlockWatch.EventPipe.Tests.Targets;
using BlockWatch.EventPipe.Watching;
using BlockWatch.TestKit.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>A command's runtime that takes itself for another process, as each does that runs in a pid namespace of its own.</summary>
public sealed class LaunchedIdentityTests
{
    // There is always one, and it is never the command.
    private const int Another = 1;

    private static LaunchOptions Lying { get; } = new(
        DotNetChild.CommandLine[0], [.. DotNetChild.CommandLine.Skip(1), DotNetChild.Advertise, Another.ToString(CultureInfo.InvariantCulture)])
    {
        Environment = new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" },
        Output = Stream.Null,
    };

    // It is the command that turns out to have no diagnostics.
    [LinuxFact]
    public async Task It_is_not_the_other_process_that_is_watched()
    {
        int started = 0;
        WatchException refusal = await Assert.ThrowsAsync<WatchException>(() => LaunchedWatch.RunAsync(
            Lying, new WatchOptions(), new SilentObserver(), id => started = id, () => { }, CancellationToken.None).WithinLimit());

        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"process {started} (dotnet) cannot be watched"), refusal.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task It_is_not_the_other_process_that_is_watched_among_several()
    {
        int started = 0;
        using var watches = new PlayedWatches();
        LaunchSetResult result = await LaunchedWatchSet.RunAsync(
            Lying, new WatchOptions(), watches, id => started = id, () => { }, CancellationToken.None).WithinLimit();

        Assert.Equal(started, Assert.Single(result.Watch.Targets).ProcessId);
    }
}
