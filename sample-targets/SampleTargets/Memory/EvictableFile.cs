using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SampleTargets.Memory;

/// <summary>A mapped file whose pages can be thrown out of memory, so that the next read of each has to wait for the disk.</summary>
/// <remarks>Only Linux throws them out. The file is deleted when this is disposed of.</remarks>
internal sealed class EvictableFile : IDisposable
{
    private const int MadviseRandom = 1;
    private const int MadviseDontNeed = 4;
    private const int FadviseDontNeed = 4;

    private readonly FileStream _stream;
    private readonly MemoryMappedFile _map;
    private readonly long _length;

    private EvictableFile(FileStream stream, long length)
    {
        _stream = stream;
        _length = length;
        _map = MemoryMappedFile.CreateFromFile(stream, null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        Pages = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
    }

    /// <summary>The file as memory.</summary>
    public MemoryMappedViewAccessor Pages { get; }

    /// <summary>Writes a file of this length to the disk and maps it.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written there.</exception>
    public static EvictableFile Create(string path, long length)
    {
        var stream = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        byte[] block = new byte[1024 * 1024];
        new Random(2).NextBytes(block);
        for (long written = 0; written < length; written += block.Length)
        {
            stream.Write(block);
        }

        // Pages that are not on the disk yet cannot be thrown out.
        stream.Flush(flushToDisk: true);
        return new EvictableFile(stream, length);
    }

    /// <summary>Throws all pages out of memory. Takes some milliseconds.</summary>
    public void Evict()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Out of the map first: a page that is mapped stays in the cache. One page a fault, not what lies around it.
        IntPtr start = Pages.SafeMemoryMappedViewHandle.DangerousGetHandle();
        _ = MAdvise(start, (nuint)_length, MadviseDontNeed);
        _ = MAdvise(start, (nuint)_length, MadviseRandom);
        _ = PosixFAdvise(_stream.SafeFileHandle, 0, _length, FadviseDontNeed);
    }

    public void Dispose()
    {
        Pages.Dispose();
        _map.Dispose();
        _stream.Dispose();
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MAdvise(IntPtr start, nuint length, int advice);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int PosixFAdvise(SafeFileHandle file, long offset, long length, int advice);
}
