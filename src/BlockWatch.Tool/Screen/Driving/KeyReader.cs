using System.Threading.Channels;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>Reads keys on a thread of its own: while it waits for one, the terminal does not echo what is typed.</summary>
internal sealed class KeyReader
{
    // Who holds a key down must not fill the memory; the oldest are worth the least.
    private const int Most = 64;

    private readonly Channel<ScreenKey> _keys = Channel.CreateBounded<ScreenKey>(new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest });
    private int _isStarted;

    public ChannelReader<ScreenKey> Keys => _keys.Reader;

    public void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
        {
            new Thread(Read) { IsBackground = true, Name = "blockwatch keys" }.Start();
        }
    }

    /// <summary>Null for a key that the screen does not know.</summary>
    internal static ScreenKey? Of(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.UpArrow => new ScreenKey(ScreenKeyKind.Up),
        ConsoleKey.DownArrow => new ScreenKey(ScreenKeyKind.Down),
        ConsoleKey.PageUp => new ScreenKey(ScreenKeyKind.PageUp),
        ConsoleKey.PageDown => new ScreenKey(ScreenKeyKind.PageDown),
        ConsoleKey.Home => new ScreenKey(ScreenKeyKind.Home),
        ConsoleKey.End => new ScreenKey(ScreenKeyKind.End),
        ConsoleKey.Enter => new ScreenKey(ScreenKeyKind.Enter),
        ConsoleKey.Escape => new ScreenKey(ScreenKeyKind.Escape),
        ConsoleKey.Backspace => new ScreenKey(ScreenKeyKind.Backspace),
        _ => char.IsControl(key.KeyChar) ? null : ScreenKey.Of(key.KeyChar),
    };

    private void Read()
    {
        try
        {
            while (true)
            {
                if (Of(Console.ReadKey(intercept: true)) is { } key)
                {
                    _keys.Writer.TryWrite(key);
                }
            }
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            // The terminal is gone, and its hang-up signal ends the watch; or there is no input any more, and Ctrl+C does.
            _keys.Writer.TryComplete();
        }
    }
}
