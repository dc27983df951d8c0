using System.Globalization;
using System.Text.Json;

namespace BlockWatch.Faults.Running;

/// <summary>A blockwatch that watches a case's target, and what it left behind.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly ProcessRun _run;
    private readonly TemporaryFolder _folder = new();

    private Watch(InstalledTool tool, int target, IReadOnlyList<string>? outputs, IReadOnlyDictionary<string, string?>? environment, IReadOnlyList<string> options)
    {
        ReportPath = _folder.Combine("report.json");
        IEnumerable<string> reports = (outputs ?? [ReportPath]).SelectMany(path => new[] { "-o", path });
        ProcessCommand command = tool.Command(["attach", "-p", target.ToString(CultureInfo.InvariantCulture), "--json-lines", "--quiet", .. reports, .. options]);
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            command = command with { Environment = new Dictionary<string, string?>(command.Environment) { [name] = value } };
        }

        _run = ProcessRun.Start(command);
    }

    public int ProcessId => _run.ProcessId;

    public string ReportPath { get; }

    public bool HasExited => _run.HasExited;

    /// <summary>Set when it is over.</summary>
    public ProcessResult? Result { get; private set; }

    /// <summary>What it said on standard error last, and in one line; empty when it said nothing.</summary>
    public string Said => Result?.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";

    /// <summary>Files of its own that are neither the report nor meant to be there.</summary>
    public IReadOnlyList<string> Leftovers => [.. _folder.Entries.Where(entry => entry != Path.GetFileName(ReportPath))];

    /// <param name="tool">The tool.</param>
    /// <param name="target">The process.</param>
    /// <param name="outputs">Null: a JSON report of its own.</param>
    /// <param name="environment">Null: the suite's.</param>
    /// <param name="options">More options.</param>
    public static Watch Start(
        InstalledTool tool, int target, IReadOnlyList<string>? outputs = null, IReadOnlyDictionary<string, string?>? environment = null, params IReadOnlyList<string> options) =>
        new(tool, target, outputs, environment, options);

    /// <summary>Waits until its sessions are open.</summary>
    /// <exception cref="TimeoutException">They do not open.</exception>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public Task StartedAsync() => _run.WaitForOutputLineAsync(line => line.Contains("\"started\"", StringComparison.Ordinal), TestTimeouts.WatchStart);

    public void Send(Signal signal) => _run.Send(signal);

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<ProcessResult> EndedAsync() => Result = await _run.WaitAsync(TestTimeouts.WatchOverhead);

    /// <summary>The report; null when there is none.</summary>
    /// <exception cref="JsonException">It is not whole.</exception>
    public ReportDocument? ReadReport() => File.Exists(ReportPath) ? ReportDocument.Read(ReportPath) : null;

    public async ValueTask DisposeAsync()
    {
        if (!_run.HasExited && ProcessFacts.Of(_run.ProcessId)?.State is 'T')
        {
            _run.Send(Signal.Continue);
        }

        await _run.DisposeAsync();
        _folder.Dispose();
    }
}
