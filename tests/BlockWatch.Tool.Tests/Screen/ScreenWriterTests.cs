using System.Text.RegularExpressions;
using BlockWatch.Tool.Screen.Drawing;
using BlockWatch.Tool.Screen.Driving;
using Spectre.Console;

namespace BlockWatch.Tool.Tests.Screen;

/// <summary>The very bytes that go to a terminal.</summary>
public sealed partial class ScreenWriterTests : IDisposable
{
    private static readonly ScreenSize Size = new(80, 24);

    private readonly StringWriter _out = new();

    public void Dispose() => _out.Dispose();

    [Fact]
    public void It_leaves_the_terminal_as_it_was()
    {
        ScreenWriter writer = Writer(ColorSystem.Standard);
        writer.Enter();
        writer.Leave();

        Assert.Equal("\e[?1049h\e[?25l\e[?7l\e[0m\e[?7h\e[?25h\e[?1049l", _out.ToString());
    }

    [Fact]
    public void Only_lines_that_changed_are_written()
    {
        ScreenWriter writer = Writer(ColorSystem.Standard);
        writer.Show([Line("one"), Line("two"), Line("three")], Size);
        _out.GetStringBuilder().Clear();
        writer.Show([Line("one"), Line("2"), Line("three")], Size);

        Assert.Equal("\e[2;1H2\e[0m\e[0K", _out.ToString());
    }

    [Fact]
    public void Lines_that_are_gone_are_erased()
    {
        ScreenWriter writer = Writer(ColorSystem.Standard);
        writer.Show([Line("one"), Line("two")], Size);
        _out.GetStringBuilder().Clear();
        writer.Show([Line("one")], Size);

        Assert.Equal("\e[2;1H\e[0m\e[0K", _out.ToString());
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed()
    {
        ScreenWriter writer = Writer(ColorSystem.Standard);
        writer.Show([Line("one")], Size);
        _out.GetStringBuilder().Clear();
        writer.Show([Line("one")], Size);

        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public void After_a_resize_all_is_written_anew()
    {
        ScreenWriter writer = Writer(ColorSystem.Standard);
        writer.Show([Line("one")], Size);
        _out.GetStringBuilder().Clear();
        writer.Show([Line("one")], new ScreenSize(100, 30));

        Assert.Equal("\e[2J\e[1;1Hone\e[0m\e[0K", _out.ToString());
    }

    [Theory]
    [InlineData(ColorSystem.Standard, true)]
    [InlineData(ColorSystem.NoColors, false)]
    public void Without_colours_there_are_none(ColorSystem colors, bool hasColor)
    {
        ScreenWriter writer = Writer(colors);
        writer.Show([.. Enum.GetValues<ScreenStyle>().Select(style => new ScreenLine([("text", style)]))], Size);

        Assert.Equal(hasColor, Parameters().Any(parameter => parameter is (>= 30 and <= 49) or (>= 90 and <= 107)));
        Assert.Contains(7, Parameters());
    }

    [Fact]
    public void Markup_is_text()
    {
        Writer(ColorSystem.Standard).Show([Line("[red]a[/] [[b]] [link=x]")], Size);

        Assert.Contains("[red]a[/] [[b]] [link=x]", _out.ToString(), StringComparison.Ordinal);
    }

    private ScreenWriter Writer(ColorSystem colors) =>
        new(_out, new AnsiCapabilities { Ansi = true, AlternateBuffer = true, ColorSystem = colors });

    private static ScreenLine Line(string text) => new([(text, ScreenStyle.Plain)]);

    private IEnumerable<int> Parameters() =>
        StylePattern().Matches(_out.ToString()).SelectMany(match => match.Groups["parameters"].Value.Split(';')).Where(text => text.Length > 0).Select(int.Parse);

    [GeneratedRegex(@"\e\[(?<parameters>[\d;]*)m", RegexOptions.ExplicitCapture)]
    private static partial Regex StylePattern();
}
