using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.EventPipe.Tests.Watching;

/// <summary>A target that was compiled ahead of time tells of no code.</summary>
public class NamelessCodeTests
{
    private static readonly LaneStatus[] Lanes = [new("spans", "full", null, 5, 10), new("waits", "full", null, 6, 10), new("bursts", "narrowed", "late", 7, 3)];

    [Fact]
    public void It_is_known_by_having_neither_methods_nor_modules()
    {
        Assert.True(NamelessCode.Is(0, 0));
        Assert.False(NamelessCode.Is(0, 1));
        Assert.False(NamelessCode.Is(9_000, 12));
    }

    [Fact]
    public void The_report_says_so_and_that_no_rule_on_stacks_could_be_judged()
    {
        Assert.StartsWith("The target told of no method and no module: it is compiled ahead of time (NativeAOT)", Assert.Single(NamelessCode.Limits(isNameless: true)), StringComparison.Ordinal);
        const string Note = "stacks have no names: the target is compiled ahead of time";
        LaneStatus[] expected = [new("spans", "full", null, 5, 10), new("waits", "unavailable", Note, 6, 10), new("bursts", "unavailable", Note, 7, 3)];
        Assert.Equal(expected, NamelessCode.Lanes(isNameless: true, Lanes));
    }

    [Fact]
    public void Of_others_nothing_changes()
    {
        Assert.Empty(NamelessCode.Limits(isNameless: false));
        Assert.Same(Lanes, NamelessCode.Lanes(isNameless: false, Lanes));
    }
}
