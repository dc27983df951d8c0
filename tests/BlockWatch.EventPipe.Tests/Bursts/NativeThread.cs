using System.Runtime.InteropServices;

namespace BlockWatch.EventPipe.Tests.Bursts;

/// <summary>The operating system's number of the calling thread. Linux only.</summary>
internal static partial class NativeThread
{
    [DllImport("libc", EntryPoint = "gettid")]
    private static extern int GetTid();

    public static long Id() => GetTid();
}
