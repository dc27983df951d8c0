namespace BlockWatch.Tool.Screen.Drawing;

/// <summary>What a piece of the screen is, for its looks. Never the only sign of anything: words and marks say the same.</summary>
internal enum ScreenStyle
{
    Plain,

    /// <summary>Labels, rules, what matters less.</summary>
    Dim,

    /// <summary>What is read first.</summary>
    Strong,

    /// <summary>The first line and the last one.</summary>
    Bar,

    /// <summary>The selected site.</summary>
    Selected,

    Good,

    Warning,

    Danger,
}
