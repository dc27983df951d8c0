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
        NamedReports hostile = NamedReports.Of(HostileNames.All[what]);
        foreach (IReportFormat format in ReportFormats.All)
        {
            foreach ((string expected, string text) in Texts(format, NamedReports.Harmless).Zip(Texts(format, hostile)))
            {
                AssertSameForm($"{format.Name}: {what}", format.Extensions[0], expected, text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_a_comparisons(string what)
    {
        NamedReports hostile = NamedReports.Of(HostileNames.All[what]);
        foreach (IDiffFormat format in DiffFormats.All)
        {
            AssertSameForm($"{format.Name}: {what}", format.Extensions[0], Difference(format, NamedReports.Harmless), Difference(format, hostile));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_a_graph_of_tasks(string what)
    {
        foreach (TaskFormat format in Enum.GetValues<TaskFormat>())
        {
            string extension = format is TaskFormat.Dot or TaskFormat.Mermaid ? ".dot" : ".txt";
            AssertSameForm($"{format}: {what}", extension, TaskLooks.Text(Look(HostileNames.Harmless), format), TaskLooks.Text(Look(HostileNames.All[what]), format));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nor_of_what_is_told_live(string what)
    {
        foreach ((string harmless, string hostile) in Live(HostileNames.Harmless).Zip(Live(HostileNames.All[what])))
        {
            AssertSameForm($"live: {what}", ".txt", harmless, hostile);
            Assert.DoesNotContain('\n', hostile);
        }
    }

    // Cells that a spreadsheet would compute are not seen by the form of the file.
    [Theory]
    [MemberData(nameof(Names))]
    public void No_cell_is_a_formula(string what)
    {
        IReportFormat csv = ReportFormats.ByName("csv");
        int columns = Rows(Texts(csv, NamedReports.Harmless)[0])[0].Length;
        foreach (string[] row in Texts(csv, NamedReports.Of(HostileNames.All[what])).SelectMany(Rows))
        {
            // Of several targets there is one column more, for the target.
            Assert.InRange(row.Length, columns, columns + 2);
            Assert.All(row, cell => Assert.DoesNotMatch("^\\s*[=+@\uff1d\uff0b\uff0d\uff20]|^\\s*-[^0-9]", cell));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folded_line_has_as_many_frames_as_its_stack(string what)
    {
        static int[] Frames(NamedReports named) => [.. Texts(ReportFormats.ByName("folded"), named)[0]
            .TrimEnd('\n').Split('\n').Select(line => line.Split(';').Length).Order()];

        Assert.Equal(Frames(NamedReports.Harmless), Frames(NamedReports.Of(HostileNames.All[what])));
    }

    private static void AssertSameForm(string what, string extension, string harmless, string hostile)
    {
        Assert.True(Shape.Obeyed(hostile).Count == 0, $"{what}: {string.Join(", ", Shape.Obeyed(hostile))}");
        string[] added = [.. Shape.Of(hostile, extension).Except(Shape.Of(harmless, extension)).Order(StringComparer.Ordinal)];
        Assert.True(added.Length == 0, $"{what} adds {string.Join(", ", added)}");
    }

    private static List<string> Texts(IReportFormat format, NamedReports named) =>
        [.. named.Reports.Select(report => Text(w => format.Write(report, w, Below))), Text(w => format.Write(named.Set, w, Below))];

    private static string Difference(IDiffFormat format, NamedReports named)
    {
        RecordedSites before = RecordedSites.Of(Made.Report(Results.Nothing));
        return Text(w => format.Write(ReportDiffBuilder.Build(before, RecordedSites.Of(named.Reports[0]), "0.1.0"), w));
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
        var lines = new JsonLines(Results.StartedAt);
        yield return lines.Started(Results.Shop with { Name = name, EntryAssembly = name, RuntimeVersion = name }, 100, name);
        yield return lines.StallExplained(stall, Results.StartedAt);
        yield return lines.Failed(name, name, Results.StartedAt);
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
