using BlockWatch.Detection.Explanation;

namespace BlockWatch.Detection.Rules;

/// <summary>All rules, in the order of their ids.</summary>
public static class RuleCatalog
{
    private static readonly Dictionary<BlockingCategory, IRule> ByCategory;

    static RuleCatalog()
    {
        All =
        [
            new SyncOverAsync(),
            new BlockingWait(),
            new LockContention(),
            new SleepOrSpin(),
            new SynchronousIo(),
            new CpuBound(),
            new ThreadPoolStarvation(),
            new Deadlock(),
            new UnexplainedStall(),
            new RuntimePause(),
            new LostTask(),
            new BlockedEventLoop(),
        ];

        // Throws when a category has two rules: each belongs to exactly one.
        ByCategory = All.SelectMany(rule => rule.Categories, (rule, category) => (rule, category)).ToDictionary(x => x.category, x => x.rule);
    }

    public static IReadOnlyList<IRule> All { get; }

    /// <summary>The rule with this id (<c>BW0001</c>; upper or lower case); null when there is none.</summary>
    public static IRule? ById(string id) =>
        All.FirstOrDefault(rule => string.Equals(rule.Description.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rule that a cause falls under.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no category.</exception>
    public static IRule For(BlockingCategory category) => ByCategory.TryGetValue(category, out IRule? rule)
        ? rule
        : throw new ArgumentOutOfRangeException(nameof(category), category, "No rule has this category.");
}
