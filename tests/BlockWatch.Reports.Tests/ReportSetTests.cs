using BlockWatch.Detection.Session;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tests.Fixtures;
using Newtonsoft.Json.Linq;

namespace BlockWatch.Reports.Tests;

/// <summary>The reports of several targets in one document.</summary>
public sealed class ReportSetTests : IDisposable
{
    private readonly Fixtures.TemporaryFolder _folder = new();

    public static TheoryData<string, string> Breakages() => new()
    {
        { "reportSetVersion", "2" },
        { "session.mode", "\"analyze\"" },
        { "session.end", "\"bored\"" },
        { "summary.targetCount", "-1" },
        { "targets", "[{}]" },
        { "targets[0].failure", "\"why\"" },
        { "targets[0].report", "null" },
        { "targets[1].report.findings[0].ruleId", "\"0004\"" },
        { "targets[2].failure", "null" },
        { "targets[2].report", "{}" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_part_is_the_report_that_the_target_would_have_alone()
    {
        JObject set = JObject.Parse(Made.Text(SetResults.Four, "json"));
        string part = set["targets"]![1]!["report"]!.ToString();
        WatchResult alone = Results.Rich with { Session = Results.Rich.Session with { CollectorCpuMs = null } };

        Assert.Empty(Schema.Violations(Schema.Report, part));
        Assert.True(JToken.DeepEquals(JObject.Parse(Made.Text(alone, "json")), JObject.Parse(part)));
    }

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_wrong_value_fails_the_schema(string path, string value)
    {
        JObject set = JObject.Parse(Made.Text(SetResults.Four, "json"));
        set.SelectToken(path, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));

        Assert.NotEmpty(Schema.Violations(Schema.ReportSet, set.ToString()));
    }

    [Fact]
    public void What_was_written_can_be_read_back()
    {
        ReportFile.Save(Made.ReportSet(SetResults.Four), _folder.File("set.json"), null, ReportWriting.Default);

        Assert.Equal(Made.Text(SetResults.Four, "json"), Made.Text(ReportFile.LoadSet(_folder.File("set.json")), "json"));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("md")]
    public void A_saved_set_becomes_every_format(string format)
    {
        ReportFile.Save(Made.ReportSet(SetResults.Four), _folder.File("set.json"), null, ReportWriting.Default);
        ReportFile.Convert(_folder.File("set.json"), _folder.File("out"), format, ReportWriting.Default);

        Assert.Equal(Made.Text(SetResults.Four, format), File.ReadAllText(_folder.File("out")));
    }

    [Fact]
    public void A_saved_report_of_one_target_becomes_one_of_one_target()
    {
        ReportFile.Save(Made.Report(Results.Rich), _folder.File("one.json"), null);
        ReportFile.Convert(_folder.File("one.json"), _folder.File("out.txt"), null, ReportWriting.Default);

        Assert.Equal(Made.Text(Results.Rich, "text"), File.ReadAllText(_folder.File("out.txt")));
    }

    [Fact]
    public void Several_targets_are_not_taken_for_one()
    {
        string path = _folder.File("set.json");
        ReportFile.Save(Made.ReportSet(SetResults.Four), path, null, ReportWriting.Default);

        Assert.Equal($"'{path}' holds the reports of several targets: give a report of one target.", Assert.Throws<ReportException>(() => ReportFile.Load(path)).Message);
    }

    [Theory]
    [InlineData("reportSetVersion", "2", "'{0}' was made by a newer blockwatch (report version 2; this one reads 1): update blockwatch.")]
    [InlineData("reportSetVersion", "\"1\"", "'{0}' is JSON but not a blockwatch report (it has no reportSetVersion that is known): give a report that was saved in the json format.")]
    [InlineData("targets[0].report", "null", "'{0}' is JSON but not a blockwatch report (a target must have either a report or a failure): give a report that was saved in the json format.")]
    [InlineData("targets[0].report.schemaVersion", "7", "'{0}' is JSON but not a blockwatch report (a target's report has no schemaVersion that is known): give a report that was saved in the json format.")]
    [InlineData("targets[1].name", "null", "'{0}' is JSON but not a blockwatch report ($.targets[1].name is missing, misplaced or of the wrong kind): give a report that was saved in the json format.")]
    public void What_is_no_set_is_refused(string property, string value, string message)
    {
        string path = _folder.File("set.json");
        JObject set = JObject.Parse(Made.Text(SetResults.Four, "json"));
        set.SelectToken(property, errorWhenNoMatch: true)!.Replace(JToken.Parse(value));
        File.WriteAllText(path, set.ToString());

        ReportException refusal = Assert.Throws<ReportException>(() => ReportFile.Convert(path, _folder.File("out.txt"), null, ReportWriting.Default));
        Assert.Equal(message.Replace("{0}", path, StringComparison.Ordinal), refusal.Message);
        Assert.False(File.Exists(_folder.File("out.txt")));
    }

    [Fact]
    public void A_set_of_which_nothing_could_be_watched_says_so()
    {
        WatchSetResult result = SetResults.Four with { Targets = [SetResults.Four.Targets[2]], CollectorCpuMs = null };

        Assert.StartsWith("In 10.4 s 0 targets were watched, 1 could not be: nothing was seen.\n", Made.Text(result, "text"), StringComparison.Ordinal);
    }

    // A pull-request comment has room for 65,536 characters.
    [Fact]
    public void However_many_targets_there_are_markdown_fits_a_comment_and_counts_what_does_not()
    {
        const int Count = 200;
        WatchSetResult many = SetResults.Four with { Targets = [.. Enumerable.Range(1, Count).Select(id => SetResults.Watched(id, HostileResult.Result, HostileResult.Name))] };
        string text = Made.Text(many, "md");
        int sections = text.Split('\n').Count(line => line.StartsWith("## ", StringComparison.Ordinal));

        Assert.True(text.Length <= 65_536, $"{text.Length} characters");
        Assert.InRange(sections, 1, Count - 1);
        Assert.Contains($"… and {Count - sections} more targets for which there is no room here: the JSON report has them.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("md")]
    public void A_name_and_a_failure_that_an_attacker_chose_stay_text(string format)
    {
        const string Hostile = "\u001b[31m\n# <b>@all</b>";
        string text = Made.Text(SetResults.Four with { Targets = [new TargetOutcome(1, Hostile, null, Hostile)] }, format);

        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("# ", StringComparison.Ordinal));
        Assert.True(format != "md" || !text.Contains("<b>", StringComparison.Ordinal), text);
    }
}
