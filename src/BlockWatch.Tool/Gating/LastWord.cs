using System.Globalization;
using BlockWatch.Reports.Gating;
using BlockWatch.Tool.Failures;

namespace BlockWatch.Tool.Gating;

/// <summary>Makes the exit code of how a watch ended. With a gate, or when a part of blockwatch broke off, the last line on standard error says whose the code is, and why.</summary>
internal sealed class LastWord
{
    private readonly FailureReporter _failures;
    private readonly bool _isQuiet;

    /// <param name="error">Standard error.</param>
    /// <param name="isQuiet">True: a gate that passed says nothing.</param>
    public LastWord(TextWriter error, bool isQuiet)
    {
        _failures = new FailureReporter(error);
        _isQuiet = isQuiet;
    }

    /// <summary>The gate's failure before a report that could not be written; that before a bug of ours, and that before a gate that is not decided.</summary>
    public ExitCode Of(WatchEnd end)
    {
        ExitCode code = CodeOf(end);
        if (code != ExitCode.InternalError)
        {
            _failures.ReportBroken(end.Bugs);
        }

        if (end.Gate is { } verdict && !(_isQuiet && verdict.Outcome == GateOutcome.Passed))
        {
            _failures.WriteLine(verdict.Sentence);
        }

        if (code == ExitCode.InternalError)
        {
            _failures.ReportBroken(end.Bugs);
        }

        return code;
    }

    /// <summary>The same for a command that ran under watch: its own failure is the more important one.</summary>
    /// <param name="commandCode">The command's own exit code.</param>
    /// <param name="end">How the watch of it ended.</param>
    public int Of(int commandCode, WatchEnd end)
    {
        if (commandCode == 0)
        {
            return (int)Of(end);
        }

        _failures.ReportBroken(end.Bugs);
        if (end.Gate is { } verdict)
        {
            _failures.WriteLine(string.Create(CultureInfo.InvariantCulture, $"exit code {commandCode} is the command's own; {verdict.Sentence}"));
        }

        return commandCode;
    }

    private static ExitCode CodeOf(WatchEnd end) => end switch
    {
        { Gate.Outcome: GateOutcome.Failed } => ExitCode.GateFailed,
        { Written: not ExitCode.Done } => end.Written,
        { Bugs.Count: > 0 } => ExitCode.InternalError,
        { Gate.Outcome: GateOutcome.Undecided } => ExitCode.GateUndecided,
        _ => ExitCode.Done,
    };
}
