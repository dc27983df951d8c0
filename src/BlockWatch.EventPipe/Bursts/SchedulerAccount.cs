using System.Buffers.Text;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>What the operating system's scheduler has written down of one thread since its birth. Linux only.</summary>
/// <param name="RanNs">On a processor, nanoseconds.</param>
/// <param name="QueuedNs">Ready to run and waiting for a processor, nanoseconds.</param>
internal readonly record struct SchedulerAccount(long RanNs, long QueuedNs)
{
    /// <summary>How long it wanted a processor.</summary>
    public long WantedNs => RanNs + QueuedNs;

    /// <summary>The file that has it.</summary>
    /// <param name="threadFolder">The thread's folder: <c>/proc/PID/task/TID</c>.</param>
    public static string FileOf(string threadFolder) => threadFolder + "/schedstat";

    /// <summary>Reads one schedstat line: nanoseconds on a processor, nanoseconds ready and waiting for one, turns. Null when it is something else.</summary>
    public static SchedulerAccount? Parse(ReadOnlySpan<byte> line) =>
        TryTake(ref line, out long ran) && TryTake(ref line, out long queued) ? new SchedulerAccount(ran, queued) : null;

    // A number of digits alone, and the space behind it.
    private static bool TryTake(ref ReadOnlySpan<byte> line, out long number)
    {
        if (line.IsEmpty || !char.IsAsciiDigit((char)line[0]) || !Utf8Parser.TryParse(line, out number, out int used) || used >= line.Length || line[used] != (byte)' ')
        {
            number = 0;
            return false;
        }

        line = line[(used + 1)..];
        return true;
    }
}
