using System.Text.RegularExpressions;
using BlockWatch.TestKit;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>README.ja.md is in step with README.md: whoever changes one changes the other.</summary>
public partial class ReadmeTranslationTests
{
    private static readonly IReadOnlyList<ReadmeSection> English = Read("README.md");
    private static readonly IReadOnlyList<ReadmeSection> Japanese = Read("README.ja.md");

    [Fact]
    public void It_has_the_same_headings_at_the_same_levels()
    {
        Assert.Equal(English.Select(section => section.Level), Japanese.Select(section => section.Level));

        // A heading that is left in English is a section that was not translated; the title and names are the same in both.
        Assert.DoesNotContain(English.Zip(Japanese).Skip(1), pair => pair.First.Heading == pair.Second.Heading);
    }

    [Fact]
    public void It_shows_the_same_code() => AssertEqual(section => section.Code);

    [Fact]
    public void Its_sentences_name_the_same_commands_and_options() => AssertEqual(section => section.Commands);

    // It may have more: "the first of the two lines" has no number in English.
    [Fact]
    public void It_has_every_figure() =>
        Assert.Empty(English.Zip(Japanese).SelectMany(pair => pair.First.Figures.Except(pair.Second.Figures).Select(figure => $"{pair.First.Heading}: {figure}")));

    [Fact]
    public void It_leads_to_the_same_pages() =>
        AssertEqual(section => section.Links.Where(link => link[0] != '#' && link is not ("README.md" or "README.ja.md")));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void A_link_within_the_page_leads_to_a_heading(string page)
    {
        IReadOnlyList<ReadmeSection> sections = Read(page);
        IEnumerable<string> anchors = sections.Select(section => "#" + NotInAnchors().Replace(section.Heading.ToLowerInvariant(), "").Replace(' ', '-'));

        Assert.Empty(sections.SelectMany(section => section.Links).Where(link => link[0] == '#').Except(anchors));
    }

    private static IReadOnlyList<ReadmeSection> Read(string page) => ReadmeSection.Of(File.ReadAllText(Path.Combine(RepositoryRoot.Path, page)));

    // With the English heading before each, so that a difference says where it is.
    private static void AssertEqual(Func<ReadmeSection, IEnumerable<string>> what) => Assert.Equal(
        English.SelectMany(section => what(section).Select(line => $"{section.Heading}: {line}")),
        English.Zip(Japanese).SelectMany(pair => what(pair.Second).Select(line => $"{pair.First.Heading}: {line}")));

    // As GitHub makes them of headings: letters, digits, spaces, hyphens and underscores stay.
    [GeneratedRegex(@"[^\p{L}\p{M}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
