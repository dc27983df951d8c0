using System.Runtime.InteropServices;

namespace SampleTargets.Truth;

/// <summary>The operating system's view of the current thread.</summary>
internal static class OsThread
{
    private static readonly bool CanAsk = OperatingSystem.IsLinux() && HasGetTid();

    /// <summary>The kernel's thread id, which is what EventPipe gives too; 0 on systems other than Linux.</summary>
    public static int CurrentId => CanAsk ? GetTid() : 0;

    private static bool HasGetTid()
    {
        try
        {
            return GetTid() > 0;
        }
        catch (EntryPointNotFoundException)
        {
            // glibc before 2.30.
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTid();
}
