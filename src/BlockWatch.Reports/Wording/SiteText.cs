using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Reports.Wording;

/// <summary>A site in a few words, where no finding with its title exists yet: <c>Thread.Sleep in Shop.Orders.CheckoutAsync(int)</c>.</summary>
internal static class SiteText
{
    public static string Of(Site site)
    {
        if (site.Category == BlockingCategory.Unexplained)
        {
            return "unexplained stall";
        }

        return SafeText.Of(RuleCatalog.ById(site.RuleId)?.Title(site) ?? site.RuleId);
    }
}
