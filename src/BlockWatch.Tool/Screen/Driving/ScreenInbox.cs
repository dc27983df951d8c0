using BlockWatch.Detection.Deadlocks;
using BlockWatch.Detection.Findings;
using BlockWatch.Detection.Session;
using BlockWatch.EventPipe.Watching;

namespace BlockWatch.Tool.Screen.Driving;

/// <summary>Keeps what a watch says until the screen's loop asks for it. Thread-safe; bounded by <see cref="MostStalls"/> and <see cref="MostNotices"/>.</summary>
/// <remarks>Sites, the pool and what is stalled now come from the watch itself, whole at each look: nothing of it is lost when much is said.</remarks>
internal sealed class ScreenInbox : IWatchObserver
{
    /// <summary>Between two looks, a quarter of a second apart. Beyond these p95 and max after a reset leave the oldest out.</summary>
    public const int MostStalls = 4_096;

    /// <summary>There is one line for them.</summary>
    public const int MostNotices = 16;

    private readonly object _gate = new();
    private readonly Queue<Stall> _closed = new();
    private readonly Queue<string> _notices = new();

    public IReadOnlyList<Stall> TakeClosed() => Take(_closed);

    public IReadOnlyList<string> TakeNotices() => Take(_notices);

    public void OnStallClosed(Stall stall)
    {
        if (!stall.IsTooShort)
        {
            Put(_closed, stall, MostStalls);
        }
    }

    public void OnNotice(string message) => Put(_notices, message, MostNotices);

    public void OnStarted(TargetDescription target, DateTimeOffset startedAt)
    {
        // The next look has it.
    }

    public void OnStallExplained(Stall stall)
    {
        // The next look has it.
    }

    public void OnShortStallsFound(ShortStallSum sum)
    {
        // The next look has it.
    }

    public void OnStarvationStarted(StarvationEpisode episode)
    {
        // The next look has it.
    }

    public void OnStarvationEnded(StarvationEpisode episode)
    {
        // The next look has it.
    }

    public void OnDeadlockFound(Deadlock deadlock) => OnNotice(deadlock.Title);

    public void OnDeadlockEnded(Deadlock deadlock) => OnNotice($"over: {deadlock.Title}");

    private T[] Take<T>(Queue<T> queue)
    {
        lock (_gate)
        {
            T[] taken = [.. queue];
            queue.Clear();
            return taken;
        }
    }

    private void Put<T>(Queue<T> queue, T item, int most)
    {
        lock (_gate)
        {
            if (queue.Count >= most)
            {
                queue.Dequeue();
            }

            queue.Enqueue(item);
        }
    }
}
