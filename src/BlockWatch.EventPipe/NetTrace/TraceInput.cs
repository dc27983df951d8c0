using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>A stream's bytes, one after the other, and whether more come at once.</summary>
internal sealed class TraceInput
{
    private const int LargestRead = 64;

    // Between two sends of one flush pass microseconds; this much silence means that the flush is over.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(5);

    // Unless more is expected: then the target may have lost its processor in the middle of it.
    private static readonly TimeSpan LongSilence = TimeSpan.FromMilliseconds(20);

    private readonly Stream _stream;
    private readonly bool _isLive;

    // Waited for on our own thread: an asynchronous read wakes three, and what wakes us disturbs the target (docs/decisions/0037).
    private readonly Socket? _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _small = new byte[LargestRead];
    private int _start;
    private int _end;
    private Task<int>? _pending;

    /// <param name="stream">Stays the caller's.</param>
    /// <param name="isLive">True when it is a connection, on which pauses mean something; false for a file.</param>
    public TraceInput(Stream stream, bool isLive)
    {
        _stream = stream;
        _isLive = isLive;
        _socket = isLive && stream is NetworkStream network ? network.Socket : null;
    }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The Stopwatch timestamp at which the first byte arrived since this was set to 0; 0 when none did.</summary>
    public long Arrived { get; set; }

    /// <summary>True when a connection has been silent for 5 ms: all that was sent has been read.</summary>
    /// <param name="expectsMore">True to wait for 20 ms.</param>
    public bool IsSilent(bool expectsMore) => IsSilentFor(expectsMore ? LongSilence : Silence);

    /// <summary>True when nothing came of a connection for so long.</summary>
    public bool IsSilentFor(TimeSpan time)
    {
        if (!_isLive || _start < _end)
        {
            return false;
        }

        if (_socket is not null)
        {
            return IsSilentFor(_socket, time);
        }

        _pending ??= _stream.ReadAsync(_buffer, 0, _buffer.Length);

        // WaitHandle instead of Wait: a failed read must throw where it is received, not here.
        return !_pending.IsCompleted && !((IAsyncResult)_pending).AsyncWaitHandle.WaitOne(time);
    }

    public byte ReadByte() => Read(1)[0];

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(sizeof(int)));

    /// <summary>The next bytes, at most 64; valid until the next read.</summary>
    /// <exception cref="NetTraceException">The stream ends before.</exception>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (_end - _start >= count)
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, count);
            _start += count;
            Position += count;
            return bytes;
        }

        for (int read = 0; read < count;)
        {
            read += Copy(_small.AsSpan(read, count - read));
        }

        return _small.AsSpan(0, count);
    }

    /// <summary>Reads so many bytes into a block.</summary>
    /// <exception cref="NetTraceException">The stream ends before.</exception>
    public void Read(BlockBuffer block, int count)
    {
        // The block grows as bytes arrive: the stated length may be a lie.
        block.Length = 0;
        while (block.Length < count)
        {
            block.Reserve(Math.Min(count, block.Length + _buffer.Length));
            block.Length += Copy(block.Bytes.AsSpan(block.Length, Math.Min(count, block.Bytes.Length) - block.Length));
        }
    }

    private static bool IsSilentFor(Socket socket, TimeSpan time)
    {
        try
        {
            return !socket.Poll(time, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A failed read must throw where it is received, not here.
            return false;
        }
    }

    private int Copy(Span<byte> target)
    {
        if (_start == _end && Receive() == 0)
        {
            throw new NetTraceException("it breaks off");
        }

        int count = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(target);
        _start += count;
        Position += count;
        return count;
    }

    private int Receive()
    {
        _start = 0;
        _end = 0;
        if (_isLive && _socket is null)
        {
            Task<int> read = _pending ?? _stream.ReadAsync(_buffer, 0, _buffer.Length);
            _pending = null;
            _end = read.GetAwaiter().GetResult();
        }
        else
        {
            _end = _stream.Read(_buffer, 0, _buffer.Length);
        }

        if (_isLive && Arrived == 0)
        {
            Arrived = Stopwatch.GetTimestamp();
        }

        return _end;
    }
}
