using BlockWatch.Tool.Screen.Drawing;
using Spectre.Console;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>How each <see cref="ScreenStyle"/> looks. Without colours (NO_COLOR) the decorations stay.</summary>
internal static class ScreenStyles
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Inverse = new(decoration: Decoration.Invert);
    private static readonly Style Good = new(foreground: Color.Green);
    private static readonly Style Warning = new(foreground: Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style Danger = new(foreground: Color.Red, decoration: Decoration.Bold);

    public static Style Of(ScreenStyle style) => style switch
    {
        ScreenStyle.Dim => Dim,
        ScreenStyle.Strong => Strong,
        ScreenStyle.Bar or ScreenStyle.Selected => Inverse,
        ScreenStyle.Good => Good,
        ScreenStyle.Warning => Warning,
        ScreenStyle.Danger => Danger,
        _ => Style.Plain,
    };
}
