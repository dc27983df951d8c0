using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Rules;
using BlockWatch.Detection.Stacks;

namespace BlockWatch.Detection.Sites;

/// <summary>Makes sites of verdicts. The same code gives the same site in every run.</summary>
public static class SiteFactory
{
    private const int IdLength = 12;

    /// <summary>The one site of all stalls that no stack speaks for.</summary>
    public static Site Unexplained { get; } = Create(new StackVerdict(BlockingCategory.Unexplained, null, null, null));

    public static Site Create(StackVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        string ruleId = RuleCatalog.For(verdict.Category).Description.Id;
        return new Site(IdOf(ruleId, verdict), ruleId, verdict.Category, verdict.UserFrame, verdict.BlockingFrame, verdict.Replacement, verdict.Docs);
    }

    /// <summary>The site of a rule on the target as a whole (<c>BW0007</c>), to which no frames belong.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static Site ForRule(string ruleId)
    {
        IRule rule = RuleCatalog.ById(ruleId) ?? throw new ArgumentException($"There is no rule {ruleId}.", nameof(ruleId));
        var verdict = new StackVerdict(BlockingCategory.Unexplained, null, null, null);
        return new Site(IdOf(rule.Description.Id, verdict), rule.Description.Id, verdict.Category, null, null, null);
    }

    /// <summary>The site of the same place on the thread of an event loop.</summary>
    /// <param name="site">What blocks.</param>
    /// <param name="loopName">The name of the loop's thread; null when it has none.</param>
    public static Site OnLoop(Site site, string? loopName)
    {
        ArgumentNullException.ThrowIfNull(site);
        var verdict = new StackVerdict(site.Category, site.UserFrame, site.BlockingFrame, site.Replacement, site.Docs);
        string id = IdOf($"{BlockedEventLoop.Id}|{loopName}", verdict);
        return site with { Id = id, RuleId = BlockedEventLoop.Id, LoopName = loopName };
    }

    /// <summary>The site of tasks that nobody awaited.</summary>
    /// <param name="method">The tasks' method.</param>
    /// <param name="stillRunning">True when they still ran as the program ended, false when they failed.</param>
    public static Site OfLostTask(Frame method, bool stillRunning = false)
    {
        var verdict = new StackVerdict(BlockingCategory.Unexplained, method, null, null);
        string id = IdOf(stillRunning ? LostTask.Id + "|still running" : LostTask.Id, verdict);
        return new Site(id, LostTask.Id, verdict.Category, method, null, null) { StillRunning = stillRunning };
    }

    // No path and no address, which differ between machines and runs. The line tells two calls in one method apart, better
    // than the blocking frame: which frame of a call the JIT leaves visible changes with the tier, the runtime and the run.
    // For CPU work a line would only scatter one loop.
    private static string IdOf(string ruleId, StackVerdict verdict)
    {
        bool isLoop = verdict is { Category: BlockingCategory.Cpu, UserFrame: not null };
        int? line = isLoop ? null : verdict.UserFrame?.Source?.Line;
        string place = line is { } known ? known.ToString(CultureInfo.InvariantCulture) : NameOf(isLoop ? null : verdict.BlockingFrame);
        string key = string.Join('|', ruleId, verdict.Category, NameOf(verdict.UserFrame), place);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return Convert.ToHexString(hash)[..IdLength].ToLowerInvariant();
    }

    private static string NameOf(Frame? frame) => frame is null ? "|" : $"{frame.Method}|{frame.Module}";
}
