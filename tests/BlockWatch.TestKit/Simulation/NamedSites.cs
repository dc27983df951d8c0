using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.TestKit.Simulation;

/// <summary>Sites whose ids can be read: <c>Sleep:Orders.Checkout</c>.</summary>
public sealed class NamedSites : ISiteFactory, IRuleTexts
{
    public Site SiteOf(StackVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        string rule = verdict.Category switch
        {
            BlockingCategory.Unexplained => "BW0009",
            BlockingCategory.GarbageCollection or BlockingCategory.PageFault or BlockingCategory.ProcessorQueue => "BW0010",
            BlockingCategory.Lock => "BW0003",
            BlockingCategory.Sleep => "BW0004",
            BlockingCategory.Cpu => "BW0006",
            BlockingCategory.TaskWait => "BW0001",
            _ => "BW0002",
        };
        string id = verdict.UserFrame is null ? verdict.Category.ToString() : $"{verdict.Category}:{verdict.UserFrame.Method}";
        return new Site(id, rule, verdict.Category, verdict.UserFrame, verdict.BlockingFrame, verdict.Replacement, verdict.Docs);
    }

    public Site SiteOfRule(string ruleId) => new(ruleId, ruleId, BlockingCategory.Unexplained, null, null, null);

    public Site SiteOnLoop(Site site, string? loopName)
    {
        ArgumentNullException.ThrowIfNull(site);
        return site with { Id = $"{loopName ?? "a loop"}/{site.Id}", RuleId = "BW0012", LoopName = loopName };
    }

    public Site SiteOfLostTask(Frame method, bool stillRunning)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new Site($"{(stillRunning ? "running" : "lost")}:{method.Method}", "BW0011", BlockingCategory.Unexplained, method, null, null) { StillRunning = stillRunning };
    }

    public string Title(Site site) => site?.Id ?? "";

    public string Advice(Site site) => "";

    public Severity SeverityOf(Site site) => Severity.Warning;
}
