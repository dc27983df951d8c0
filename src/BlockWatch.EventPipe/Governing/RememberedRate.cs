namespace BlockWatch.EventPipe.Governing;

/// <summary>How many events of a kind come a second, also while they are not told.</summary>
/// <remarks>
/// Nothing tells how many there would be when they are left out: so much of the reason for that is forgotten each second, so that they are tried again.
/// Pure. Not thread-safe.
/// </remarks>
internal sealed class RememberedRate
{
    private const double Forgotten = 1 / 60.0;

    private double _lastTold;

    /// <summary>Events a second.</summary>
    public double PerSecond { get; private set; }

    /// <summary>They were told for the last second: so many of them, smoothed.</summary>
    public void Tell(double perSecond)
    {
        PerSecond = perSecond;
        _lastTold = perSecond;
    }

    /// <summary>They were not told for the last second.</summary>
    public void Forget() => PerSecond = Math.Max(0, PerSecond - (_lastTold * Forgotten));
}
