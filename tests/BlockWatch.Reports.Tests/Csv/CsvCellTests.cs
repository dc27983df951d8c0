using BlockWatch.Reports.Csv;

namespace BlockWatch.Reports.Tests.Csv;

public class CsvCellTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Shop.Orders.Get()", "Shop.Orders.Get()")]
    [InlineData("Get(int, string)", "\"Get(int, string)\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("a\nb", "a\\u000ab")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =cmd|' /C calc'!A0", "\"'  =cmd|' /C calc'!A0\"")]
    [InlineData("\t=1", "\\u0009=1")]
    [InlineData("\uff1d1", "'\uff1d1")]
    public void Text_is_text_and_never_a_formula(string? text, string expected) => Assert.Equal(expected, CsvCell.Text(text));
}
