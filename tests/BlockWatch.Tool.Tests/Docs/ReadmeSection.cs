using System.Text.RegularExpressions;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>What a section of a README has in every language.</summary>
/// <param name="Level">Of its heading: 1 for the page's title.</param>
/// <param name="Heading">In the page's language.</param>
/// <param name="Code">The lines of its code blocks, without what stands behind <c> # </c> for the reader.</param>
/// <param name="Commands">What is set as code within its sentences and tables, each once, sorted.</param>
/// <param name="Figures">The numbers in its sentences and tables, each once, sorted.</param>
/// <param name="Links">Where it sends the reader, each once, sorted.</param>
internal sealed partial record ReadmeSection(int Level, string Heading, IReadOnlyList<string> Code, IReadOnlyList<string> Commands, IReadOnlyList<string> Figures, IReadOnlyList<string> Links)
{
    private const string Fence = "```";

    public static IReadOnlyList<ReadmeSection> Of(string page)
    {
        List<ReadmeSection> sections = [];
        List<string> lines = [];
        bool isCode = false;
        foreach (string line in page.Split('\n').Append("# "))
        {
            isCode ^= line.StartsWith(Fence, StringComparison.Ordinal);
            if (!isCode && HeadingPattern().IsMatch(line))
            {
                if (lines.Count > 0)
                {
                    sections.Add(Read(lines));
                }

                lines.Clear();
            }

            lines.Add(line);
        }

        return sections;
    }

    private static ReadmeSection Read(List<string> lines)
    {
        List<string> code = [];
        List<string> prose = [];
        bool isCode = false;
        foreach (string line in lines.Skip(1))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isCode = !isCode;
                code.Add(line);
            }
            else if (isCode)
            {
                code.Add(line.Split(" # ")[0].TrimEnd());
            }
            else
            {
                prose.Add(line);
            }
        }

        string text = string.Join('\n', prose);
        string[] heading = lines[0].Split(' ', 2);
        return new ReadmeSection(heading[0].Length, heading[1], code, Found(CommandPattern(), text), Found(FigurePattern(), text), Found(LinkPattern(), text));
    }

    private static string[] Found(Regex pattern, string text) => [.. pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("^#{1,6} ")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"([0-9]+(?:[.,:-][0-9]+)*)")]
    private static partial Regex FigurePattern();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
