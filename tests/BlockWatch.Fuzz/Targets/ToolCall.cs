using System.Globalization;
using System.Text;
using BlockWatch.Fuzz.Execution;
using BlockWatch.Tool;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Reporting;
using BlockWatch.Tool.Rules;
using BlockWatch.Tool.Samples;
using BlockWatch.Tool.Watching;

namespace BlockWatch.Fuzz.Targets;

/// <summary>Calls the whole tool in this process and holds it to what it promises: a documented exit code, failures in one line, nothing that a terminal obeys.</summary>
internal sealed class ToolCall
{
    private static readonly ExitCode[] Promised = [ExitCode.Done, ExitCode.GateFailed, ExitCode.Usage, ExitCode.Refused, ExitCode.GateUndecided];

    private readonly WorkFolder _folder;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Application _tool;

    public ToolCall(WorkFolder folder)
    {
        _folder = folder;
        _tool = new Application(new ToolServices
        {
            Terminal = new Terminal(Writer(_output), Writer(_error), 100),
            Engine = new EventPipeEngine(),
            Reports = new ReportSink(),
            Rules = new EmbeddedRulePages(),
            Samples = new BundledSampleTargets(),
            Signals = new NoSignals(),
            Time = TimeProvider.System,
            WorkingDirectory = null,
        });
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code, what it wrote to standard output, and the last thing that it said, without what is the input's own.</returns>
    /// <exception cref="BrokenPromiseException">It broke a promise.</exception>
    public (ExitCode Code, string Out, string Said) Run(params string[] arguments)
    {
        _output.Clear();
        _error.Clear();

        // On the pool: it may go on only where the caller, who waits, is not needed.
        int code = Task.Run(() => _tool.RunAsync(arguments)).GetAwaiter().GetResult();
        string text = _output.ToString();
        string said = _error.ToString();
        Judge((ExitCode)code, text, said);
        string last = said.TrimEnd('\n').Split('\n')[^1];
        return ((ExitCode)code, text, OutcomeText.Of(last, _folder.Path));
    }

    private static void Judge(ExitCode code, string output, string error)
    {
        if (!Promised.Contains(code))
        {
            throw new BrokenPromiseException($"exit code {(int)code}: {error.Trim()}");
        }

        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (code is ExitCode.Usage or ExitCode.Refused && lines.Length == 0)
        {
            throw new BrokenPromiseException($"exit code {(int)code} without a line that says why");
        }

        if (lines.FirstOrDefault(line => line.StartsWith("   at ", StringComparison.Ordinal)) is { } frame)
        {
            throw new BrokenPromiseException($"a stack trace on standard error: {frame}");
        }

        ControlCharacters.Refuse(output, "standard output");
        ControlCharacters.Refuse(error, "standard error");
    }

    private static StringWriter Writer(StringBuilder text) => new(text, CultureInfo.InvariantCulture) { NewLine = "\n" };
}
