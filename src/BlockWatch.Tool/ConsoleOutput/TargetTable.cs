using System.Globalization;
using BlockWatch.EventPipe.Targets;
using BlockWatch.Reports.Wording;
using Spectre.Console;

namespace BlockWatch.Tool.ConsoleOutput;

/// <summary>The processes of <c>ps</c> as columns.</summary>
internal static class TargetTable
{
    // Lines are never wrapped or cut by us: a path or a reason that was cut is of no use in a pipe, and terminals wrap by themselves.
    private const int Unlimited = 4096;

    public static void Write(IReadOnlyList<TargetProcess> targets, TextWriter output)
    {
        if (targets.Count == 0)
        {
            output.WriteLine("No .NET process can be seen from here. Those of other users need their user or root.");
            return;
        }

        Table table = new() { Border = TableBorder.None };
        foreach (string title in (string[])["PID", "NAME", "RUNTIME", "ENTRY ASSEMBLY", "UPTIME", "CANNOT BE WATCHED"])
        {
            table.AddColumn(new TableColumn(title) { Padding = new Padding(0, 0, 2, 0), NoWrap = true });
        }

        foreach (TargetProcess target in targets.OrderBy(target => target.ProcessId))
        {
            table.AddRow(
                new Text(target.ProcessId.ToString(CultureInfo.InvariantCulture)),
                Cell(target.Name),
                Cell(target.RuntimeVersion ?? "?"),
                Cell(target.EntryAssembly ?? "?"),
                new Text(target.Uptime is { } uptime ? FormatUptime(uptime) : "?"),
                Cell(target.WhyNot ?? ""));
        }

        foreach (string line in Render(table).Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    // Who a process is, it says itself.
    private static Text Cell(string text) => new(SafeText.Of(text));

    private static string Render(Table table)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Unlimited;
        console.Write(table);
        return text.ToString().TrimEnd('\n');
    }

    private static string FormatUptime(TimeSpan uptime) => uptime.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)uptime.TotalDays}d {uptime:hh\\:mm\\:ss}")
        : uptime.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
