using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Tests.Explanation;

namespace BlockWatch.Detection.Tests.Rules;

public sealed class RuleCatalogTests
{
    private const int PageWidth = 100;

    // As the tool prints it.
    private const int OutputWidth = 120;

    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(r => r.Description.Id)];

    [Fact]
    public void The_rules_are_these()
    {
        Assert.Equal(
            [
                "BW0001 sync-over-async Warning",
                "BW0002 blocking-wait Warning",
                "BW0003 lock-contention Warning",
                "BW0004 sleep-or-spin Warning",
                "BW0005 synchronous-io Warning",
                "BW0006 cpu-bound Warning",
                "BW0007 thread-pool-starvation Error",
                "BW0008 deadlock Error",
                "BW0009 unexplained-stall Info",
                "BW0010 runtime-pause Info",
                "BW0011 lost-task Warning",
                "BW0012 blocked-event-loop Warning",
            ],
            RuleCatalog.All.Select(r => $"{r.Description.Id} {r.Description.Name} {r.Description.Severity}"));
    }

    [Fact]
    public void Each_category_belongs_to_exactly_one_rule()
    {
        BlockingCategory[] claimed = [.. RuleCatalog.All.SelectMany(r => r.Categories).Order()];

        Assert.Equal(Enum.GetValues<BlockingCategory>().Order(), claimed);
        Assert.All(claimed, category => Assert.Contains(category, RuleCatalog.For(category).Categories));
    }

    [Fact]
    public void A_rule_is_found_by_its_id_in_any_case_and_an_unknown_id_finds_none()
    {
        Assert.Same(RuleCatalog.All[0], RuleCatalog.ById("bw0001"));
        Assert.Null(RuleCatalog.ById("BW9999"));
        Assert.Throws<ArgumentOutOfRangeException>(() => RuleCatalog.For((BlockingCategory)999));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_its_page_with_all_sections(string id)
    {
        string[] page = File.ReadAllLines(Repository.PathOf("docs", "rules", $"{id}.md"));

        Assert.Equal($"# {id}: {RuleCatalog.ById(id)!.Description.Name}", page[0]);
        Assert.Equal(
            ["## Meaning", "## Example", "## Real output", "## Fix", "## Blind spots"],
            page.Where(l => l.StartsWith("## ", StringComparison.Ordinal)));
        int printed = Array.IndexOf(page, "## Real output");
        int fix = Array.IndexOf(page, "## Fix");
        Assert.DoesNotContain(page.Where((_, line) => line < printed || line > fix), l => l.Length > PageWidth);
        Assert.DoesNotContain(page, l => l.Length > OutputWidth);
        Assert.Contains("<!-- output -->", page.Skip(printed));
        Assert.Contains(page.Skip(printed), l => l.StartsWith($"{id} ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_output_on_each_page_is_what_the_rule_says(string id)
    {
        string[] page = File.ReadAllLines(Repository.PathOf("docs", "rules", $"{id}.md"));
        IRule rule = RuleCatalog.ById(id)!;

        string line = page.First(l => l.StartsWith($"{id} ", StringComparison.Ordinal));

        Assert.Equal($"{id} {RuleSamples.TitleOf(rule)}", line);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_output_on_each_page_links_what_the_catalogue_links(string id)
    {
        // Work for the processor, pauses, the pool and the unexplained have nothing to be linked.
        bool blocks = RuleSamples.SiteOf(id) is { BlockingFrame: not null, Category: not BlockingCategory.Cpu };
        string? linked = blocks
            ? BlockingCatalog.Default.Entries.First(e => (e.Display ?? ApiName.Of(e.TypePattern, e.MethodPattern)) == RuleSamples.SiteOf(id).BlockingFrame!.Method).Docs
            : null;

        string[] links = [.. File.ReadLines(Repository.PathOf("docs", "rules", $"{id}.md")).Where(l => l.StartsWith("  Docs: ", StringComparison.Ordinal))];

        Assert.Equal(linked is null ? [] : [$"  Docs: {linked}"], links);
    }
}
