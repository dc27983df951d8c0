using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Rules;

/// <summary>A kind of finding: its id, the causes that fall under it, and its words.</summary>
public interface IRule
{
    RuleDescription Description { get; }

    /// <summary>The causes that fall under it; none for a rule on the pool as a whole.</summary>
    IReadOnlyList<BlockingCategory> Categories { get; }

    /// <summary>One line: <c>Thread.Sleep in Shop.Orders.CheckoutAsync(int)</c>.</summary>
    string Title(Site site);

    /// <summary>One or two sentences: what to do at this site.</summary>
    string Advice(Site site);
}
