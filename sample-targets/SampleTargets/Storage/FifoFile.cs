using System.Runtime.InteropServices;

namespace SampleTargets.Storage;

/// <summary>Named pipes of the operating system. Not on Windows.</summary>
internal static class FifoFile
{
    /// <summary>Makes one, open for reading and writing, so that opening it did not wait for another side.</summary>
    /// <param name="path">Where; others open it by this name.</param>
    /// <exception cref="IOException">It could not be made.</exception>
    public static FileStream Create(string path)
    {
        const uint OwnerReadsAndWrites = 0x180;
        if (MkFifo(path, OwnerReadsAndWrites) != 0)
        {
            throw new IOException($"Cannot make a FIFO: error {Marshal.GetLastPInvokeError()}.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MkFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
