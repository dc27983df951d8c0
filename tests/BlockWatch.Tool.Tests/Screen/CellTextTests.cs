using BlockWatch.Tool.Screen.Drawing;

namespace BlockWatch.Tool.Tests.Screen;

public class CellTextTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("注文", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("", 0)]
    public void Width_is_in_cells(string text, int width) => Assert.Equal(width, CellText.Width(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abcdef", 1, "…")]
    [InlineData("abcdef", 0, "")]
    [InlineData("注文処理", 5, "注文…")]
    [InlineData("注文処理", 4, "注…")]
    public void What_does_not_fit_ends_in_an_ellipsis(string text, int width, string fitting) =>
        Assert.Equal(fitting, CellText.Fit(text, width, Glyphs.Unicode));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 4, "…def")]
    [InlineData("注文処理", 5, "…処理")]
    [InlineData("abcdef", 0, "")]
    public void The_end_can_be_kept(string text, int width, string fitting) => Assert.Equal(fitting, CellText.FitEnd(text, width, Glyphs.Unicode));

    [Theory]
    [InlineData("one two three", 8, "one two", "three")]
    [InlineData("  one two three", 9, "  one two", "  three")]
    [InlineData("abcdefgh", 3, "abc", "def", "gh")]
    [InlineData("注文処理", 5, "注文", "処理")]
    [InlineData("short", 10, "short")]
    [InlineData("", 10, "")]
    public void Long_lines_are_broken_and_nothing_is_left_out(string line, int width, params string[] lines) =>
        Assert.Equal(lines, CellText.Wrap(line, width));

    [Theory]
    [InlineData("Shop.Orders.PlaceAsync(int, Shop.Cart)", "Orders.PlaceAsync")]
    [InlineData("System.Threading.Tasks.Task<System.String>.Result", "Task<System.String>.Result")]
    [InlineData("Program.Main()", "Program.Main")]
    [InlineData("Main", "Main")]
    [InlineData("A.B.C.D<E.F>(G.H)", "C.D<E.F>")]
    [InlineData("System.Threading.Tasks.Task<T>.GetAwaiter().GetResult()", "GetAwaiter().GetResult")]
    [InlineData("Shop.Orders.<lambda>(System.Func<int, (int, int)>)", "Orders.<lambda>")]
    [InlineData("a)", "a)")]
    [InlineData("", "")]
    public void A_method_s_short_name_is_its_type_and_its_name(string method, string name) => Assert.Equal(name, PlaceText.Short(method));

    [Theory]
    [InlineData(-5, "0:00")]
    [InlineData(7, "0:07")]
    [InlineData(754, "12:34")]
    [InlineData(3723, "1:02:03")]
    [InlineData(273900, "3d 04:05")]
    public void Clocks(int seconds, string text) => Assert.Equal(text, AgeText.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(-3, "0.0 s")]
    [InlineData(449, "0.4 s")]
    [InlineData(12_399, "12.3 s")]
    [InlineData(754_900, "754 s")]
    [InlineData(7_511_000, "2:05:11")]
    public void Ages_never_run_ahead(double milliseconds, string text) => Assert.Equal(text, AgeText.Seconds(milliseconds));

    [Fact]
    public void Bars_show_the_newest_at_the_right_and_nothing_as_nothing()
    {
        Assert.Equal("  ▁ ▄█", Sparkline.Of([0.001, 0, 4, 8], 6, 8, Glyphs.Unicode));
        Assert.Equal("▄█", Sparkline.Of([0.001, 0, 4, 8], 2, 8, Glyphs.Unicode));
        Assert.Equal("   ", Sparkline.Of([0, 0], 3, 0, Glyphs.Unicode));
        Assert.Equal("", Sparkline.Of([1], -3, 1, Glyphs.Unicode));
    }
}
