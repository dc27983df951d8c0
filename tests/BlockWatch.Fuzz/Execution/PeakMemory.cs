using System.Globalization;
using System.Runtime;

namespace BlockWatch.Fuzz.Execution;

/// <summary>The most memory that this process had resident at once, by the system's account. 0 where the system keeps none.</summary>
internal static class PeakMemory
{
    /// <summary>More than this for one input, of at most a few megabytes, is a finding.</summary>
    public const long Limit = 768L << 20;

    private const string ResetsPeak = "5"; // proc(5): /proc/PID/clear_refs

    /// <summary>Gives back what nobody uses any more, and says what is resident still.</summary>
    public static long AfterCollecting()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Reset();
        return Bytes();
    }

    public static void Reset()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                File.WriteAllText("/proc/self/clear_refs", ResetsPeak);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Then the peak is that of all inputs so far.
            }
        }
    }

    public static long Bytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes << 10 : 0;
    }
}
