namespace BlockWatch.EventPipe.Lanes;

/// <summary>Tells for how long all threads stand still for a collection, though others stop them meanwhile: the sampler, up to a thousand times a second.</summary>
/// <remarks>
/// The runtime tells that a thread wants to stop all others before it waits for its turn, and that they go on after it has given its turn away
/// (<c>SuspendEE</c> and <c>RestartEE</c> in coreclr/vm/threadsuspend.cpp):
/// <code>
/// sampler     wants |--- has stopped them ---| they go on
/// collection              wants |. . . . . . . --- has stopped them ---| they go on
/// </code>
/// Not thread-safe.
/// </remarks>
internal sealed class Suspensions
{
    // More at once are lost ends.
    private const int Cap = 64;

    // Who wants to stop all threads, or has.
    private readonly List<(long ThreadId, bool IsForGc)> _open = [];

    /// <summary>A thread wants to stop all others.</summary>
    /// <returns>True when a pause for a collection begins; of one that this thread began before, the end was lost.</returns>
    public bool Begin(long threadId, bool isForGc)
    {
        bool goesOn = _open.Exists(one => one.IsForGc && one.ThreadId != threadId);
        _open.RemoveAll(one => one.ThreadId == threadId);
        if (_open.Count >= Cap)
        {
            _open.RemoveAt(0);
        }

        _open.Add((threadId, isForGc));
        return isForGc && !goesOn;
    }

    /// <summary>A thread has let all others go on.</summary>
    /// <returns>True when a pause for a collection is over.</returns>
    public bool End(long threadId)
    {
        bool wasPaused = IsPaused;
        int at = _open.FindIndex(one => one.ThreadId == threadId);
        if (at >= 0)
        {
            _open.RemoveAt(at);
        }
        else if (_open.Count == 1)
        {
            // Nobody else is known who could have.
            _open.Clear();
        }

        return wasPaused && !IsPaused;
    }

    /// <summary>Events were lost: of what was open the end may be among them.</summary>
    public void Forget() => _open.Clear();

    private bool IsPaused => _open.Exists(static one => one.IsForGc);
}
