using System.Runtime.CompilerServices;
using BlockWatch.Tool.Rules;

namespace BlockWatch.Tool.Tests.Rules;

public class EmbeddedRulePagesTests
{
    [Fact]
    public void Every_page_in_the_docs_is_embedded_as_it_is_and_no_other()
    {
        string folder = Path.Combine(RepositoryRoot(), "docs", "rules");
        Dictionary<string, string> expected = Directory.GetFiles(folder, "BW*.md")
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        EmbeddedRulePages pages = new();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, pages.Ids.ToDictionary(id => id, pages.Read));
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
