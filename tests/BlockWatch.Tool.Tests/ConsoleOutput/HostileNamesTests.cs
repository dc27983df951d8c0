using System.Globalization;
using System.Text;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe;
using BlockWatch.Tool.Tests.Fakes;

namespace BlockWatch.Tool.Tests.ConsoleOutput;

/// <summary>A target names itself, its methods and its files; a terminal must show these names and not obey them.</summary>
public sealed class HostileNamesTests
{
    private const string Name = "Evil\u001b[2J\u009b31m\r\n\u2028\u202e\u0007end";
    private const string Shown = "Evil\\u001b[2J\\u009b31m\\u000d\\u000a\\u2028\\u202e\\u0007end";

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task The_table_of_processes_shows_them()
    {
        _tool.Engine.Targets.Clear();
        _tool.Engine.Targets.Add(new(12, Name, Name, Name, null, Name));

        Assert.Equal(0, await _tool.RunAsync("ps"));
        string[] lines = _tool.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal($"12   {Shown}  {Shown}  {Shown}  ?       {Shown}", lines[1]);
        AssertHarmless();
    }

    [Fact]
    public async Task A_refusal_is_one_line_that_shows_them()
    {
        _tool.Engine.Failure = new WatchException($"process 5 ({Name}) cannot be watched");

        Assert.Equal(3, await _tool.RunAsync("attach", "-p", "5"));
        Assert.Equal("blockwatch: process 5 (Evil\\u001b[2J\\u009b31m \\u202e\\u0007end) cannot be watched\n", _tool.Error);
    }

    [Fact]
    public async Task Notices_and_frames_show_them()
    {
        Frame frame = new() { Method = Name, Source = new SourceLocation(Name, 1) };
        Stall stall = Stalls.Closed(1);
        stall = stall with { Parts = [stall.Parts[0] with { Stack = new CallStack([frame]) }] };
        _tool.Engine.Target = new TargetDescription { ProcessId = 4711, Name = Name, RuntimeVersion = Name };
        _tool.Engine.Script = observer =>
        {
            observer.OnNotice($"the target {Name} did something");
            observer.OnStallClosed(stall);
        };

        Assert.Equal(0, await _tool.RunAsync("attach", "-p", "4711", "--verbosity", "detailed"));
        Assert.Contains($"blockwatch: watching {Shown} (pid 4711, .NET {Shown})\n", _tool.Error, StringComparison.Ordinal);
        Assert.Contains($"blockwatch: the target {Shown} did something\n", _tool.Error, StringComparison.Ordinal);
        Assert.Contains($"             {Shown} at {Shown}:1\n", _tool.Out, StringComparison.Ordinal);
        AssertHarmless();
    }

    [Fact]
    public async Task So_do_notices_of_several_targets()
    {
        _tool.Engine.SetScript = observer =>
        {
            observer.OnNotice($"a process {Name} came");
            return [new TargetOutcome(5, Name, null, $"process 5 ({Name}) cannot be watched")];
        };

        Assert.Equal(3, await _tool.RunAsync("attach", "-n", "Evil", "--all", "--duration", "1s"));
        Assert.Contains($"blockwatch: a process {Shown} came\n", _tool.Error, StringComparison.Ordinal);
        AssertHarmless();
    }

    private void AssertHarmless() => Assert.DoesNotContain(
        (_tool.Out + _tool.Error).EnumerateRunes(),
        rune => rune.Value != '\n' && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
