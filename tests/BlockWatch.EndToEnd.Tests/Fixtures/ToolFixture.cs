using BlockWatch.TestKit.Tool;

namespace BlockWatch.EndToEnd.Tests.Fixtures;

/// <summary>Packs and installs the tool and publishes the sample targets, once for all tests.</summary>
public sealed class ToolFixture : IAsyncLifetime
{
    private InstalledTool? _tool;

    public ToolFixture() => Shared = new SharedWatches(this);

    public InstalledTool Tool => _tool ?? throw new InvalidOperationException("The tool is not installed yet.");

    /// <summary>The watches that several tests look at.</summary>
    public SharedWatches Shared { get; }

    // At once: each builds into folders of its own, mostly with one compiler at a time, and there are two cores.
    public Task InitializeAsync() => Task.WhenAll(PublishedTargets.EnsureAsync([.. PublishedTargets.Runtimes, PublishedTargets.NextRuntime]), InstallAsync());

    public Task DisposeAsync()
    {
        _tool?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Attaches to a process for a time, with a report.</summary>
    /// <exception cref="InvalidOperationException">The watch failed; the message has its output.</exception>
    public async Task<FinishedWatch> AttachAsync(int processId, TimeSpan duration, params IReadOnlyList<string> options)
    {
        using TemporaryFolder folder = new();
        string report = folder.Combine("r.json");
        ProcessCommand command = Tool.Command(
            ["attach", "-p", Text.Number(processId), "--duration", Text.Seconds(duration), "-o", report, .. options]);
        await using ProcessRun run = ProcessRun.Start(command);
        ProcessResult result = await run.WaitAsync(duration + TestTimeouts.WatchOverhead);
        return new FinishedWatch(result.EnsureSuccess(), run.OutputLines, ReportDocument.Read(report));
    }

    private async Task InstallAsync() => _tool = await InstalledTool.CreateAsync();
}
