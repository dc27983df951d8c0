using System.Text.Json.Serialization;

namespace BlockWatch.Accuracy.Results;

/// <summary>So many of so many. Kept as counts, so that rows can be added up.</summary>
internal sealed record Share(int Count, int Of)
{
    public static Share None { get; } = new(0, 0);

    /// <summary>0 to 1; null of nothing.</summary>
    [JsonIgnore]
    public double? Value => Of == 0 ? null : (double)Count / Of;

    public static Share Sum(IEnumerable<Share> shares) => shares.Aggregate(None, (sum, share) => new Share(sum.Count + share.Count, sum.Of + share.Of));
}
