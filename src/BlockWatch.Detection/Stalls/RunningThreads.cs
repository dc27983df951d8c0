using BlockWatch.Detection.Explanation;
using BlockWatch.Detection.Samples;
using BlockWatch.Detection.Sites;

namespace BlockWatch.Detection.Stalls;

/// <summary>Tells threads that ran from threads that were blocked, where one sample alone cannot.</summary>
/// <remarks>
/// On .NET 8 and 9 the sampler marks most samples of a busy thread as native (measured: 29 % and 100 % of a plain loop's),
/// and a lock statement, which before .NET 10 leaves no frame of its own, looks the same. But a thread that is blocked stays
/// where it is: one that was seen at two places of one method, or once in managed code, ran:
/// not at another moment, in which the operating system says that it was blocked.
/// </remarks>
internal sealed class RunningThreads
{
    private readonly StackReader _reader;

    public RunningThreads(StackReader reader)
    {
        _reader = reader;
    }

    /// <summary>Reads again, in place, those samples of one stall that did not tell, where the others do and the operating system does not contradict.</summary>
    public void Resolve(List<SamplePoint> samples, PendingStall stall)
    {
        ThreadAccounts accounts = stall.Track.Evidence.Accounts;
        for (int i = 0; i < samples.Count; i++)
        {
            if (samples[i].Reading.OpaqueMethod is { } method && !accounts.WasBlockedAt(samples[i].Time) && Ran(samples, method))
            {
                StackReading running = _reader.ReadRunning(samples[i].Reading);
                samples[i] = samples[i] with { Reading = running };
            }
        }
    }

    private static bool Ran(List<SamplePoint> samples, string method)
    {
        StackReading? first = null;
        foreach (SamplePoint sample in samples)
        {
            if (sample.Reading.OpaqueMethod == method)
            {
                first ??= sample.Reading;
                if (sample.Reading.Stack.IsElsewhere(first.Stack))
                {
                    return true;
                }
            }
            else if (sample.Reading.Site is { Category: BlockingCategory.Cpu } site && site.UserFrame?.Method == method)
            {
                return true;
            }
        }

        return false;
    }
}
