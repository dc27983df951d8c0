using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BlockWatch.EventPipe.Guarding;

/// <summary>What blockwatch tells its watchdog: hold this socket, or let go of it.</summary>
/// <remarks>
/// Eight bytes: the kind and an id. A socket comes along as the kernel hands descriptors over (SCM_RIGHTS): both processes then have the same socket,
/// and it stays open until both have closed it, or one has shut it down.
/// </remarks>
/// <param name="Kind">What to do.</param>
/// <param name="Id">The same for both messages of a socket.</param>
/// <param name="Held">The socket to hold; null to let go.</param>
internal readonly record struct GuardMessage(GuardMessageKind Kind, int Id, SafeFileHandle? Held)
{
    // cmsghdr is a length and two ints; the descriptor follows at the next word.
    private static readonly int HeaderSize = (IntPtr.Size + (2 * sizeof(int)) + IntPtr.Size - 1) / IntPtr.Size * IntPtr.Size;
    private static readonly int ControlSize = HeaderSize + IntPtr.Size;

    /// <summary>Sends without ever waiting.</summary>
    /// <returns>False when the other side is gone or does not read.</returns>
    public static unsafe bool Send(SafeHandle channel, GuardMessageKind kind, int id, SafeHandle? held = null)
    {
        int* content = stackalloc int[2] { (int)kind, id };
        byte* control = stackalloc byte[ControlSize];
        Native.Part part = new() { Start = content, Length = 2 * sizeof(int) };
        Native.MessageHeader message = new() { Parts = &part, PartCount = 1 };
        bool isHeld = false;
        try
        {
            if (held is not null)
            {
                held.DangerousAddRef(ref isHeld);
                *(nuint*)control = (nuint)(HeaderSize + sizeof(int));
                *(int*)(control + IntPtr.Size) = Native.SocketLevel;
                *(int*)(control + IntPtr.Size + sizeof(int)) = Native.Rights;
                *(int*)(control + HeaderSize) = (int)held.DangerousGetHandle();
                message.Control = control;
                message.ControlLength = (nuint)ControlSize;
            }

            return Native.Send(channel, &message, Native.DoNotWait | Native.NoSignal) == 2 * sizeof(int);
        }
        catch (ObjectDisposedException)
        {
            // The socket or the channel closed meanwhile: then there is nothing to guard.
            return false;
        }
        finally
        {
            if (isHeld)
            {
                held!.DangerousRelease();
            }
        }
    }

    /// <summary>Takes the next message, which must be there.</summary>
    /// <returns>Null when the other side is gone, or said what is no message.</returns>
    public static unsafe GuardMessage? Receive(SafeHandle channel)
    {
        int* content = stackalloc int[2];
        byte* control = stackalloc byte[ControlSize];
        Native.Part part = new() { Start = content, Length = 2 * sizeof(int) };
        Native.MessageHeader message = new() { Parts = &part, PartCount = 1, Control = control, ControlLength = (nuint)ControlSize };
        nint length = Native.Receive(channel, &message, Native.ReceivedCloseOnExec);
        SafeFileHandle? held = length > 0 && message.ControlLength >= (nuint)(HeaderSize + sizeof(int)) && *(int*)(control + IntPtr.Size + sizeof(int)) == Native.Rights
            ? new SafeFileHandle(*(int*)(control + HeaderSize), ownsHandle: true)
            : null;
        return length == 2 * sizeof(int) ? new GuardMessage((GuardMessageKind)content[0], content[1], held) : null;
    }
}
