using System.Net.Sockets;

namespace BlockWatch.TestKit.Peers;

/// <summary>Listens on a socket as a runtime does, and answers as it was told.</summary>
public sealed class LyingPeer : IDisposable
{
    // One that never stops must still stop: more than anybody should be ready to take.
    private const long MostEndless = 512L << 20;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<byte, byte, PeerAnswer> _answer;
    private readonly string _path;
    private readonly List<Socket> _open = [];
    private readonly object _gate = new();

    /// <param name="path">The socket's file; a file that is there is replaced.</param>
    /// <param name="answer">What to say to a command, by its set and number.</param>
    public LyingPeer(string path, Func<byte, byte, PeerAnswer> answer)
    {
        _answer = answer;
        _path = path;
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();

        // On the pool: whoever asks may block where it was made.
        _ = Task.Run(AcceptAsync);
    }

    public void Dispose()
    {
        _listener.Dispose();
        lock (_gate)
        {
            _open.ForEach(static socket => socket.Dispose());
        }

        File.Delete(_path);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptAsync();
                lock (_gate)
                {
                    _open.Add(connection);
                }

                _ = Task.Run(() => ServeAsync(connection));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            byte[] request = new byte[4096];
            int read = await connection.ReceiveAsync(request);
            if (read < IpcMessage.HeaderSize)
            {
                connection.Dispose();
                return;
            }

            await AnswerAsync(connection, _answer(request[16], request[17]));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Whoever asked has hung up.
        }
    }

    private static async Task AnswerAsync(Socket connection, PeerAnswer answer)
    {
        switch (answer.Manner)
        {
            case PeerManner.Silent:
                return;
            case PeerManner.Stutters:
                foreach (byte one in answer.Bytes.Take(2_000))
                {
                    await connection.SendAsync(new byte[] { one });
                }

                break;
            case PeerManner.Endless:
                for (long sent = 0; sent < MostEndless && answer.Bytes.Length > 0; sent += answer.Bytes.Length)
                {
                    await SendAsync(connection, answer.Bytes);
                }

                break;
            case not PeerManner.Closes:
                await SendAsync(connection, answer.Bytes);
                break;
        }

        if (answer.Manner is PeerManner.Closes or PeerManner.AnswersAndCloses)
        {
            connection.Dispose();
        }
    }

    private static async Task SendAsync(Socket connection, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await connection.SendAsync(bytes)..];
        }
    }
}
