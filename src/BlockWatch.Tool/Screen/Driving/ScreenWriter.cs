using BlockWatch.Tool.Screen.Drawing;
using Spectre.Console;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>Writes screens to a terminal: only the lines that changed, all of a screen in one piece.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ScreenWriter
{
    // A line that is wider than the terminal believes must not push the next one down.
    private const string WrapOff = "\u001b[?7l";
    private const string WrapOn = "\u001b[?7h";

    private readonly TextWriter _out;
    private readonly AnsiCapabilities _capabilities;
    private IReadOnlyList<ScreenLine> _shown = [];
    private ScreenSize _size;

    public ScreenWriter(TextWriter output, AnsiCapabilities capabilities)
    {
        _out = output;
        _capabilities = capabilities;
    }

    public void Enter()
    {
        _shown = [];
        _size = default;
        Send(ansi => ansi.EnterAltScreen().HideCursor().Write(WrapOff));
    }

    public void Leave() => Send(ansi => ansi.ResetStyle().Write(WrapOn).ShowCursor().ExitAltScreen());

    public void Show(IReadOnlyList<ScreenLine> lines, ScreenSize size)
    {
        bool isNew = size != _size;
        if (!isNew && lines.SequenceEqual(_shown))
        {
            return;
        }

        Send(ansi =>
        {
            if (isNew)
            {
                ansi.EraseInDisplay(2);
            }

            for (int i = 0; i < Math.Max(lines.Count, _shown.Count) && i < size.Height; i++)
            {
                ScreenLine line = i < lines.Count ? lines[i] : new ScreenLine([]);
                if (isNew || i >= _shown.Count || !line.Equals(_shown[i]))
                {
                    Write(ansi, i + 1, line, size.Width);
                }
            }
        });
        (_shown, _size) = (lines, size);
    }

    private static void Write(AnsiWriter ansi, int row, ScreenLine line, int width)
    {
        ansi.CursorPosition(row, 1);
        foreach ((string text, ScreenStyle style) in line.Pieces)
        {
            ansi.Write(text, ScreenStyles.Of(style));
        }

        ansi.ResetStyle();

        // Behind a full line the cursor is still on its last cell, which would be erased.
        if (line.Width < width)
        {
            ansi.EraseInLine(0);
        }
    }

    private void Send(Action<AnsiWriter> write)
    {
        using StringWriter text = new();
        write(new AnsiWriter(text, _capabilities));
        _out.Write(text.ToString());
        _out.Flush();
    }
}
