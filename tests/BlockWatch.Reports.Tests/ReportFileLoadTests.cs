using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests;

public sealed class ReportFileLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_is_loaded_and_renders_the_same()
    {
        foreach (WatchResult result in new[] { Results.Rich, Results.Nothing, Results.Incomplete, SuppressedResult.Result })
        {
            Report report = Made.Report(result);
            ReportFile.Save(report, _folder.File("out.json"), null, new ReportWriting { Redaction = RedactionLevel.None });

            Report loaded = ReportFile.Load(_folder.File("out.json"));

            foreach (IReportFormat format in ReportFormats.All)
            {
                Assert.Equal(Made.Text(report, format.Name), Made.Text(loaded, format.Name));
            }
        }
    }

    [Fact]
    public void A_report_from_before_there_were_suppressions_is_read_as_one_without()
    {
        JObject old = JObject.Parse(Made.Text(Results.Rich, "json"));
        foreach (string added in new[] { "suppressions", "thresholds", "session.configFile", "summary.suppressedCount", "summary.suppressedMs" })
        {
            old.SelectToken(added, errorWhenNoMatch: true)!.Parent!.Remove();
        }

        File.WriteAllText(_folder.File("old.json"), old.ToString());

        Assert.Equal(Made.Text(Results.Rich, "json"), Made.Text(ReportFile.Load(_folder.File("old.json")), "json"));
    }

    [Theory]
    [InlineData("", "'{0}' is not JSON (line 1): give a report that was saved in the json format.")]
    [InlineData("{\n\"schemaVersion\": 1,\n oops", "'{0}' is not JSON (line 3): give a report that was saved in the json format.")]
    [InlineData("[]", NoVersion)]
    [InlineData("null", NoVersion)]
    [InlineData("{}", NoVersion)]
    [InlineData("{\"schemaVersion\": \"1\"}", NoVersion)]
    [InlineData("{\"schemaVersion\": 0}", NoVersion)]
    [InlineData("{\"schemaVersion\": 2}", "'{0}' was made by a newer blockwatch (report version 2; this one reads 1): update blockwatch.")]
    [InlineData("{\"schemaVersion\": 1}", "'{0}' is JSON but not a blockwatch report ($ is missing, misplaced or of the wrong kind): give a report that was saved in the json format.")]
    public void What_is_no_report_is_refused_in_one_line(string text, string message)
    {
        string path = _folder.File("in.json");
        File.WriteAllText(path, text);

        Assert.Equal(message.Replace("{0}", path, StringComparison.Ordinal), Assert.Throws<ReportException>(() => ReportFile.Load(path)).Message);
    }

    [Theory]
    [InlineData("\"findings\": [", "\"findings\": null, \"x\": [")]
    [InlineData("\"findings\": [", "\"findings\": [null, ")]
    [InlineData("\"limits\": []", "\"limits\": [null]")]
    [InlineData("\"title\": \"", "\"title\": 5, \"x\": \"")]
    [InlineData("\"severity\": \"warning\"", "\"severity\": \"grave\"")]
    [InlineData("\"severity\": \"warning\"", "\"severity\": 1")]
    [InlineData("\"thresholdMs\": 100", "\"thresholdMs\": 1e999")]
    [InlineData("\"title\": \"", "\"title\": \"\\ud800")]
    [InlineData("\"startedAt\": \"", "\"startedAt\": \"around ")]
    public void A_report_that_was_tampered_with_is_refused_in_one_line(string found, string replaced)
    {
        string path = _folder.File("in.json");
        string json = Made.Text(Results.Rich, "json");
        Assert.Contains(found, json, StringComparison.Ordinal);
        File.WriteAllText(path, json.Replace(found, replaced, StringComparison.Ordinal));

        string message = Assert.Throws<ReportException>(() => ReportFile.Load(path)).Message;

        Assert.StartsWith($"'{path}' is JSON but not a blockwatch report (", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_property_of_a_later_build_is_passed_over()
    {
        string json = Made.Text(Results.Rich, "json");
        File.WriteAllText(_folder.File("in.json"), json.Replace("\"schemaVersion\": 1,", "\"schemaVersion\": 1, \"later\": {},", StringComparison.Ordinal));

        Assert.Equal(json, Made.Text(ReportFile.Load(_folder.File("in.json")), "json"));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        string missing = _folder.File("no.json");
        Assert.Equal($"There is no file '{missing}': check the name.", Assert.Throws<ReportException>(() => ReportFile.Load(missing)).Message);
        Assert.Equal(
            $"'{_folder.Path}' is a folder: name a report in it.",
            Assert.Throws<ReportException>(() => ReportFile.Load(_folder.Path)).Message);
    }

    private const string NoVersion =
        "'{0}' is JSON but not a blockwatch report (it has no schemaVersion that is known): give a report that was saved in the json format.";
}
