using System.Diagnostics.CodeAnalysis;

namespace BlockWatch.EventPipe.Methods;

/// <summary>What each thread told last of a method, until the event that belongs to it comes.</summary>
/// <remarks>
/// Bounded: the two events come one after the other, so that only threads which compile right now need an entry; but many a body has no second
/// event, and threads die. Over <see cref="Cap"/> threads all are forgotten: bodies whose second event was about to come do without it. Not thread-safe.
/// </remarks>
/// <typeparam name="T">What is told.</typeparam>
internal sealed class LastOfThread<T>
{
    public const int Cap = 1_024;

    private readonly Dictionary<long, (long MethodId, T Told)> _last = [];

    public int Count => _last.Count;

    public void Put(long threadId, long methodId, T told)
    {
        if (_last.Count >= Cap && !_last.ContainsKey(threadId))
        {
            _last.Clear();
        }

        _last[threadId] = (methodId, told);
    }

    /// <summary>Takes what the thread told last.</summary>
    /// <returns>False when that was nothing, or of another method.</returns>
    public bool TryTake(long threadId, long methodId, [MaybeNullWhen(false)] out T told)
    {
        bool isKnown = _last.Remove(threadId, out (long MethodId, T Told) last) && last.MethodId == methodId;
        told = isKnown ? last.Told : default;
        return isKnown;
    }
}
