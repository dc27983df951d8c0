using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace BlockWatch.Benchmarks.Load;

/// <summary>One connection that asks for one address again and again: the least of an HTTP client, because it shares the machine with its target.</summary>
internal sealed class KeptConnection : IDisposable
{
    private const int LargestAnswer = 4096;

    private readonly Socket _socket;
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[LargestAnswer];

    private KeptConnection(Socket socket, byte[] request)
    {
        _socket = socket;
        _request = request;
    }

    public static async Task<KeptConnection> OpenAsync(Uri address, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, stop);
            return new KeptConnection(socket, Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks once and waits for the whole answer.</summary>
    /// <exception cref="IOException">The answer is not 200, tells no length, or broke off.</exception>
    public async Task CallAsync(CancellationToken stop)
    {
        await _socket.SendAsync(_request, stop);
        for (int length = 0; !IsWhole(_answer.AsSpan(0, length));)
        {
            int read = await _socket.ReceiveAsync(_answer.AsMemory(length), stop);
            if (read == 0)
            {
                throw new IOException("The answer broke off, or is larger than expected.");
            }

            length += read;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> lengthField = "\r\nContent-Length: "u8;
        int headerEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0)
        {
            return false;
        }

        int field = answer.IndexOf(lengthField);
        if (!answer.StartsWith("HTTP/1.1 200 "u8) || field < 0)
        {
            throw new IOException("The answer is not 200, or tells no length.");
        }

        ReadOnlySpan<byte> digits = answer[(field + lengthField.Length)..];
        int body = int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return answer.Length >= headerEnd + 4 + body;
    }
}
