using BlockWatch.Catalogue.Tests.Live;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Catalogue.Tests;

/// <summary>The catalogue against the runtime that the tests run on: what it knows is called and must be recognised.</summary>
public sealed class LiveCatalogueTests(LiveCatalogue live) : IClassFixture<LiveCatalogue>
{
    public static TheoryData<string> Names => [.. LiveCatalogue.Calls.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_is_explained_under_the_name_that_it_was_made_by(string name)
    {
        LiveStack[] stacks = [.. live.Stacks.Where(s => s.Call?.Name == name)];

        Assert.True(
            stacks.Any(s => s.IsAsDeclared),
            $"{live.FailureOf(LiveCatalogue.Calls.Single(c => c.Name == name))}\n{string.Join("\n", stacks.Select(s => s.ToString()).Distinct().Take(12))}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_is_never_explained_as_another_kind_of_blocking(string name)
    {
        // What is no cause: the caller's own few instructions between two calls, and the runtime's first work for a new method.
        BlockingCategory[] harmless = [BlockingCategory.Unexplained, BlockingCategory.Cpu, BlockingCategory.RuntimeWork];
        LiveStack[] wrong = [.. live.Stacks.Where(s => s.Call?.Name == name && s.Verdict is { } v && v.Category != s.Call.Category && !harmless.Contains(v.Category))];

        Assert.True(wrong.Length == 0, string.Join("\n", wrong.Select(s => s.ToString()).Distinct().Take(12)));
    }

    [Fact]
    public void Every_line_is_recognised_on_a_live_runtime_or_says_why_it_was_not_called()
    {
        HashSet<BlockingEntry> recognised = Recognised();
        string[] unseen =
        [
            .. BlockingCatalog.Default.Entries
                .Where(e => e.NotCalled is null && !recognised.Contains(e))
                .Select(e => $"line {e.Line}: {e.TypePattern} {e.MethodPattern}"),
        ];

        Assert.True(unseen.Length == 0, $"{unseen.Length} of {BlockingCatalog.Default.Entries.Count}\n{string.Join("\n", unseen)}");
    }

    [Fact]
    public void No_line_that_is_called_claims_that_it_is_not()
    {
        HashSet<string> called = [.. LiveCatalogue.Calls.Select(c => c.Name)];

        Assert.Empty(BlockingCatalog.Default.Entries.Where(e => e.NotCalled is not null && called.Contains($"{e.TypePattern} {e.MethodPattern}")).Select(e => e.Line));
    }

    [Fact]
    public void Most_of_what_users_can_call_is_called()
    {
        HashSet<BlockingEntry> recognised = Recognised();

        Assert.True(recognised.Count(e => e.Kind is BlockingEntryKind.Api or BlockingEntryKind.Wrapper) >= 150, $"{recognised.Count} lines are recognised");
    }

    private HashSet<BlockingEntry> Recognised()
    {
        HashSet<BlockingEntry> recognised =
        [
            .. live.Stacks.Where(s => s.IsAsDeclared).Select(s => s.Call!).Distinct()
                .SelectMany(c => BlockingCatalog.Default.Entries.Where(e => e.Kind != BlockingEntryKind.Callback && e.TypePattern == c.Type.FullName && Covers(e.MethodPattern, c.Method))),
        ];
        foreach (LiveStack stack in live.Stacks)
        {
            foreach (Inlined inlined in AsIfInlined(stack))
            {
                bool computes = inlined.Entry.Kind == BlockingEntryKind.Cpu && inlined.Verdict?.Category == BlockingCategory.Cpu;
                bool isNamed = inlined.Verdict is { BlockingFrame: { } frame } v && v.Category == inlined.Call.Category && BlockingCatalog.Default.Find(frame) == inlined.Entry;
                if (computes || isNamed || inlined.Entry.Kind == BlockingEntryKind.Callback)
                {
                    recognised.Add(inlined.Entry);
                }
            }

            // A thread of the runtime's own that no user code runs on.
            if (stack is { Call: null, Verdict: null })
            {
                recognised.UnionWith(stack.Frames.Frames.Select(BlockingCatalog.Default.Find).OfType<BlockingEntry>().Where(e => e.Kind == BlockingEntryKind.Idle));
            }
        }

        return recognised;
    }

    private static bool Covers(string pattern, string method) =>
        pattern.EndsWith('*') ? method.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == method;

    // The frames between the caller and each known frame taken away, as the JIT does when it inlines them into the caller.
    private IEnumerable<Inlined> AsIfInlined(LiveStack stack)
    {
        IReadOnlyList<Frame> frames = stack.Frames.Frames;
        int user = frames.TakeWhile(f => f.Origin != FrameOrigin.User).Count();
        if (stack.Call is null || user == frames.Count)
        {
            yield break;
        }

        for (int i = user - 1; i >= 0; i--)
        {
            if (BlockingCatalog.Default.Find(frames[i]) is { } entry)
            {
                yield return new Inlined(stack.Call, entry, live.Explain([.. frames.Take(i + 1), .. frames.Skip(user)], stack.RanManagedCode));
            }
        }
    }

    private sealed record Inlined(LiveCall Call, BlockingEntry Entry, StackVerdict? Verdict);
}
