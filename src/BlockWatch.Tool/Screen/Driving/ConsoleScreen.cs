using System.Threading.Channels;
using BlockWatch.Tool.ConsoleOutput;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Model;
using Spectre.Console;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>The terminal that this process was started in.</summary>
internal sealed class ConsoleScreen : IScreenTerminal
{
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    private readonly ScreenWriter _writer;
    private readonly KeyReader _keys = new();

    // Guards what is written: a signal may end the screen while it is drawn.
    private readonly object _gate = new();
    private bool _isEntered;

    private ConsoleScreen(AnsiCapabilities capabilities, Glyphs glyphs)
    {
        _writer = new ScreenWriter(new ForgivingWriter(Console.Out), capabilities);
        Glyphs = glyphs;
    }

    public ScreenSize Size => new(Console.WindowWidth, Console.WindowHeight);

    public Glyphs Glyphs { get; }

    public ChannelReader<ScreenKey> Keys => _keys.Keys;

    /// <summary>Null when there is no terminal for a screen: input or output is something else, it knows no cursor, or it is too small.</summary>
    public static ConsoleScreen? OfThisProcess()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return null;
        }

        AnsiCapabilities capabilities = AnsiCapabilities.Create(Console.Out);
        ConsoleScreen screen = new(capabilities, HasUnicode() ? Glyphs.Unicode : Glyphs.Ascii);
        return capabilities.Ansi && capabilities.AlternateBuffer && screen.Size.IsEnough ? screen : null;
    }

    public void Enter()
    {
        lock (_gate)
        {
            if (!_isEntered)
            {
                // Also when a bug or a second Ctrl+C ends this process from anywhere.
                AppDomain.CurrentDomain.ProcessExit += OnExit;
                _isEntered = true;
                _writer.Enter();
            }
        }

        _keys.Start();
    }

    public void Show(IReadOnlyList<ScreenLine> lines)
    {
        lock (_gate)
        {
            if (_isEntered)
            {
                _writer.Show(lines, Size);
            }
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (_isEntered)
            {
                _isEntered = false;
                AppDomain.CurrentDomain.ProcessExit -= OnExit;
                _writer.Leave();
            }
        }
    }

    // Most containers say nothing of it, and are looked into from terminals that know Unicode; who says something is believed.
    private static bool HasUnicode()
    {
        string? said = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return said is null || OperatingSystem.IsWindows() || said.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }

    private void OnExit(object? sender, EventArgs e) => Leave();
}
