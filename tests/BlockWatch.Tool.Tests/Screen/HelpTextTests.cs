using BlockWatch.TestKit;
using BlockWatch.Tool.Screen.Drawing;

namespace BlockWatch.Tool.Tests.Screen;

public class HelpTextTests
{
    [Fact]
    public void The_documentation_has_the_same_keys()
    {
        string[] rows = [.. File.ReadLines(RepositoryRoot.Combine("docs", "screen.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        string[] documented = [.. rows.SelectMany(row => row.Split('|')[1].Split(',', StringSplitOptions.TrimEntries)).Where(key => key != "key")];
        string[] shown = [.. HelpText.Lines.TakeWhile(line => line.Length > 0).SelectMany(line => line[..13].Split(',', StringSplitOptions.TrimEntries))];

        // Of those that move, the screen says the others in words; a shell's own key is no key of ours.
        Assert.Equal(documented.Except(["page up", "page down", "home", "end", "Ctrl+Z"]).Order(), shown.Order());
    }

    [Fact]
    public void It_fits_into_the_least_screen()
    {
        // Two lines of header, two of keys, its title.
        Assert.InRange(HelpText.Lines.Count, 1, ScreenSize.Least.Height - 5);
        Assert.All(HelpText.Lines, line => Assert.InRange(line.Length, 0, ScreenSize.Least.Width - 2));
    }
}
