namespace BlockWatch.Detection.Chains;

/// <summary>The async callers of a frame that blocks: <c>SaveAsync ◀ PlaceOrderAsync ◀ CheckoutAsync</c>.</summary>
/// <remarks>
/// <code>
/// on the stack        SaveAsync.MoveNext, which a pool thread resumed
/// in no stack         PlaceOrderAsync, suspended, awaits SaveAsync; CheckoutAsync, suspended, awaits PlaceOrderAsync
/// </code>
/// Compared by its links.
/// </remarks>
public sealed record AsyncChain
{
    /// <summary>Links beyond these are left out, and the chain is cut.</summary>
    public const int LinkCap = 32;

    public AsyncChain(IReadOnlyList<ChainLink> links, bool isCut = false)
    {
        ArgumentNullException.ThrowIfNull(links);
        Links = links;
        IsCut = isCut;
    }

    /// <summary>Innermost first: the one that blocks.</summary>
    public IReadOnlyList<ChainLink> Links { get; }

    /// <summary>True when further callers are known to be missing: several await the same task, or the chain is too long.</summary>
    public bool IsCut { get; }

    public bool Equals(AsyncChain? other) => other is not null && IsCut == other.IsCut && Links.SequenceEqual(other.Links);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (ChainLink link in Links)
        {
            hash.Add(link);
        }

        return hash.ToHashCode();
    }

    /// <summary>Outermost first, as a reader follows the calls.</summary>
    public override string ToString() => string.Join(" → ", Links.Reverse().Select(link => link.Method));
}
