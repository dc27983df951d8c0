using BlockWatch.Detection.Async;
using BlockWatch.Reports.Tasks;
using BlockWatch.Tool.Options;
using BlockWatch.Tool.Reporting;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>Prints one look at the tasks of a process after the other: in place of the one before on a screen, else below it.</summary>
internal sealed class TaskScreen
{
    // Home, then clear what is below: the lines that follow fill it.
    private const string Clear = "\u001b[H\u001b[J";
    private const string Separator = "---";

    // Above the trees are some sentences, and below them the cursor.
    private const int RowsAround = 8;
    private const int LeastLines = 10;
    private const int LeastWidth = 40;

    private readonly Terminal _terminal;
    private readonly IReportSink _reports;
    private readonly TaskSettings _settings;
    private bool _isFirst = true;

    public TaskScreen(ToolServices services, TaskSettings settings)
    {
        _terminal = services.Terminal;
        _reports = services.Reports;
        _settings = settings;
    }

    /// <summary>How text and JSON are to be written.</summary>
    public TaskWriting Writing
    {
        get
        {
            TaskWriting writing = new() { Format = _settings.Format, Width = Math.Max(LeastWidth, _terminal.Width), OnOneLine = _settings.IsLive };
            return _settings.Top is { } top ? writing with { MaxLines = top }
                : IsOnScreen && _terminal.Height is { } rows ? writing with { MaxLines = Math.Max(LeastLines, rows - RowsAround) }
                : writing;
        }
    }

    private bool IsOnScreen => _settings.IsLive && _settings.Format != TaskFormat.Json && _terminal.Height is not null;

    public void Show(TaskLook look)
    {
        if (IsOnScreen)
        {
            _terminal.Out.Write(Clear);
        }
        else if (!_isFirst && _settings.Format != TaskFormat.Json)
        {
            _terminal.Out.WriteLine(Separator);
        }

        _isFirst = false;
        _reports.WriteTasks(look, _terminal.Out, Writing);
        _terminal.Out.Flush();
    }
}
