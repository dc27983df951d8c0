using System.Runtime.InteropServices;

namespace BlockWatch.Tool.Memory;

/// <summary>The C library's heap: the runtime has its own things in it, its compiler above all, and we the symbols that we read.</summary>
/// <remarks>By calls of glibc alone. Nothing is done where the C library has none of them: musl, macOS, Windows.</remarks>
internal static partial class NativeHeap
{
    // malloc.h of glibc.
    private const int MmapThreshold = -3;
    private const int ArenaMax = -8;

    // As many as the runtime has made by now, some four, and two where it has not: each keeps what was freed in it, and glibc makes eight for each processor.
    private const int Arenas = 2;

    // Above this, what is freed goes back to the system at once. It is what glibc begins with, and raises by itself unless it is set.
    private const int LargePiece = 128 * 1024;

    private static bool _isGnu = OperatingSystem.IsLinux();

    /// <summary>Lets it keep little of what is freed (mallopt(3)). To be called before there are many threads.</summary>
    public static void KeepSmall() => Try(static () =>
    {
        _ = MallOpt(ArenaMax, Arenas);
        _ = MallOpt(MmapThreshold, LargePiece);
    });

    /// <summary>Gives back to the system what is free in it, also between things that are in use (malloc_trim(3)).</summary>
    public static void Trim() => Try(static () => _ = MallocTrim(0));

    private static void Try(Action action)
    {
        if (!_isGnu)
        {
            return;
        }

        try
        {
            action();
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            _isGnu = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
