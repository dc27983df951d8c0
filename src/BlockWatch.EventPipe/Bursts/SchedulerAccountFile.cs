using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Bursts;

/// <summary>The file in which the operating system's scheduler keeps a thread's account. Linux only.</summary>
internal static class SchedulerAccountFile
{
    /// <summary>So many bytes hold an account.</summary>
    public const int MostBytes = 128;

    /// <summary>Opens it; null when the thread has ended, or the kernel keeps no such account.</summary>
    /// <param name="threadFolder">The thread's folder: <c>/proc/PID/task/TID</c>.</param>
    public static SafeFileHandle? Open(string threadFolder)
    {
        try
        {
            return File.OpenHandle(SchedulerAccount.FileOf(threadFolder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The account now; null when the thread has ended, or this /proc does not let us.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="buffer">Written over; <see cref="MostBytes"/> long.</param>
    public static SchedulerAccount? Read(SafeFileHandle file, byte[] buffer)
    {
        try
        {
            return SchedulerAccount.Parse(buffer.AsSpan(0, RandomAccess.Read(file, buffer, 0)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
