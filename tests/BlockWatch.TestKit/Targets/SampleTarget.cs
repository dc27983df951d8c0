using System.Globalization;
using System.Text.RegularExpressions;
using BlockWatch.TestKit.Processes;

namespace BlockWatch.TestKit.Targets;

/// <summary>A scenario that runs. It ends when it is disposed of, and by itself when the test's process dies.</summary>
public sealed partial class SampleTarget : IAsyncDisposable
{
    private readonly ProcessRun _run;
    private readonly TemporaryFolder _folder;

    private SampleTarget(ProcessRun run, TemporaryFolder folder)
    {
        _run = run;
        _folder = folder;
    }

    public int ProcessId => _run.ProcessId;

    public bool HasExited => _run.HasExited;

    /// <summary>Where a web scenario listens.</summary>
    public Uri Url { get; private set; } = new("about:blank");

    private string TruthFile => _folder.Combine("truth.jsonl");

    /// <summary>Starts a scenario and waits until its fault may happen.</summary>
    /// <param name="executable">One of the published ones, or a copy.</param>
    /// <param name="scenario">Its name.</param>
    /// <param name="options">More of its options; how long it runs and its truth file are ours.</param>
    /// <exception cref="TimeoutException">It did not get ready.</exception>
    public static Task<SampleTarget> StartAsync(string executable, string scenario, params IReadOnlyList<string> options) =>
        StartAsync(executable, new Dictionary<string, string?>(), scenario, options);

    /// <summary>The same with variables of its own.</summary>
    public static async Task<SampleTarget> StartAsync(
        string executable, IReadOnlyDictionary<string, string?> environment, string scenario, params IReadOnlyList<string> options)
    {
        TemporaryFolder folder = new();
        ProcessRun? run = null;
        try
        {
            run = ProcessRun.Start(new ProcessCommand(
                executable, [scenario, "--seconds", "600", "--until-stdin-closes", "--truth", folder.Combine("truth.jsonl"), .. options])
            {
                Environment = new Dictionary<string, string?>(environment) { ["DOTNET_ROOT"] = DotnetCommand.Root },
                KeepsInputOpen = true,
            });
            SampleTarget target = new(run, folder);
            OutputLine ready = await run.WaitForOutputLineAsync(line => line.StartsWith("READY ", StringComparison.Ordinal), TestTimeouts.TargetReady).ConfigureAwait(false);
            target.ReadReadyLine(ready.Text);
            return target;
        }
        catch
        {
            if (run is not null)
            {
                await run.DisposeAsync().ConfigureAwait(false);
            }

            folder.Dispose();
            throw;
        }
    }

    /// <summary>What it has written down so far.</summary>
    public IReadOnlyList<TruthOccurrence> ReadTruth() => WrittenTruth.Read(TruthFile);

    /// <summary>Ends the scenario in good order: its truth file is whole then.</summary>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<ProcessResult> EndAsync()
    {
        _run.CloseInput();
        return await _run.WaitAsync(TestTimeouts.TargetEnd).ConfigureAwait(false);
    }

    /// <summary>Kills it, as the kernel does when memory is short.</summary>
    public void Kill() => _run.Send(Signal.Kill);

    /// <summary>Waits until it has blocked once more than it had: it still does its work.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public async Task WaitForMoreTruthAsync()
    {
        int before = ReadTruth().Count;
        await Eventually.HoldsAsync(() => ReadTruth().Count > before, TestTimeouts.SignOfLife, "another line in the target's truth file").ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _run.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _folder.Dispose();
        }
    }

    private void ReadReadyLine(string line)
    {
        Match match = ReadyLine().Match(line);
        if (!match.Success || int.Parse(match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture) != ProcessId)
        {
            throw new InvalidOperationException($"Not the READY line of process {ProcessId}: {line}");
        }

        if (match.Groups["url"].Value is { Length: > 1 } url)
        {
            Url = new Uri(url);
        }
    }

    [GeneratedRegex("^READY pid=(?<pid>[0-9]+) url=(?<url>-|http://[^ ]+)$")]
    private static partial Regex ReadyLine();
}
