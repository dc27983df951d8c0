using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace BlockWatch.Reports;

/// <summary>Tells files from what only looks like one: a rename would put a file where a device, a pipe or a socket was.</summary>
internal static partial class OrdinaryFile
{
    // <fcntl.h>, <linux/stat.h>: the same numbers on every architecture, and so is struct statx, which is why it is asked and not stat.
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint Type = 0x1;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int SymbolicLink = 0xA000;

    /// <summary>True when nothing is there, or a file, or a symbolic link to whatever (a rename replaces the link). The path is a full one, and no folder.</summary>
    public static bool CanBeReplaced(string path) => OperatingSystem.IsWindows() || (!IsAmongDevices(path) && (!OperatingSystem.IsLinux() || IsFileOrNothing(path)));

    /// <summary>Whether the full path is where devices are: as root, /dev/null would be gone for everybody.</summary>
    internal static bool IsAmongDevices(string path) =>
        (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    [SupportedOSPlatform("linux")]
    private static bool IsFileOrNothing(string path)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        try
        {
            return Statx(CurrentFolder, path, DoNotFollow, Type, ref MemoryMarshal.GetReference(status)) != 0
                || (BitConverter.ToUInt16(status[ModeOffset..]) & TypeMask) is Regular or SymbolicLink;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018: where the path is has been looked at already.
            return true;
        }
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);
}
