using System.Globalization;
using System.Text;
using BlockWatch.Reports.Wording;

namespace BlockWatch.Reports.Tests.Wording;

public class SafeTextTests
{
    [Theory]
    [InlineData("Shop.Größe<T>(string) 🛒", "Shop.Größe<T>(string) 🛒")]
    [InlineData("a\u001b[31mb", "a\\u001b[31mb")]
    [InlineData("a\r\nb\tc", "a\\u000d\\u000ab\\u0009c")]
    [InlineData("a\u009bb\u007f", "a\\u009bb\\u007f")]
    [InlineData("a\u202eb\u2066\u200b\ufeff", "a\\u202eb\\u2066\\u200b\\ufeff")]
    [InlineData("a\u2028b\u2029", "a\\u2028b\\u2029")]
    public void What_moves_or_hides_is_written_out(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));

    [Fact]
    public void Half_a_character_is_written_out() => Assert.Equal("a\\ud800b\\udc00", SafeText.Of("a" + (char)0xd800 + "b" + (char)0xdc00));

    [Fact]
    public void Invisible_characters_beyond_the_basic_plane_are_written_out() => Assert.Equal("\\U000e0041", SafeText.Of(char.ConvertFromUtf32(0xe0041)));

    [Fact]
    public void No_report_for_people_holds_a_control_character()
    {
        foreach (string format in new[] { "text", "md" })
        {
            foreach (Rune rune in Fixtures.Made.Text(Fixtures.HostileResult.Result, format).EnumerateRunes().Where(rune => rune.Value != '\n'))
            {
                Assert.False(
                    Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator,
                    $"U+{rune.Value:X4} in {format}");
            }
        }
    }
}
