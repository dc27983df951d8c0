using System.Globalization;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Tests.Fixtures;
using BlockWatch.Reports.Wording;
using BlockWatch.TestKit;

namespace BlockWatch.Reports.Tests;

/// <summary>Every format's whole output, for each kind of result.</summary>
public class GoldenReportTests
{
    private static readonly Dictionary<string, WatchResult> Inputs = new()
    {
        ["rich"] = Results.Rich,
        ["nothing"] = Results.Nothing,
        ["incomplete"] = Results.Incomplete,
        ["suppressed"] = SuppressedResult.Result,
        ["hostile"] = HostileResult.Result,
    };

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (string input in Inputs.Keys)
        {
            foreach (IReportFormat format in ReportFormats.All)
            {
                cases.Add(input, format.Name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_text_is_the_golden_one(string input, string format) => Golden.Match(HtmlText.WithoutAssets(Made.Text(Inputs[input], format)), File(input, format));

    public static TheoryData<string> Formats() => [.. ReportFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_text_of_several_targets_is_the_golden_one(string format) =>
        Golden.Match(HtmlText.WithoutAssets(Made.Text(SetResults.Four, format)), File("set", format));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_culture_changes_nothing(string input, string format)
    {
        string expected = Made.Text(Inputs[input], format);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NumberGroupSeparator = "'";
        commas.NumberFormat.NegativeSign = "minus ";
        commas.DateTimeFormat.DateSeparator = ".";
        commas.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Made.Text(Inputs[input], format));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("md")]
    [InlineData("html")]
    public void At_human_scale_the_findings_durations_are_followed_by_what_they_would_feel_like(string format)
    {
        using StringWriter writer = new();
        ReportFormats.ByName(format).Write(Made.Report(Results.Rich), writer, new ReportWriting { Scale = TimeScale.Human });

        Golden.Match(HtmlText.WithoutAssets(writer.ToString()), File("rich-human", format));
    }

    [Fact]
    public void Json_has_both_scales_whatever_was_asked_for()
    {
        using StringWriter writer = new();
        ReportFormats.ByName("json").Write(Made.Report(Results.Rich), writer, new ReportWriting { Scale = TimeScale.Human });

        Assert.Equal(Made.Text(Results.Rich, "json"), writer.ToString());
    }

    private static string File(string input, string format) =>
        $"BlockWatch.Reports.Tests/Golden/{input}{ReportFormats.ByName(format).Extensions[0]}";
}
