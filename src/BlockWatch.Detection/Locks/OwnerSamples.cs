using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Locks;

/// <summary>The last <see cref="Cap"/> samples of threads that are not idle: one of them may have held a lock.</summary>
internal sealed class OwnerSamples
{
    public const int Cap = 4_096;

    private readonly (long Time, long ThreadId, StackReading Reading)[] _samples = new (long, long, StackReading)[Cap];
    private long _count;

    public void Add(long time, long threadId, StackReading reading) => _samples[_count++ % Cap] = (time, threadId, reading);

    /// <summary>Those of this time, by thread, in the order in which they came.</summary>
    public Dictionary<long, List<(long Time, StackReading Reading)>> Within(long from, long to)
    {
        Dictionary<long, List<(long, StackReading)>> found = [];
        for (long i = Math.Max(0, _count - Cap); i < _count; i++)
        {
            (long time, long threadId, StackReading reading) = _samples[i % Cap];
            if (time < from || time > to)
            {
                continue;
            }

            if (!found.TryGetValue(threadId, out List<(long, StackReading)>? ofThread))
            {
                ofThread = [];
                found.Add(threadId, ofThread);
            }

            ofThread.Add((time, reading));
        }

        return found;
    }
}
