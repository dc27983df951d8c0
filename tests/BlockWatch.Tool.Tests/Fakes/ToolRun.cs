using System.Globalization;
using System.Text;
using BlockWatch.Tool.ConsoleOutput;
using Microsoft.Extensions.Time.Testing;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>The whole tool over fakes: arguments in; exit code, standard output and standard error out.</summary>
internal sealed class ToolRun
{
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public FakeEngine Engine { get; } = new();

    public FakeReports Reports { get; } = new();

    public FakeSignals Signals { get; } = new();

    public FakeTimeProvider Time { get; } = new(Stalls.SessionStart);

    /// <summary>Null, so that no test depends on what is in the folders around it.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>Null: standard output is no screen.</summary>
    public int? ScreenHeight { get; set; }

    /// <summary>Null: there is no terminal for a live screen.</summary>
    public FakeScreen? Screen { get; set; }

    /// <summary>Standard output instead of <see cref="Out"/>.</summary>
    public TextWriter? OutWriter { get; set; }

    /// <summary>Standard error instead of <see cref="Error"/>.</summary>
    public TextWriter? ErrorWriter { get; set; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public Task<int> RunAsync(params string[] arguments) => new Application(new ToolServices
    {
        Terminal = new Terminal(OutWriter ?? Writer(_out), ErrorWriter ?? Writer(_error), 100, ScreenHeight),
        Engine = Engine,
        Reports = Reports,
        Rules = new FakeRulePages(),
        Samples = new FakeSamples(),
        Signals = Signals,
        Time = Time,
        Screen = Screen,
        WorkingDirectory = WorkingDirectory,
    }).RunAsync(arguments);

    private static StringWriter Writer(StringBuilder text) => new(text, CultureInfo.InvariantCulture) { NewLine = "\n" };
}
