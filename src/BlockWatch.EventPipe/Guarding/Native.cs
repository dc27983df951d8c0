using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>The system calls of Linux that .NET has no word for: handing an open connection to another process.</summary>
internal static partial class Native
{
    public const int UnixFamily = 1;
    public const int SequencedPackets = 5;
    public const int CloseOnExec = 0x80000;
    public const int SetDescriptorFlags = 2;
    public const int SocketLevel = 1;
    public const int Rights = 1;
    public const int PeerCredentials = 17;
    public const int DoNotWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int ReceivedCloseOnExec = 0x40000000;
    public const short CanRead = 1;
    public const int ShutBoth = 2;

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static unsafe partial int SocketPair(int family, int type, int protocol, int* pair);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int DescriptorControl(SafeHandle descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static unsafe partial nint Send(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static unsafe partial nint Receive(SafeHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(SafeHandle socket, int how);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial long SystemCall(long number, long first, long second, long third);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static unsafe partial int GetOption(SafeHandle socket, int level, int option, void* value, uint* length);

    /// <summary>A connected pair of sockets that keep messages apart. Neither is inherited by a program that is started.</summary>
    /// <exception cref="IOException">The system gave none.</exception>
    public static unsafe (SafeFileHandle Ours, SafeFileHandle Theirs) NewPair()
    {
        int* pair = stackalloc int[2];
        return SocketPair(UnixFamily, SequencedPackets | CloseOnExec, 0, pair) == 0
            ? (new SafeFileHandle(pair[0], ownsHandle: true), new SafeFileHandle(pair[1], ownsHandle: true))
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    /// <summary>msghdr. musl counts in 32 bits what glibc counts in 64; on the little-endian systems that .NET runs on that is the same.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Part
    {
        public void* Start;
        public nuint Length;
    }
}
