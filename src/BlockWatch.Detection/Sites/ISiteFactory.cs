using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>Gives verdicts their rule and their stable id.</summary>
public interface ISiteFactory
{
    /// <summary>The site of a verdict; verdicts of the same place have the same <see cref="Site.Id"/>.</summary>
    Site SiteOf(StackVerdict verdict);

    /// <summary>The site of a rule that no frame belongs to, such as thread-pool starvation (<c>BW0007</c>).</summary>
    Site SiteOfRule(string ruleId);

    /// <summary>The same place, but on the thread of an event loop (<c>BW0012</c>): a site for each loop.</summary>
    /// <param name="site">What blocks.</param>
    /// <param name="loopName">The name of the loop's thread; null when it has none.</param>
    Site SiteOnLoop(Site site, string? loopName);

    /// <summary>The site of tasks that nobody awaited (<c>BW0011</c>).</summary>
    /// <param name="method">The tasks' method.</param>
    /// <param name="stillRunning">True when they still ran as the program ended, false when they failed.</param>
    Site SiteOfLostTask(Frame method, bool stillRunning);
}
