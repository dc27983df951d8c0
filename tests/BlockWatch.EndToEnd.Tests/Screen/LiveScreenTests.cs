using System.Text.RegularExpressions;

namespace BlockWatch.EndToEnd.Tests.Screen;

/// <summary>The live screen in a real terminal, with keys that are really pressed.</summary>
[Collection(EndToEndCollection.Name)]
public partial class LiveScreenTests
{
    private readonly ToolFixture _fixture;

    public LiveScreenTests(ToolFixture fixture)
    {
        _fixture = fixture;
    }

    [TmuxFact]
    public async Task It_shows_the_sites_obeys_its_keys_and_gives_the_terminal_back()
    {
        await using SampleTarget target = await SampleTarget.StartAsync(PublishedTargets.Executable(10), "five-faults");
        using TemporaryFolder folder = new();
        await using TmuxTerminal terminal = await TmuxTerminal.StartAsync(Script(target, folder), 80, 24);
        string sleep = $"FiveFaults.SleepAsync at FiveFaults.cs:{Text.Number(MarkedLine.In("FiveFaults.cs", "SleepAsync"))}";

        string screen = await terminal.WaitAsync(sleep);
        Assert.StartsWith($" blockwatch  SampleTargets (pid {Text.Number(target.ProcessId)}, .NET 10.", screen, StringComparison.Ordinal);
        Assert.Equal("1 0", await terminal.ModesAsync());

        await terminal.TypeAsync("o");
        await terminal.WaitAsync("sites by count");
        await terminal.TypeAsync("/sleepasync");
        await terminal.WaitAsync("filter: sleepasync_");
        await terminal.PressAsync("Enter");
        await terminal.WaitAsync(shown => shown.Contains("── 1 of ", StringComparison.Ordinal) && shown.Contains('>'), "the filtered list");

        await terminal.PressAsync("Enter");
        await terminal.WaitAsync("BW0004 Thread.Sleep in SampleTargets.Scenarios.FiveFaults.SleepAsync");
        await terminal.TypeAsync("e");
        await terminal.WaitAsync("── Rule BW0004 ──");
        await terminal.PressAsync("Escape");
        await terminal.WaitAsync("── Site ──");
        await terminal.PressAsync("Escape");
        await terminal.WaitAsync("── 1 of ");
        await terminal.PressAsync("Escape");
        await terminal.WaitAsync(shown => AllSites().IsMatch(shown), "the whole list");

        await terminal.TypeAsync("?");
        await terminal.WaitAsync("pool-thread seconds: threads times how long");
        await terminal.PressAsync("Escape");
        await terminal.TypeAsync("p");
        await terminal.WaitAsync("PAUSED");
        await terminal.TypeAsync("p");
        await terminal.WaitAsync(shown => !shown.Contains("PAUSED", StringComparison.Ordinal), "no pause");
        await terminal.TypeAsync("r");
        await terminal.WaitAsync("since the reset 0:0");
        await terminal.PressAsync("Down");
        await terminal.ResizeAsync(120, 40);
        await terminal.WaitAsync(shown => shown.TrimEnd('\n').Split('\n') is { Length: 40 } lines && lines[^1].Contains("q quit", StringComparison.Ordinal), "the keys in the last of 40 lines");

        await terminal.TypeAsync("s");
        await terminal.WaitAsync("saved: ");
        await terminal.TypeAsync("q");
        await terminal.WaitAsync("ended with 0");
        Assert.Equal("0 1", await terminal.ModesAsync());
        string end = await terminal.WaitAsync("terminal:");
        Assert.Contains("terminal: echo icanon", end, StringComparison.Ordinal);
        await AssertReportsAsync(folder);
    }

    private static async Task AssertReportsAsync(TemporaryFolder folder)
    {
        string[] reports = [.. folder.Entries.Where(name => name.EndsWith(".json", StringComparison.Ordinal))];
        Assert.Equal(2, reports.Length);
        Assert.Matches(@"^r\.\d{8}-\d{6}\.json$", reports[0]);
        Assert.Equal("r.json", reports[1]);
        foreach (string name in reports)
        {
            ReportDocument report = ReportDocument.Read(folder.Combine(name));
            await PublishedSchema.AssertReportAsync(report);
            Assert.Equal("stopped", report.Session.End);
            Assert.Contains(FiveFaultsSites.All[2], report.Findings.Select(ExpectedSite.Of));
        }
    }

    // What a shell is left with is asked of the terminal itself.
    private string Script(SampleTarget target, TemporaryFolder folder)
    {
        ProcessCommand tool = _fixture.Tool.Command("attach", "-p", Text.Number(target.ProcessId), "-o", folder.Combine("r.json"));
        string path = folder.Combine("run.sh");
        File.WriteAllText(
            path,
            $"""
            {string.Concat(tool.Environment.Select(variable => variable.Value is null ? $"unset {variable.Key}\n" : $"export {variable.Key}='{variable.Value}'\n"))}
            export LANG=C.UTF-8
            {tool}
            echo "ended with $?"
            echo "terminal: $(stty -a | tr ';' '\n' | grep -owE -e '-?(echo|icanon)' | sort | tr '\n' ' ')"
            cat
            """);
        return path;
    }

    [GeneratedRegex(@"── \d+ sites by count ─")]
    private static partial Regex AllSites();
}
