using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Suppressions;

/// <summary>Says which parts of stalls the user does not want to be told of. Pure: what is a stall does not depend on it, only what is told.</summary>
/// <remarks>
/// Of several own thresholds, or several suppressions, that match one site the first in the list decides; an expired suppression
/// never stands before one that still holds.
/// </remarks>
internal sealed class SiteFilter
{
    /// <summary>No suppression, no own threshold.</summary>
    public const int None = -1;

    private readonly IReadOnlyList<SiteThreshold> _thresholds;
    private readonly IReadOnlyList<Suppression> _suppressions;

    public SiteFilter(DetectionOptions options)
    {
        _thresholds = options.SiteThresholds;
        _suppressions = options.Suppressions;
    }

    public IReadOnlyList<SiteThreshold> Thresholds => _thresholds;

    public IReadOnlyList<Suppression> Suppressions => _suppressions;

    /// <summary>True when the user has no wishes: then nothing has to be asked.</summary>
    public bool IsEmpty => _thresholds.Count == 0 && _suppressions.Count == 0;

    /// <summary>True when a part of that length at that site is to be told of.</summary>
    public bool IsTold(Site site, long durationNs) => ThresholdOver(site, durationNs) == None && !IsSuppressed(site);

    /// <summary>True when a suppression that still holds matches.</summary>
    public bool IsSuppressed(Site site) => SuppressionOf(site) is not None and var index && !_suppressions[index].IsExpired;

    /// <summary>The index of the own threshold that the part stays under; <see cref="None"/> when it reaches it or has none.</summary>
    public int ThresholdOver(Site site, long durationNs)
    {
        for (int i = 0; i < _thresholds.Count; i++)
        {
            if (_thresholds[i].Matches(site))
            {
                return durationNs < _thresholds[i].ThresholdNs ? i : None;
            }
        }

        return None;
    }

    /// <summary>The index of the suppression that matches, expired or not; <see cref="None"/> when there is none.</summary>
    public int SuppressionOf(Site site)
    {
        int expired = None;
        for (int i = 0; i < _suppressions.Count; i++)
        {
            if (_suppressions[i].Matches(site))
            {
                if (!_suppressions[i].IsExpired)
                {
                    return i;
                }

                expired = expired == None ? i : expired;
            }
        }

        return expired;
    }
}
