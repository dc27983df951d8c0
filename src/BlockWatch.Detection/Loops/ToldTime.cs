namespace BlockWatch.Detection.Loops;

/// <summary>For how long a lane that is on in windows only has told of what it tells.</summary>
internal sealed class ToldTime
{
    private long _before;

    /// <summary>Since when it tells, nanoseconds since the session began; null while it does not.</summary>
    public long? Since { get; private set; }

    public void Set(long time, bool isTold)
    {
        _before = Until(time);
        Since = isTold ? time : null;
    }

    /// <summary>All that it told of up to this time, nanoseconds.</summary>
    public long Until(long time) => _before + (Since is { } since ? Math.Max(0, time - since) : 0);
}
