using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Tests.Rules;

public sealed class SiteFactoryTests
{
    private static readonly Frame Sleep = new() { Method = "Thread.Sleep", Module = "System.Private.CoreLib" };

    [Fact]
    public void The_id_is_the_same_in_every_run()
    {
        Site site = SiteFactory.Create(new StackVerdict(BlockingCategory.Sleep, UserAt("Orders.cs", 42), Sleep, "Task.Delay"));

        // SHA-256 of "BW0004|Sleep|Shop.Orders.Load()|Shop|42".
        Assert.Equal("ad24a5fb24f4", site.Id);
        Assert.Equal("BW0004", site.RuleId);
        Assert.Equal("Task.Delay", site.Replacement);
    }

    [Fact]
    public void The_path_of_the_source_is_not_part_of_the_id_but_the_line_is()
    {
        Assert.Equal(IdOf(BlockingCategory.Sleep, "/home/a/Orders.cs", 42), IdOf(BlockingCategory.Sleep, "C:\\b\\Orders.cs", 42));
        Assert.NotEqual(IdOf(BlockingCategory.Sleep, "Orders.cs", 42), IdOf(BlockingCategory.Sleep, "Orders.cs", 43));
    }

    [Fact]
    public void The_lines_of_one_busy_method_are_one_site()
    {
        Assert.Equal(IdOf(BlockingCategory.Cpu, "Orders.cs", 42), IdOf(BlockingCategory.Cpu, "Orders.cs", 43));
    }

    [Fact]
    public void One_statement_is_one_site_whichever_frame_of_its_call_the_compiler_left_visible()
    {
        Frame user = UserAt("Orders.cs", 42);
        var whole = new StackVerdict(BlockingCategory.File, user, Sleep with { Method = "File.ReadAllText" }, null);
        var piece = new StackVerdict(BlockingCategory.File, user, Sleep with { Method = "StreamReader.ReadToEnd" }, null);

        Assert.Equal(Id(whole), Id(piece));
        Assert.NotEqual(Id(whole), Id(piece with { Category = BlockingCategory.Socket }));
    }

    [Fact]
    public void Rule_methods_and_modules_tell_sites_apart()
    {
        Frame user = UserAt("Orders.cs", 1) with { Source = null };
        string[] ids =
        [
            Id(new StackVerdict(BlockingCategory.Sleep, user, Sleep, null)),
            Id(new StackVerdict(BlockingCategory.Lock, user, Sleep, null)),
            Id(new StackVerdict(BlockingCategory.Sleep, user with { Method = "Shop.Orders.Save()" }, Sleep, null)),
            Id(new StackVerdict(BlockingCategory.Sleep, user with { Module = "Shop2" }, Sleep, null)),
            Id(new StackVerdict(BlockingCategory.Sleep, user, Sleep with { Method = "Thread.Yield" }, null)),
            Id(new StackVerdict(BlockingCategory.Sleep, user, null, null)),
            Id(new StackVerdict(BlockingCategory.Sleep, null, Sleep, null)),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Stalls_that_no_stack_speaks_for_are_one_site()
    {
        Assert.Equal(SiteFactory.Unexplained, SiteFactory.Create(new StackVerdict(BlockingCategory.Unexplained, null, null, null)));
        Assert.Equal("BW0009", SiteFactory.Unexplained.RuleId);
        Assert.NotEqual(SiteFactory.Unexplained.Id, IdOf(BlockingCategory.Unexplained, "Orders.cs", 42));
    }

    [Fact]
    public void A_rule_on_the_whole_target_has_a_site_without_frames()
    {
        Site site = SiteFactory.ForRule("BW0007");

        Assert.Equal(("BW0007", null, null), (site.RuleId, site.UserFrame, site.BlockingFrame));
        Assert.NotEqual(SiteFactory.Unexplained.Id, site.Id);
        Assert.Throws<ArgumentException>(() => SiteFactory.ForRule("BW9999"));
    }

    private static Frame UserAt(string file, int line) => new() { Method = "Shop.Orders.Load()", Module = "Shop", Origin = FrameOrigin.User, Source = new SourceLocation(file, line) };

    [Fact]
    public void A_site_keeps_the_link_and_its_id_does_not_depend_on_it()
    {
        var verdict = new StackVerdict(BlockingCategory.Sleep, UserAt("Orders.cs", 42), Sleep, "Task.Delay", "https://learn.microsoft.com/dotnet/api/system.threading.thread.sleep");

        Assert.Equal(verdict.Docs, SiteFactory.Create(verdict).Docs);
        Assert.Equal(Id(verdict with { Docs = null }), Id(verdict));
    }

    private static string IdOf(BlockingCategory category, string file, int line) => Id(new StackVerdict(category, UserAt(file, line), null, null));

    private static string Id(StackVerdict verdict) => SiteFactory.Create(verdict).Id;

    [Fact]
    public void A_site_on_a_loop_is_another_one_for_each_loop_and_keeps_its_cause()
    {
        Site own = RuleSamples.Of(BlockingCategory.Sleep, "Shop.Form.Show()", "Thread.Sleep", "Task.Delay");
        Site loop = SiteFactory.OnLoop(own, "loop");

        Assert.Equal(("BW0012", BlockingCategory.Sleep, "Task.Delay"), (loop.RuleId, loop.Category, loop.Replacement));
        Assert.Equal(3, new[] { own.Id, loop.Id, SiteFactory.OnLoop(own, "other").Id }.Distinct().Count());
        Assert.Equal(loop.Id, SiteFactory.OnLoop(own, "loop").Id);
    }
}
