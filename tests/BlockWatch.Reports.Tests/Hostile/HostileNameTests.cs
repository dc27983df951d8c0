using System.Globalization;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Stacks;
using BlockWatch.Reports.Diffs;
using BlockWatch.Reports.Diffs.Output;
using BlockWatch.Reports.Live;
using BlockWatch.Reports.Matching;
using BlockWatch.Reports.Model;
using BlockWatch.Reports.Tasks;
using BlockWatch.Reports.Tests.Fixtures;

namespace BlockWatch.Reports.Tests.Hostile;

/// <summary>
/// Every format that there is, with every hostile name in every place of a report that is free: a document says the same, by its form, whatever things are called.
/// A new format, a new field and a new name are covered by being there.
/// </summary>
public class HostileNameTests
{
    private static readonly ReportWriting Below = new() { SourceRoot = "/src" };

    public static TheoryData<string> Names() => [.. HostileNames.All.Keys];

    [Fact]
    public void A_report_has_many_places_for_names() => Assert.InRange(NamedReports.PlaceCount, 60, 10_000);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_name_becomes_part_of_a_reports_form(string what)
    {
        string name = HostileNames.All[what];
        foreach (IReportFormat format in ReportFormats.All)
        {
            foreach ((Report harmless, Report hostile) in NamedReports.Of(HostileNames.Harmless).Zip(NamedReports.Of(name)))
            {
                AssertSameForm($"{format.Name}: {what}", Text(w => format.Write(harmless, w, Below)), Text(w => format.Write(hostile, w, Below)));
            }

            AssertSameForm(
                $"{format.Name} of several: {what}",
                Text(w => format.Write(NamedReports.SetOf(HostileNames.Harmless), w, Below)),
                Text(w => format.Write(NamedReports.SetOf(name), w, Below)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_a_comparisons(string what)
    {
        ReportDiffs(HostileNames.Harmless).Zip(ReportDiffs(HostileNames.All[what])).ToList().ForEach(pair =>
            AssertSameForm($"{pair.First.Format}: {what}", pair.First.Text, pair.Second.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_a_graph_of_tasks(string what)
    {
        foreach (TaskFormat format in Enum.GetValues<TaskFormat>())
        {
            AssertSameForm($"{format}: {what}", TaskLooks.Text(Look(HostileNames.Harmless), format), TaskLooks.Text(Look(HostileNames.All[what]), format));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_what_is_told_live(string what)
    {
        foreach ((string harmless, string hostile) in Live(HostileNames.Harmless).Zip(Live(HostileNames.All[what])))
        {
            AssertSameForm($"live: {what}", harmless, hostile);
            Assert.DoesNotContain('\n', hostile);
        }
    }

    // Cells that a spreadsheet would compute are not seen by the form of the file.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_cell_is_a_formula(string what)
    {
        foreach (Report report in NamedReports.Of(HostileNames.All[what]))
        {
            string[][] harmless = Rows(Text(w => ReportFormats.ByName("csv").Write(NamedReports.Of(HostileNames.Harmless).First(), w)));
            string[][] rows = Rows(Text(w => ReportFormats.ByName("csv").Write(report, w)));

            Assert.All(rows, row => Assert.Equal(harmless[0].Length, row.Length));
            Assert.All(rows.SelectMany(row => row), cell => Assert.DoesNotMatch("^\\s*[=+@\uff1d\uff0b\uff0d\uff20]|^\\s*-[^0-9]", cell));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folded_line_has_as_many_frames_as_its_stack(string what)
    {
        static int[] Frames(string name) => [.. Text(w => ReportFormats.ByName("folded").Write(NamedReports.Of(name).First(), w))
            .TrimEnd('\n').Split('\n').Select(line => line.Split(';').Length).Order()];

        Assert.Equal(Frames(HostileNames.Harmless), Frames(HostileNames.All[what]));
    }

    private static void AssertSameForm(string what, string harmless, string hostile)
    {
        Assert.True(Shape.Obeyed(hostile).Count == 0, $"{what}: {string.Join(", ", Shape.Obeyed(hostile))}");
        string[] added = [.. Shape.Of(hostile).Except(Shape.Of(harmless)).Order(StringComparer.Ordinal)];
        Assert.True(added.Length == 0, $"{what} adds {string.Join(", ", added)}");
    }

    private static List<(string Format, string Text)> ReportDiffs(string name)
    {
        Report report = NamedReports.Of(name).First();
        RecordedSites before = RecordedSites.Of(Made.Report(Results.Nothing));
        return [.. DiffFormats.All.Select(format => (format.Name, Text(w => format.Write(ReportDiffBuilder.Build(before, RecordedSites.Of(report), "0.1.0"), w))))];
    }

    private static TaskLook Look(string name) => TaskLooks.Of(
        [
            TaskLooks.Task(1, name, TaskState.Pending, 300),
            TaskLooks.Task(2, "Async: <SaveAsync>d__2", TaskState.Awaiting, 300, awaits: 1),
        ],
        [new ThreadWaitView(5, 2, TaskLooks.Ns(600), null)]) with
    {
        Target = new() { ProcessId = 4242, Name = name, RuntimeVersion = name, OperatingSystem = name, Architecture = name, EntryAssembly = name },
        WrittenNames = new Dictionary<string, string> { ["Async: <SaveAsync>d__2"] = name },
        ThreadNames = new Dictionary<long, string> { [5] = name },
    };

    private static IEnumerable<string> Live(string name)
    {
        Frame frame = Frames.User(name, name, 1);
        Stall stall = Stalls.Closed with { Parts = [Stalls.Closed.Parts[0] with { Site = Sites.Sleep with { UserFrame = frame, BlockingFrame = frame, LoopName = name }, Stack = new CallStack([frame]) }] };
        yield return StallLine.Format(stall, 0);
        yield return TargetLabel.Format(1, name);
        yield return ShortStallsLine.Format(Stalls.Short with { Site = Sites.Sleep with { UserFrame = frame } });
    }

    private static string Text(Action<TextWriter> write)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        write(text);
        return text.ToString();
    }

    // RFC 4180: quotes around a cell, two for one in it.
    private static string[][] Rows(string csv)
    {
        List<string[]> rows = [];
        List<string> row = [];
        string cell = "";
        bool quoted = false;
        for (int at = 0; at < csv.Length; at++)
        {
            char c = csv[at];
            if (quoted && c == '"' && at + 1 < csv.Length && csv[at + 1] == '"')
            {
                cell += '"';
                at++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (c is ',' or '\n'))
            {
                row.Add(cell);
                cell = "";
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                cell += c;
            }
        }

        return [.. rows];
    }
}
