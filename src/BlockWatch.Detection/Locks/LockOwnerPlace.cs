using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>What owners of a lock did while others waited for it.</summary>
/// <param name="Site">Where, and what blocked them: a call that waits, another lock, or work for the processor.</param>
/// <param name="Holds">In how many holds.</param>
/// <param name="TotalMs">For how long in all, milliseconds.</param>
/// <param name="MaxMs">For how long in one hold at most, milliseconds.</param>
/// <param name="IsSampled">True when that rests on samples: then it is the time of the holds that no event explains and in which they showed the owner there.</param>
public sealed record LockOwnerPlace(Site Site, long Holds, double TotalMs, double MaxMs, bool IsSampled);
