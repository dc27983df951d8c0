namespace BlockWatch.Tool.Screen.Model;

/// <summary>The keys that the screen knows.</summary>
internal enum ScreenKeyKind
{
    /// <summary>One that stands for a character.</summary>
    Character,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Backspace,
}
