using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Sites;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Rules;

/// <summary>The rule catalogue as the detector wants it.</summary>
internal sealed class CatalogRules : ISiteFactory, IRuleTexts
{
    public Site SiteOf(StackVerdict verdict) => SiteFactory.Create(verdict);

    public Site SiteOfRule(string ruleId) => SiteFactory.ForRule(ruleId);

    public Site SiteOnLoop(Site site, string? loopName) => SiteFactory.OnLoop(site, loopName);

    public Site SiteOfLostTask(Frame method, bool stillRunning) => SiteFactory.OfLostTask(method, stillRunning);

    public string Title(Site site) => RuleOf(site).Title(site);

    public string Advice(Site site) => RuleOf(site).Advice(site);

    public Severity SeverityOf(Site site) => RuleOf(site).Description.Severity;

    private static IRule RuleOf(Site site) =>
        RuleCatalog.ById(site.RuleId) ?? throw new ArgumentException($"No rule has the id {site.RuleId}.", nameof(site));
}
