using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Findings;

/// <summary>Words for threads that seemed to compute, but mostly waited for a processor.</summary>
internal static class QueuedText
{
    public const string Advice =
        "Most of this time the thread was ready to run and no processor was free: other threads or other processes had them, or the container had used up its share. "
        + "Look at what else runs on the machine, how many threads compute at once and what the container's limit is, before this code.";

    /// <summary>True when the site's threads are known to have spent at least half of its time in the processors' queue.</summary>
    public static bool AppliesTo(SiteTally tally) => tally.Site.Category == BlockingCategory.Cpu && tally.QueuedNs * 2 >= tally.TotalNs && tally.TotalNs > 0;

    public static string Title(Site site) => site.UserFrame is { } user ? $"No processor free for {user.Method}" : "No processor free";
}
