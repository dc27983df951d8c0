namespace BlockWatch.Detection.Requests;

/// <summary>The requests to one endpoint that are under way, and how long there have been any.</summary>
internal sealed class EndpointLoad
{
    private int _count;
    private long _busyNs;

    /// <summary>Since when there has been at least one without a break; null when there is none.</summary>
    public long? Since { get; private set; }

    public void Start(long time)
    {
        _count++;
        Since ??= time;
    }

    public void End(long time)
    {
        // The end of a request that began before the session: nothing is known of its begin.
        if (Since is not null && --_count <= 0)
        {
            Leave(time);
        }
    }

    /// <summary>Requests are not told of from now on: there was at least one until now, if there was.</summary>
    public void Leave(long time)
    {
        _busyNs = BusyNs(time);
        Forget();
    }

    /// <summary>Events were lost: how many are under way is not known any more.</summary>
    public void Forget()
    {
        _count = 0;
        Since = null;
    }

    /// <summary>How long there was at least one, up to now, nanoseconds.</summary>
    public long BusyNs(long now) => _busyNs + (Since is { } since ? Math.Max(0, now - since) : 0);
}
