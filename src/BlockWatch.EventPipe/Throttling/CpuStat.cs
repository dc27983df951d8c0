using System.Globalization;

namespace BlockWatch.EventPipe.Throttling;

/// <summary>What a cgroup's <c>cpu.stat</c> says of its share of the processors, since the cgroup was made.</summary>
/// <param name="Periods">Periods that passed while something in it ran.</param>
/// <param name="ThrottledPeriods">In how many of them it was stopped.</param>
/// <param name="ThrottledNs">For how long, added up over its processors.</param>
internal readonly record struct CpuStat(long Periods, long ThrottledPeriods, long ThrottledNs)
{
    private const long NsPerMicrosecond = 1_000;

    /// <summary>Reads the file's text, of version 1 (nanoseconds) or 2 (microseconds); null when it says nothing of this, as that of a root.</summary>
    public static CpuStat? Parse(string text)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 2 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                values[words[0]] = value;
            }
        }

        if (!values.TryGetValue("nr_periods", out long periods) || !values.TryGetValue("nr_throttled", out long throttled))
        {
            return null;
        }

        return values.TryGetValue("throttled_usec", out long microseconds)
            ? new CpuStat(periods, throttled, microseconds * NsPerMicrosecond)
            : new CpuStat(periods, throttled, values.GetValueOrDefault("throttled_time"));
    }
}
