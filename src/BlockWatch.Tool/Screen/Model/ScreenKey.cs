namespace BlockWatch.Tool.Screen.Model;

/// <summary>A key that was pressed.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Character">What it stands for, when it is <see cref="ScreenKeyKind.Character"/>.</param>
internal readonly record struct ScreenKey(ScreenKeyKind Kind, char Character = '\0')
{
    public static ScreenKey Of(char character) => new(ScreenKeyKind.Character, character);
}
