using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using BlockWatch.Tool.Commands;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>What the documentation tells users to type, and where it sends them.</summary>
public partial class ReadmeTests
{
    public static TheoryData<string> CommandLines() => [.. Shown()];

    public static TheoryData<string> Pages()
    {
        string root = RepositoryRoot();
        IEnumerable<string> found = new[] { "docs", "tests", "sample-targets" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Where(path => !path.Contains("/Golden/", StringComparison.Ordinal) && !path.Contains("/Expected/", StringComparison.Ordinal));
        return [.. found.Prepend("README.md")];
    }

    [Fact]
    public void The_readme_shows_every_command()
    {
        string[] shown = Shown();

        Assert.All(["ps", "attach", "run", "demo", "tasks", "explain"], command => Assert.Contains(shown, line => line.Split(' ')[0] == command));
    }

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void Every_command_line_in_the_readme_is_understood(string arguments)
    {
        ParseResult parse = BlockWatchCommand.Create(FakeServices.Create()).Parse(Words(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });

        Assert.Empty(parse.Errors.Select(error => error.Message));
        Assert.NotEqual("blockwatch", parse.CommandResult.Command.Name);
        Assert.True(parse.CommandResult.Command.Name != "run" || arguments.Contains(" -- ", StringComparison.Ordinal), "run needs -- before its command");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_that_a_page_links_to_exists(string page)
    {
        string path = Path.Combine(RepositoryRoot(), page);
        string folder = Path.GetDirectoryName(path)!;
        string text = CodeBlockPattern().Replace(File.ReadAllText(path), "");
        string[] broken =
        [
            .. LinkPattern().Matches(text)
                .Select(match => match.Groups["target"].Value.Split('#')[0])
                .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
                .Where(target => !Path.Exists(Path.Combine(folder, target))),
        ];

        Assert.Empty(broken);
    }

    // As a shell does, for what the page shows: quotes stand around whole words.
    private static string[] Words(string arguments) => [.. arguments.Split(' ').Select(word => word.Trim('\''))];

    private static string[] Shown()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot(), "README.md"));
        return [.. CommandLinePattern().Matches(readme).Select(match => match.Groups["arguments"].Value.Trim()).Distinct()];
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    // A line of a code block, or a piece of code in a sentence; what follows # is the reader's.
    [GeneratedRegex(@"(^(\$ )?blockwatch|--project src/BlockWatch\.Tool --|`blockwatch) (?<arguments>[^`#\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandLinePattern();

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlockPattern();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkPattern();
}
