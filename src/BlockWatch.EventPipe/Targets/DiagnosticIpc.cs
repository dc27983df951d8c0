using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;
using System.Text;

namespace BlockWatch.EventPipe.Targets;

/// <summary>The two commands of the runtime's diagnostic protocol that the client library keeps to itself.</summary>
/// <remarks>
/// Protocol: dotnet/diagnostics, documentation/design-docs/ipc-protocol.md. A message is a 20-byte header (14 bytes
/// "DOTNET_IPC_V1\0", total size u16, command set u8, command u8, reserved u16) and a payload, all little-endian; strings
/// are a u32 count of UTF-16 units, the terminating zero included, and the units.
/// The answer comes from a process that we do not trust: every length is checked.
/// </remarks>
internal static class DiagnosticIpc
{
    private const int HeaderSize = 20;
    private const byte ProcessCommandSet = 0x04;
    private const byte ResumeRuntimeCommand = 0x01;
    private const byte ProcessIdentity2Command = 0x04;
    private const byte ServerCommandSet = 0xFF;
    private const byte OkAnswer = 0x00;

    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    /// <summary>Asks a runtime who it is; null when it does not answer in time or answers nonsense.</summary>
    /// <exception cref="SocketException">Nobody listens, or we may not connect.</exception>
    public static async Task<RuntimeIdentity?> IdentifyAsync(string socketPath, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(EndPointOf(socketPath), timeout.Token).ConfigureAwait(false);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            return await AskAsync(stream, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or EndOfStreamException)
        {
            return null;
        }
        catch (IOException e) when (e.InnerException is SocketException refused)
        {
            // Said as if there were no stream around the socket.
            throw refused;
        }
    }

    /// <summary>The same by a named pipe of this machine, as runtimes on Windows have.</summary>
    /// <exception cref="UnauthorizedAccessException">We may not connect.</exception>
    public static async Task<RuntimeIdentity?> IdentifyByPipeAsync(string pipeName, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            await using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous, TokenImpersonationLevel.Anonymous);
            await pipe.ConnectAsync(timeout.Token).ConfigureAwait(false);
            return await AskAsync(pipe, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>The message that lets a suspended runtime go on; to be sent on the connection that it opened.</summary>
    public static byte[] ResumeMessage() => Message(ProcessCommandSet, ResumeRuntimeCommand);

    private static byte[] Message(byte commandSet, byte command)
    {
        var message = new byte[HeaderSize];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), HeaderSize);
        message[16] = commandSet;
        message[17] = command;
        return message;
    }

    /// <summary>Reads the payload of the answer to ProcessInfo2; null when it is malformed.</summary>
    internal static RuntimeIdentity? Parse(ReadOnlySpan<byte> payload)
    {
        // Process id u64, runtime cookie (16 bytes), then five strings.
        if (payload.Length < 24)
        {
            return null;
        }

        long processId = BinaryPrimitives.ReadInt64LittleEndian(payload);
        payload = payload[24..];
        var strings = new string[5];
        for (int i = 0; i < strings.Length; i++)
        {
            if (payload.Length < 4)
            {
                return null;
            }

            uint units = BinaryPrimitives.ReadUInt32LittleEndian(payload);
            payload = payload[4..];
            if (units > payload.Length / 2)
            {
                return null;
            }

            strings[i] = Encoding.Unicode.GetString(payload[..((int)units * 2)]).TrimEnd('\0');
            payload = payload[((int)units * 2)..];
        }

        return new RuntimeIdentity(processId, strings[0], strings[1], strings[2], strings[3], strings[4]);
    }

    private static async Task<RuntimeIdentity?> AskAsync(Stream stream, CancellationToken stop)
    {
        await stream.WriteAsync(Message(ProcessCommandSet, ProcessIdentity2Command), stop).ConfigureAwait(false);
        var header = new byte[HeaderSize];
        await stream.ReadExactlyAsync(header, stop).ConfigureAwait(false);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14));
        if (!header.AsSpan(0, 14).SequenceEqual(Magic) || size < HeaderSize || header[16] != ServerCommandSet || header[17] != OkAnswer)
        {
            return null;
        }

        var payload = new byte[size - HeaderSize];
        await stream.ReadExactlyAsync(payload, stop).ConfigureAwait(false);
        return Parse(payload);
    }

    private static UnixDomainSocketEndPoint EndPointOf(string socketPath)
    {
        try
        {
            return new UnixDomainSocketEndPoint(socketPath);
        }
        catch (ArgumentOutOfRangeException)
        {
            // A socket's path has at most 107 bytes; seen through /proc/PID/root a target's may be longer.
            throw new SocketException((int)SocketError.AddressNotAvailable);
        }
    }
}
