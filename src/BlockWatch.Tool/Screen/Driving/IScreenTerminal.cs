using System.Threading.Channels;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>A terminal that a screen can be shown on.</summary>
/// <remarks><see cref="Leave"/> may be called from any thread, at any time and again; what is shown after it is not shown.</remarks>
internal interface IScreenTerminal
{
    /// <summary>As it is now.</summary>
    ScreenSize Size { get; }

    Glyphs Glyphs { get; }

    /// <summary>The keys that are pressed, from <see cref="Enter"/> on.</summary>
    ChannelReader<ScreenKey> Keys { get; }

    /// <summary>Turns to the screen's own buffer and hides the cursor.</summary>
    void Enter();

    /// <summary>Shows these lines in place of all that was there.</summary>
    void Show(IReadOnlyList<ScreenLine> lines);

    /// <summary>Gives the terminal back as it was.</summary>
    void Leave();
}
