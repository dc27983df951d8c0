using System.Threading.Channels;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Driving;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Tests.Fakes;

/// <summary>A terminal whose keys the test presses, and that remembers what it showed.</summary>
internal sealed class FakeScreen : IScreenTerminal
{
    private readonly Channel<ScreenKey> _keys = Channel.CreateUnbounded<ScreenKey>();
    private volatile string _shown = "";

    public ScreenSize Size { get; set; } = new(80, 24);

    public Glyphs Glyphs => Glyphs.Unicode;

    public ChannelReader<ScreenKey> Keys => _keys.Reader;

    /// <summary><c>enter</c> and <c>leave</c>, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>What is on it now.</summary>
    public string Shown => _shown;

    /// <summary>Thrown when something is shown.</summary>
    public Exception? Failure { get; set; }

    public void Press(char key) => _keys.Writer.TryWrite(ScreenKey.Of(key));

    public void Enter() => Log.Add("enter");

    public void Show(IReadOnlyList<ScreenLine> lines)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        _shown = string.Join('\n', lines.Select(line => line.Text));
    }

    /// <summary>Thrown when the terminal is to be given back.</summary>
    public Exception? LeaveFailure { get; set; }

    public void Leave()
    {
        Log.Add("leave");
        if (LeaveFailure is not null)
        {
            throw LeaveFailure;
        }
    }
}
