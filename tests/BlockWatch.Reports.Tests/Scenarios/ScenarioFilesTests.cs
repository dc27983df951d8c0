using System.Globalization;
using System.Text;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests.Scenarios;

/// <summary>The files that <c>tests/ScenarioFormats/run.sh</c> has made of each sample scenario, against what is published of their formats. Writes the table of docs/formats.md.</summary>
public class ScenarioFilesTests
{
    private const string Report = ".json";

    private static readonly (string Extension, Func<string, IReadOnlyList<string>> Violations)[] Formats =
    [
        (Report, text => Schema.Violations(Schema.Report, text)),
        (".sarif", PublishedFormats.SarifViolations),
        (".speedscope.json", PublishedFormats.SpeedscopeViolations),
        (".trace.json", PublishedFormats.ChromiumViolations),
    ];

    [ScenarioFilesFact]
    public void Every_file_is_as_its_format_is_published()
    {
        string folder = ScenarioFilesFactAttribute.Folder!;
        string[] scenarios = [.. File.ReadAllLines(Path.Combine(folder, "scenarios.txt"))];
        StringBuilder table = new("| scenario | findings | json | sarif | speedscope | chromium | valid |\n|---|---|---|---|---|---|---|\n");
        List<string> violations = [];
        foreach (string scenario in scenarios)
        {
            string[] files = [.. Formats.Select(format => Path.Combine(folder, scenario + format.Extension))];
            string[] found = [.. Formats.Zip(files).SelectMany(pair => Violations(pair.Second, pair.First.Violations))];
            violations.AddRange(found);
            table.Append(CultureInfo.InvariantCulture, $"| {scenario} | {Findings(files[0])} | ")
                .AppendJoin(" | ", files.Select(Bytes))
                .Append(CultureInfo.InvariantCulture, $" | {(found.Length == 0 ? "yes" : "**no**")} |\n");
        }

        File.WriteAllText(Path.Combine(folder, "table.md"), table.ToString());
        Assert.NotEmpty(scenarios);
        Assert.Empty(violations);
    }

    private static IEnumerable<string> Violations(string file, Func<string, IReadOnlyList<string>> violations) =>
        (File.Exists(file) ? violations(File.ReadAllText(file)) : ["there is no such file"]).Select(violation => $"{Path.GetFileName(file)}: {violation}");

    private static string Bytes(string file) => File.Exists(file) ? new FileInfo(file).Length.ToString("N0", CultureInfo.InvariantCulture) : "-";

    private static string Findings(string report)
    {
        if (!File.Exists(report))
        {
            return "-";
        }

        string[] rules =
        [
            .. JObject.Parse(File.ReadAllText(report))["findings"]!.Select(finding => (string)finding["ruleId"]!)
                .CountBy(rule => rule)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Value == 1 ? pair.Key : $"{pair.Key} ×{pair.Value.ToString(CultureInfo.InvariantCulture)}"),
        ];
        return rules.Length == 0 ? "none" : string.Join(", ", rules);
    }
}
