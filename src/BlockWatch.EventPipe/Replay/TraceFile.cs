using System.Buffers.Binary;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Whether a file is a trace at all.</summary>
internal static class TraceFile
{
    /// <summary>Reads the first bytes.</summary>
    /// <exception cref="WatchException">No such file, not readable, empty, or something else than a .nettrace.</exception>
    public static void Check(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new WatchException($"{path} is a folder: give a .nettrace file");
            }

            using FileStream file = File.OpenRead(path);
            Span<byte> magic = stackalloc byte[8];
            int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            if (read == 0)
            {
                throw new WatchException($"{path} is empty: was the recording cut off before its first flush?");
            }

            if (!magic[..read].SequenceEqual("Nettrace"u8))
            {
                throw new WatchException($"{path} is not a .nettrace file: record one with 'dotnet-trace collect' or give another file");
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WatchException($"{path} does not exist", e);
        }
        catch (ArgumentException e)
        {
            throw new WatchException($"'{path}' is not a path: give a .nettrace file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WatchException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The format's number, by the file's first bytes; null when they do not tell.</summary>
    public static int? FormatOf(string path)
    {
        // Up to 5: "Nettrace", the length and text of "!FastSerialization.1", three tags, and the version. From 6 on: a zero, and the version.
        const int LengthAt = 8;
        const int VersionAt = 12;
        const int ObjectVersionAt = 35;
        Span<byte> start = stackalloc byte[ObjectVersionAt + sizeof(int)];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length ? null
            : BinaryPrimitives.ReadInt32LittleEndian(start[LengthAt..]) == 0 ? BinaryPrimitives.ReadInt32LittleEndian(start[VersionAt..])
            : start[VersionAt..].StartsWith("!FastSerialization.1"u8) ? BinaryPrimitives.ReadInt32LittleEndian(start[ObjectVersionAt..])
            : null;
    }
}
