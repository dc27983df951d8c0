using System.Text.RegularExpressions;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Markdown;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Markdown;

public partial class MarkdownReportTests
{
    private const int CommentLimit = 65_536;
    private const int Columns = 8;

    [Fact]
    public void A_name_cannot_leave_its_cell()
    {
        string[] rows = [.. Made.Text(HostileResult.Result, "md").Split('\n').Where(line => line.StartsWith('|'))];

        Assert.Equal(3, rows.Length);
        Assert.All(rows, row => Assert.Equal(Columns + 1, row.Count(sign => sign == '|')));
    }

    [Fact]
    public void A_name_cannot_bring_in_html_or_leave_its_section()
    {
        // A code block shows its lines as they are: only outside of one do tags and signs count.
        string outside = CodeBlock().Replace(Made.Text(HostileResult.Result, "md"), "");

        Assert.Equal(["code", "details", "summary"], Tag().Matches(outside).Select(match => match.Groups[1].Value).Distinct().Order());
        Assert.Equal(1, outside.Split("</details>").Length - 1);
        Assert.DoesNotContain('`', outside);
        Assert.DoesNotContain("@octocat", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", outside, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_can_end_a_code_block()
    {
        Assert.Equal("````text\na\n```\n````", MarkdownText.CodeBlock(["a", "```"]));
        Assert.Equal("```text\na\\u000a~~~\n```", MarkdownText.CodeBlock(["a\n~~~"]));
    }

    [Theory]
    [InlineData('M')]
    [InlineData('@')]
    [InlineData('\u001b')]
    public void Many_findings_with_long_names_fit_a_comment(char sign)
    {
        string name = new(sign, 2_000);
        Frame user = Frames.User(name, $"/{name}.cs", 1);
        Finding finding = RichFindings.Sleep with
        {
            Site = Sites.Sleep with { UserFrame = user },
            Title = name,
            Advice = name,
            Stacks = [new StackShape([.. Enumerable.Repeat(user, 20)], 1, true)],
            Owners = [new StackShape([.. Enumerable.Repeat(user, 20)], 1, true)],
        };
        DetectionSnapshot found = Results.Rich.Detection with
        {
            Findings = [.. Enumerable.Repeat(finding, 40)],
            Starvation = [.. Enumerable.Repeat(Results.Rich.Detection.Starvation[0], 300)],
        };
        SessionDescription session = Results.TenSeconds with { Limits = [.. Enumerable.Repeat(name, 50)] };

        string text = Made.Text(new WatchResult(Results.Shop, session, found), "md");

        Assert.InRange(text.Length, 1, CommentLimit);
        Assert.Matches("\n… and [0-9]+ more findings, ", text);
        Assert.Matches("\n- … and [0-9]+ more: the JSON report has them\\.\n\nThe pool had", text);
        Assert.Matches("\n- … and [0-9]+ more: the JSON report has them\\.\n\nblockwatch itself", text);
    }

    [GeneratedRegex("(`{3,})text\n.*?\n\\1", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("</?([a-z]+)")]
    private static partial Regex Tag();
}
