using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Watching;

/// <summary>The C library's heap: the runtime has its own things in it, its compiler above all, and we the symbols that we read.</summary>
internal static partial class NativeHeap
{
    private static bool s_canTrim = OperatingSystem.IsLinux();

    /// <summary>Gives back to the system what is free in it, also between things that are in use (malloc_trim(3)). Does nothing where the C library has no such call: musl, macOS, Windows.</summary>
    public static void Trim()
    {
        if (!s_canTrim)
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            s_canTrim = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
