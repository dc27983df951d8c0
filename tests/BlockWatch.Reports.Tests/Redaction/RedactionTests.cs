using System.Text;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Reports.Json;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Redaction;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Redaction;

/// <summary>What is left out at each level, in the bytes of every format that there is.</summary>
public sealed class RedactionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, RedactionLevel> Everywhere()
    {
        TheoryData<string, RedactionLevel> all = [];
        foreach (IReportFormat format in ReportFormats.All)
        {
            foreach (RedactionLevel level in Enum.GetValues<RedactionLevel>())
            {
                all.Add(format.Name, level);
            }
        }

        return all;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void No_format_has_a_word_that_its_level_leaves_out(string format, RedactionLevel level)
    {
        ReportFile.Save(SecretReport.Report, _folder.File("one"), format, Writing(level));
        ReportFile.Save(SecretReport.Set, _folder.File("several"), format, Writing(level));

        string[] hidden = [.. SecretReport.Words.Where(word => word.From <= level).Select(word => word.Word)];
        Assert.DoesNotContain(hidden, word => Holds("one", word));
        Assert.DoesNotContain(hidden, word => Holds("several", word));
    }

    [Fact]
    public void Json_has_each_word_at_the_levels_before()
    {
        foreach ((string word, RedactionLevel from) in SecretReport.Words)
        {
            ReportFile.Save(SecretReport.Set, _folder.File("before"), "json", Writing(from - 1));
            ReportFile.Save(SecretReport.Set, _folder.File("after"), "json", Writing(from));

            Assert.True(Holds("before", word), $"{word} was not there to be left out");
            Assert.False(Holds("after", word), $"{word} was not left out");
        }
    }

    [Fact]
    public void Who_says_nothing_gets_no_path_outside_the_project()
    {
        ReportFile.Save(SecretReport.Report, _folder.File("r.json"), null);

        Assert.False(Holds("r.json", "sec-library-path"));
        Assert.True(Holds("r.json", "sec-own-path"));
    }

    [Theory]
    [InlineData(RedactionLevel.Paths)]
    [InlineData(RedactionLevel.All)]
    public void A_report_that_was_written_whole_is_exported_without(RedactionLevel level)
    {
        File.WriteAllText(_folder.File("whole.json"), JsonReport.Serialize(SecretReport.Report));

        ReportFile.Convert(_folder.File("whole.json"), _folder.File("r.html"), null, Writing(level));
        using StringWriter output = new();
        ReportFile.Convert(_folder.File("whole.json"), output, "json", Writing(level));

        Assert.False(Holds("r.html", "sec-own-path"));
        Assert.DoesNotContain("sec-own-path", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RedactionLevel.Outside)]
    [InlineData(RedactionLevel.Paths)]
    [InlineData(RedactionLevel.All)]
    public void What_is_left_is_the_same_report(RedactionLevel level)
    {
        Report left = new ReportRedaction(level, SecretReport.Root).Apply(SecretReport.Report);

        Assert.Empty(Schema.Violations(Schema.Report, JsonReport.Serialize(left)));
        Assert.Equal(SecretReport.Report.Summary, left.Summary);
        Assert.Equal(SecretReport.Report.Findings.Select(Figures), left.Findings.Select(Figures));
        Assert.Equal(JsonReport.Serialize(left), JsonReport.Serialize(new ReportRedaction(level, SecretReport.Root).Apply(left)));
    }

    [Fact]
    public void The_report_says_what_was_left_out()
    {
        Assert.Equal(
            "Folders of files, the command line, endpoints, names of threads and reasons of suppressions were left out of this report (--redact all).",
            new ReportRedaction(RedactionLevel.All, null).Apply(SecretReport.Report).Session.Limits[^1]);
        Assert.Equal(SecretReport.Report.Session.Limits.Count, new ReportRedaction(RedactionLevel.Outside, null).Apply(SecretReport.Report).Session.Limits.Count);
    }

    [Theory]
    [InlineData(RedactionLevel.None, "/home/sec-root/shop/src/Orders.cs", "/home/sec-root/shop/src/Orders.cs")]
    [InlineData(RedactionLevel.Outside, "/home/sec-root/shop/src/Orders.cs", "/home/sec-root/shop/src/Orders.cs")]
    [InlineData(RedactionLevel.Outside, "/home/else/src/Orders.cs", "/home/else/src/Orders.cs")]
    [InlineData(RedactionLevel.Paths, "/home/sec-root/shop/src/Orders.cs", "/_/src/Orders.cs")]
    [InlineData(RedactionLevel.Paths, "/_/src/Orders.cs", "/_/src/Orders.cs")]
    [InlineData(RedactionLevel.Paths, "/home/else/src/Orders.cs", "Orders.cs")]
    [InlineData(RedactionLevel.Paths, @"C:\else\src\Orders.cs", "Orders.cs")]
    [InlineData(RedactionLevel.Paths, "/home/sec-root/shop/../else/Orders.cs", "Orders.cs")]
    [InlineData(RedactionLevel.Paths, null, null)]
    public void A_file_of_the_targets_own_code(RedactionLevel level, string? file, string? expected) => Assert.Equal(
        expected,
        new ReportRedaction(level, SecretReport.Root).Own(new ReportFrame { Method = "M", Module = "A", File = file, Line = 1 })!.File);

    [Theory]
    [InlineData(RedactionLevel.Outside, "/home/sec-root/shop/lib/Acme.cs", "/home/sec-root/shop/lib/Acme.cs")]
    [InlineData(RedactionLevel.Outside, "/_/lib/Acme.cs", "/_/lib/Acme.cs")]
    [InlineData(RedactionLevel.Outside, "/home/sec-root/shop-2/Acme.cs", "Acme.cs")]
    [InlineData(RedactionLevel.Outside, @"D:\a\1\s\Acme.cs", "Acme.cs")]
    public void A_file_of_another_ones_code(RedactionLevel level, string file, string expected) => Assert.Equal(
        expected,
        new ReportRedaction(level, SecretReport.Root).Other(new ReportFrame { Method = "M", Module = "A", File = file, Line = 1 })!.File);

    [Theory]
    [InlineData("see https://learn.microsoft.com/dotnet/api/system.io", "see https://learn.microsoft.com/dotnet/api/system.io")]
    [InlineData("an await and/or a wait, 2/3 of it", "an await and/or a wait, 2/3 of it")]
    [InlineData("in src/shop/Orders.cs", "in src/shop/Orders.cs")]
    [InlineData("(/var/lib/app/a.dll)", "(a.dll)")]
    [InlineData("'/var/lib/my app/a.dll' is gone", "'a.dll' is gone")]
    [InlineData(@"C:\Users\me\a.dll is gone", "a.dll is gone")]
    [InlineData(@"\\server\share\a.dll is gone", "a.dll is gone")]
    [InlineData("/home/sec-root/shop/a.json is kept", "/home/sec-root/shop/a.json is kept")]
    public void Paths_in_sentences(string sentence, string expected) =>
        Assert.Equal(expected, new ReportRedaction(RedactionLevel.Outside, SecretReport.Root).Failure(sentence));

    [Fact]
    public void Live_lines_leave_out_the_same()
    {
        string[] none = Lines(RedactionLevel.None);
        string[] outside = Lines(RedactionLevel.Outside);
        string[] paths = Lines(RedactionLevel.Paths);
        string[] all = Lines(RedactionLevel.All);

        Assert.Contains(none, line => line.Contains("sec-failure-path", StringComparison.Ordinal));
        Assert.DoesNotContain(outside, line => line.Contains("sec-failure-path", StringComparison.Ordinal));
        Assert.Contains(outside, line => line.Contains("/src/shop/Orders.cs", StringComparison.Ordinal));
        Assert.Contains(outside, line => line.Contains("sec-command-line", StringComparison.Ordinal));
        Assert.DoesNotContain(paths, line => line.Contains("/src/", StringComparison.Ordinal) || line.Contains("sec-command-line", StringComparison.Ordinal));
        Assert.Contains(paths, line => line.Contains("sec-route", StringComparison.Ordinal));
        Assert.DoesNotContain(all, line => line.Contains("sec-", StringComparison.Ordinal));
        Assert.All([.. none, .. outside, .. paths, .. all], line => Assert.Empty(Schema.Violations(Schema.JsonLine, line)));
    }

    private static string[] Lines(RedactionLevel level)
    {
        JsonLines lines = new(Results.StartedAt, 4711, Writing(level));
        Stall stall = Stalls.Closed with { Request = new("GET", "/orders/sec-route", null) };
        return
        [
            lines.Started(Results.Shop with { CommandLine = "App.dll --password sec-command-line" }, 100, "0.1.0"),
            lines.StallClosed(stall, Results.StartedAt),
            lines.Deadlock(Deadlocks.Locks, Results.StartedAt),
            lines.Ended(SessionEnd.Stopped, Results.StartedAt),
            lines.Failed("Old", "'/tmp/sec-failure-path/socket' is gone", Results.StartedAt),
        ];
    }

    private static (string, string, long, double, double) Figures(ReportFinding finding) => (finding.Id, finding.RuleId, finding.Count, finding.TotalMs, finding.MaxMs);

    private static ReportWriting Writing(RedactionLevel level) => new() { Redaction = level, SourceRoot = SecretReport.Root, WithSource = true };

    private bool Holds(string file, string word) => File.ReadAllBytes(_folder.File(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
}
