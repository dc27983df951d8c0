namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>A whole screen.</summary>
/// <param name="Lines">As many as the screen has rows, or fewer.</param>
/// <param name="MostScroll">How far its page can be scrolled.</param>
internal sealed record ScreenFrame(IReadOnlyList<ScreenLine> Lines, int MostScroll = 0);
