using BlockWatch.TestKit;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>Reports of version 1, of one target and of several: the golden files of the formats' own tests.</summary>
internal static class SeedReports
{
    private static readonly string[] Texts = [.. new[] { "rich", "set", "hostile", "suppressed", "incomplete", "nothing" }.Select(name =>
        File.ReadAllText(RepositoryRoot.Combine("tests", "BlockWatch.Reports.Tests", "Golden", name + ".json")))];

    public static string Any(Random random) => Texts[random.Next(Texts.Length)];
}
