using System.Text.RegularExpressions;
using BlockWatch.Detection.Tests.Explanation;

namespace BlockWatch.Detection.Tests.KnownBlindSpots;

/// <summary>Each blind spot that docs/limits.md lists names a test that shows it, and the test is there.</summary>
public sealed partial class LimitsPageTests
{
    private const string Begin = "## What it does not see";
    private const string SpotMark = "#### ";
    private const string TestMark = "Shown by: `";

    [Fact]
    public void Every_blind_spot_names_a_test_that_exists()
    {
        string[] wrong = [.. Spots().SelectMany(Complaints)];

        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(Spots().Count >= 12);
    }

    [Fact]
    public void Every_known_blind_spot_that_is_tested_is_listed()
    {
        string page = File.ReadAllText(PagePath);
        string[] methods = [.. typeof(KnownBlindSpotTests).GetMethods().Where(m => m.GetCustomAttributes(typeof(FactAttribute), false).Length > 0).Select(m => m.Name)];

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.Contains($"KnownBlindSpotTests.{method}`", page, StringComparison.Ordinal));
    }

    private static string PagePath => Repository.PathOf("docs", "limits.md");

    // The lines below each heading of the section.
    private static List<(string Name, List<string> Lines)> Spots()
    {
        var spots = new List<(string Name, List<string> Lines)>();
        foreach (string line in File.ReadAllLines(PagePath).SkipWhile(l => l != Begin).Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.StartsWith(SpotMark, StringComparison.Ordinal))
            {
                spots.Add((line[SpotMark.Length..], []));
            }
            else if (spots.Count > 0)
            {
                spots[^1].Lines.Add(line);
            }
        }

        return spots;
    }

    private static IEnumerable<string> Complaints((string Name, List<string> Lines) spot)
    {
        string[] tests = [.. spot.Lines.Where(l => l.StartsWith(TestMark, StringComparison.Ordinal)).SelectMany(l => Quoted().Matches(l).Select(m => m.Groups[1].Value))];
        if (tests.Length == 0)
        {
            yield return $"'{spot.Name}' names no test";
        }

        foreach (string test in tests.Where(t => !Exists(t)))
        {
            yield return $"'{spot.Name}' names {test}, which does not exist";
        }
    }

    // Class.Method, in the file of the class's name, as a method that xunit runs.
    private static bool Exists(string test)
    {
        int dot = test.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && Directory.EnumerateFiles(Repository.PathOf("tests"), $"{test[..dot]}.cs", SearchOption.AllDirectories)
            .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\[(Fact|Theory|LinuxFact)\]\s+(\[[^\n]*\n\s*)*public (async Task|void) {Regex.Escape(test[(dot + 1)..])}\("));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
