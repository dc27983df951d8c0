using System.Text;
using System.Text.RegularExpressions;
using BlockWatch.TestKit;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>docs/dependencies.md is what was restored: BLOCKWATCH_UPDATE_GOLDEN=1 writes it.</summary>
public partial class DependenciesTests
{
    private const string Page = "../docs/dependencies.md";

    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"];

    private static readonly string Tool = RepositoryRoot.Combine("src", "BlockWatch.Tool");
    private static readonly string Samples = RepositoryRoot.Combine("sample-targets", "SampleTargets");

    [Fact]
    public void The_page_lists_what_was_restored_with_its_licence()
    {
        IReadOnlyList<Dependency> tool = DependencyList.OfProject(Tool, "net8.0");
        IReadOnlyList<Dependency> samples = DependencyList.OfProject(Samples, "net8.0");
        HashSet<string> shipped = [.. tool.Concat(samples).Select(dependency => dependency.Name)];
        string old = File.ReadAllText(RepositoryRoot.Combine("docs", "dependencies.md"));
        IEnumerable<Dependency> rest = DependencyList.AskedFor(RepositoryRoot.Combine("Directory.Packages.props"), Tool, (name, version) => LicenceIn(old, name, version))
            .Where(dependency => !shipped.Contains(dependency.Name));

        StringBuilder page = new(
            """
            # Dependencies

            Made by `BLOCKWATCH_UPDATE_GOLDEN=1 dotnet test tests/BlockWatch.Tool.Tests --filter DependenciesTests` from what a build has restored; the same test fails when this page is not that. Versions are
            pinned in `Directory.Packages.props`, for packages that come through others too. A package with a known vulnerability fails the build, see [security](security.md#dependencies).

            """.ReplaceLineEndings("\n"));
        Write(page, "In the tool", "What the installed command consists of besides its own code.", tool);
        Write(page, "In its sample programs", "What `blockwatch demo` runs, in a process and a folder of its own. The tool itself loads none of it.", samples);
        Write(page, "To build, to test and to measure", "Asked for by name, shipped to nobody. What these bring along is not listed.", rest);
        Golden.Match(page.ToString(), Page);
    }

    [Fact]
    public void What_is_shipped_has_a_licence_that_asks_for_nothing_but_its_notice() => Assert.All(
        DependencyList.OfProject(Tool, "net8.0").Concat(DependencyList.OfProject(Samples, "net8.0")),
        dependency => Assert.Contains(dependency.Licence, Permissive));

    private static void Write(StringBuilder page, string title, string what, IEnumerable<Dependency> dependencies)
    {
        page.Append($"\n## {title}\n\n{what}\n\n| package | version | licence |\n|---|---|---|\n");
        foreach (Dependency dependency in dependencies)
        {
            page.Append($"| {dependency.Name} | {dependency.Version} | {dependency.Licence} |\n");
        }
    }

    private static string? LicenceIn(string page, string name, string version) =>
        Row().Matches(page).FirstOrDefault(row => row.Groups["name"].Value == name && row.Groups["version"].Value == version)?.Groups["licence"].Value;

    [GeneratedRegex(@"^\| (?<name>\S+) \| (?<version>\S+) \| (?<licence>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
