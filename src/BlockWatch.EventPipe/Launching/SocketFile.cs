using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace BlockWatch.EventPipe.Launching;

/// <summary>A socket's file: told from others, which the class library does not (to it a socket is a file of no special kind), and connected to.</summary>
internal static partial class SocketFile
{
    // Linux: statx(2). The mode is 16 bits at byte 28 of its result; S_IFMT and S_IFSOCK of inode(7).
    private const int ResultSize = 256;
    private const int ModeAt = 28;
    private const int FileKind = 0xF000;
    private const int KindOfSocket = 0xC000;
    private const int RelativeToWorkingFolder = -100;
    private const int FollowNoLink = 0x100;
    private const uint WithKind = 1;

    /// <summary>True when the file itself, not what it may point to, is a socket; false also where the system does not tell.</summary>
    public static bool Is(string path)
    {
        try
        {
            Span<byte> result = stackalloc byte[ResultSize];
            return OperatingSystem.IsLinux()
                && StatX(RelativeToWorkingFolder, path, FollowNoLink, WithKind, ref MemoryMarshal.GetReference(result)) == 0
                && (BinaryPrimitives.ReadUInt16LittleEndian(result[ModeAt..]) & FileKind) == KindOfSocket;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that is older than the call.
            return false;
        }
    }

    /// <summary>A connection to who listens there; null when nobody does, or the path is too long for a socket's.</summary>
    public static Socket? Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte result);
}
