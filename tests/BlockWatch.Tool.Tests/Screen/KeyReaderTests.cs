using BlockWatch.Tool.Screen.Driving;
using BlockWatch.Tool.Screen.Model;

namespace BlockWatch.Tool.Tests.Screen;

public class KeyReaderTests
{
    [Theory]
    [InlineData(ConsoleKey.UpArrow, '\0', ScreenKeyKind.Up, '\0')]
    [InlineData(ConsoleKey.Enter, '\r', ScreenKeyKind.Enter, '\0')]
    [InlineData(ConsoleKey.Escape, '\e', ScreenKeyKind.Escape, '\0')]
    [InlineData(ConsoleKey.Backspace, '\b', ScreenKeyKind.Backspace, '\0')]
    [InlineData(ConsoleKey.Q, 'q', ScreenKeyKind.Character, 'q')]
    [InlineData(ConsoleKey.None, '/', ScreenKeyKind.Character, '/')]
    [InlineData(ConsoleKey.Oem2, '?', ScreenKeyKind.Character, '?')]
    internal void Keys_are_known_by_what_they_stand_for(ConsoleKey key, char character, ScreenKeyKind kind, char known) =>
        Assert.Equal(new ScreenKey(kind, known), KeyReader.Of(new ConsoleKeyInfo(character, key, false, false, false)));

    [Theory]
    [InlineData(ConsoleKey.F1, '\0')]
    [InlineData(ConsoleKey.Tab, '\t')]
    public void Others_are_none(ConsoleKey key, char character) => Assert.Null(KeyReader.Of(new ConsoleKeyInfo(character, key, false, false, false)));
}
