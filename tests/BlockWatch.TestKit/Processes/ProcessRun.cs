using System.ComponentModel;
using System.Diagnostics;

namespace BlockWatch.TestKit.Processes;

/// <summary>A program that a test started. Disposing of it kills it with all that it started, if it still runs.</summary>
public sealed class ProcessRun : IAsyncDisposable
{
    private readonly ProcessCommand _command;
    private readonly Process _process;
    private readonly OutputCapture _output = new();
    private readonly OutputCapture _error = new();
    private readonly Task _drained;

    private ProcessRun(ProcessCommand command, Process process)
    {
        _command = command;
        _process = process;
        ProcessId = process.Id;
        _drained = Task.WhenAll(_output.ReadAsync(process.StandardOutput), _error.ReadAsync(process.StandardError));
    }

    public int ProcessId { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed on standard output so far.</summary>
    public IReadOnlyList<OutputLine> OutputLines => _output.Lines;

    /// <summary>What it has printed on standard error so far.</summary>
    public IReadOnlyList<OutputLine> ErrorLines => _error.Lines;

    /// <exception cref="Win32Exception">There is no such executable.</exception>
    public static ProcessRun Start(ProcessCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        ProcessStartInfo start = new(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach ((string name, string? value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        if (!command.KeepsInputOpen)
        {
            process.StandardInput.Close();
        }

        return new ProcessRun(command, process);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessCommand command, TimeSpan timeout)
    {
        await using ProcessRun run = Start(command);
        return await run.WaitAsync(timeout).ConfigureAwait(false);
    }

    /// <summary>Waits until the program has ended and its output is read.</summary>
    /// <exception cref="TimeoutException">It did not end in time. It still runs: dispose of this.</exception>
    public async Task<ProcessResult> WaitAsync(TimeSpan timeout)
    {
        using CancellationTokenSource limit = new(timeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await _drained.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not over within {timeout.TotalSeconds:0} s: {Describe()}");
        }

        return new ProcessResult(_command, _process.ExitCode, _output.Text, _error.Text);
    }

    /// <summary>Waits for a line on standard output.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="InvalidOperationException">The program ended without one.</exception>
    public Task<OutputLine> WaitForOutputLineAsync(Func<string, bool> wanted, TimeSpan timeout) => WaitForLineAsync(_output, wanted, timeout);

    /// <summary>Waits for a line on standard error.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    /// <exception cref="InvalidOperationException">The program ended without one.</exception>
    public Task<OutputLine> WaitForErrorLineAsync(Func<string, bool> wanted, TimeSpan timeout) => WaitForLineAsync(_error, wanted, timeout);

    /// <summary>Writes to standard input, which must have been left open.</summary>
    public async Task WriteInputAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends a signal to this process alone, not to what it started.</summary>
    public void Send(Signal signal) => Signals.Send(ProcessId, signal);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync().WaitAsync(TestTimeouts.Kill).ConfigureAwait(false);
            }
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task<OutputLine> WaitForLineAsync(OutputCapture capture, Func<string, bool> wanted, TimeSpan timeout)
    {
        OutputLine? found = null;
        await Eventually.HoldsAsync(
            () =>
            {
                bool over = _drained.IsCompleted;
                found = capture.Lines.FirstOrDefault(line => wanted(line.Text));
                return found is not null || over;
            },
            timeout,
            $"a line of {_command}").ConfigureAwait(false);
        return found ?? throw new InvalidOperationException($"Ended without the line that was waited for: {Describe()}");
    }

    private string Describe() => $"{_command}\n--- standard output\n{_output.Text}--- standard error\n{_error.Text}";
}
