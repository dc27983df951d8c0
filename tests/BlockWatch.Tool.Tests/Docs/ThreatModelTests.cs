using System.Text.RegularExpressions;
using BlockWatch.TestKit;

namespace BlockWatch.Tool.Tests.Docs;

/// <summary>Each claim of docs/threat-model.md names the tests that show it, and they are there.</summary>
public partial class ThreatModelTests
{
    private const string Begin = "## Claims";
    private const int FewestClaims = 25;

    [Fact]
    public void Every_claim_names_a_test_that_exists()
    {
        string[][] claims = Claims();

        Assert.True(claims.Length >= FewestClaims, $"only {claims.Length} claims were found");
        Assert.Empty(claims.SelectMany(Complaints));
    }

    [Fact]
    public void Every_claim_has_a_number_of_its_own() => Assert.Distinct(Claims().Select(claim => claim[0]));

    // The rows of the tables below the heading: number, claim, tests.
    private static string[][] Claims() =>
    [
        .. File.ReadLines(RepositoryRoot.Combine("docs", "threat-model.md"))
            .SkipWhile(line => line != Begin).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => Row().IsMatch(line))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static IEnumerable<string> Complaints(string[] claim)
    {
        if (claim.Length != 3)
        {
            yield return $"{claim[0]} is no row of three";
            yield break;
        }

        string[] tests = [.. Quoted().Matches(claim[2]).Select(match => match.Groups["test"].Value)];
        if (tests.Length == 0)
        {
            yield return $"{claim[0]} names no test";
        }

        foreach (string test in tests.Where(test => !Exists(test)))
        {
            yield return $"{claim[0]} names {test}, which does not exist";
        }
    }

    // Class.Method, in the file of the class's name, as a method that xunit runs.
    private static bool Exists(string test)
    {
        string[] parts = test.Split('.');
        return parts.Length == 2 && Directory.EnumerateFiles(RepositoryRoot.Combine("tests"), $"{parts[0]}.cs", SearchOption.AllDirectories)
            .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\[\w*(Fact|Theory)(\([^\n]*\))?\]\s+(\[[^\n]*\n\s*)*public (async Task|Task|void) {Regex.Escape(parts[1])}\("));
    }

    [GeneratedRegex(@"^\| [A-Z]\d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex("`(?<test>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
