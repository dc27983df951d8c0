using BlockWatch.EventPipe.Clocks;
using BlockWatch.EventPipe.Lanes;
using BlockWatch.EventPipe.Stacks;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>Waits for the names of what a burst saw: a method that was compiled a moment ago is named by the waits lane, which runs behind.</summary>
/// <remarks>
/// Code of the runtime's own has no event at all, and is met for the first time now and then in any target. So no name is waited for for longer than one can be under way:
/// every stall that the burst explains waits with it.
/// </remarks>
internal sealed class SampleNames
{
    // A lane of which so little came is not behind: it has nothing to tell. The runtime flushes every 100 ms.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(200);

    // Silence is not judged by less than one flush that we waited for ourselves: the burst's own end may have taken long.
    private static readonly TimeSpan OneFlush = TimeSpan.FromMilliseconds(100);

    // A lane that is behind this much may be so for long.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly StackResolver _resolver;
    private readonly Func<long> _now;
    private readonly Func<long> _watermark;
    private readonly Func<TimeSpan, Task> _delay;

    /// <param name="resolver">Knows the names.</param>
    /// <param name="now">The target's present time, nanoseconds since the watch began.</param>
    /// <param name="watermark">Up to which time all method events have come.</param>
    /// <param name="delay">Lets time pass.</param>
    public SampleNames(StackResolver resolver, Func<long> now, Func<long> watermark, Func<TimeSpan, Task> delay)
    {
        _resolver = resolver;
        _now = now;
        _watermark = watermark;
        _delay = delay;
    }

    /// <summary>Completes when all have names, or those without will get none.</summary>
    /// <param name="samples">Of one burst, by time.</param>
    public async Task WaitAsync(IReadOnlyList<RawSample> samples)
    {
        List<RawSample> unknown = [.. samples.Where(sample => !_resolver.CanResolve(sample.Addresses))];
        long last = samples[^1].Time;
        long began = _now();
        (long watermark, long lastNews) = (_watermark(), last);
        while (unknown.Count > 0 && watermark < last && !IsInVain(began, lastNews))
        {
            await _delay(Step).ConfigureAwait(false);
            unknown.RemoveAll(sample => _resolver.CanResolve(sample.Addresses));
            if (_watermark() is var moved && moved != watermark)
            {
                (watermark, lastNews) = (moved, _now());
            }
        }

        foreach (RawSample sample in unknown)
        {
            _resolver.GiveUpOn(sample.Addresses);
        }
    }

    private bool IsInVain(long began, long lastNews)
    {
        long now = _now();
        return now - began >= Nanoseconds.Of(Longest) || (now - began >= Nanoseconds.Of(OneFlush) && now - lastNews >= Nanoseconds.Of(Silence));
    }
}
