using System.Runtime.InteropServices;
using BlockWatch.Catalogue.Tests.Live;

namespace BlockWatch.Catalogue.Tests.Calls;

/// <summary>Files that really block: named pipes of the file system.</summary>
internal static class Fifo
{
    // More than a pipe takes by default (64 KB), so that whoever writes it waits.
    public const int MoreThanFits = 512 * 1024;

    public static string Text { get; } = new('x', MoreThanFits);

    public static byte[] Bytes { get; } = Noise();

    /// <summary>Whoever opens it waits for somebody to open its other end, who never comes.</summary>
    public static string Unopened(Hold hold, string name = "unopened")
    {
        string path = hold.PathOf(name);
        if (MakeFifo(path, 0x180) != 0)
        {
            throw new IOException($"mkfifo failed with {Marshal.GetLastPInvokeError()}");
        }

        // Both ends at once: this never waits, and lets everybody else go on.
        hold.OnRelease(() => OpenBothEnds(path));
        return path;
    }

    /// <summary>Whoever reads it gets <paramref name="beginning"/> and waits for more; whoever writes it waits as soon as it is full.</summary>
    public static string Open(Hold hold, string beginning = "")
    {
        string path = Unopened(hold);
        var both = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        hold.OnRelease(both.Dispose);
        both.Write(System.Text.Encoding.UTF8.GetBytes(beginning));
        return path;
    }

    /// <summary>A stream that has nothing to read yet.</summary>
    public static FileStream Reader(Hold hold, string beginning = "", int bufferSize = 0) =>
        new(Open(hold, beginning), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize);

    /// <summary>A stream that takes no more than a pipe does.</summary>
    public static FileStream Writer(Hold hold, int bufferSize = 0) => new(Open(hold), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize);

    /// <summary>A stream that takes nothing at all.</summary>
    public static FileStream FullWriter(Hold hold, int bufferSize = 0)
    {
        FileStream writer = Writer(hold, bufferSize);
        using var filler = new FileStream(hold.PathOf("unopened"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        filler.Write(Bytes, 0, PipeCapacity);
        return writer;
    }

    private const int PipeCapacity = 64 * 1024;

    private static void OpenBothEnds(string path)
    {
        try
        {
            _ = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (IOException)
        {
            // The caller has got in meanwhile and wants to be alone: it is released.
        }
    }

    // Nothing that a compressor could make small.
    private static byte[] Noise()
    {
        byte[] bytes = new byte[MoreThanFits];
#pragma warning disable CA5394 // No secret.
        new Random(1).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
