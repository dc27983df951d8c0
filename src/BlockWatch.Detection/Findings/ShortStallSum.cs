using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Findings;

/// <summary>A site whose stalls are each under the threshold, but which in one second together took more of the pool than they may.</summary>
/// <param name="Site">Where.</param>
/// <param name="StartNs">Begin of that second, nanoseconds since the session began.</param>
/// <param name="TakenNs">Pool-thread time that they took in it, nanoseconds; an estimate when <paramref name="IsSampled"/>.</param>
/// <param name="Count">The stalls that were seen to be this site's.</param>
/// <param name="LongestNs">The longest of them, nanoseconds.</param>
/// <param name="IsSampled">True when stacks taken now and then say so, not events that span each of the stalls.</param>
public sealed record ShortStallSum(Site Site, long StartNs, long TakenNs, long Count, long LongestNs, bool IsSampled);
