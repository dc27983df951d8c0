using System.Threading.Channels;

namespace BlockWatch.EventPipe.Tests.Nettrace;

/// <summary>A connection that delivers what the test gives it, when the test gives it. While nothing is given, a read is pending.</summary>
internal sealed class ScriptedStream : Stream
{
    private readonly Channel<byte[]> _chunks = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> _rest;
    private long _given;
    private long _taken;
    private int _waiting;

    /// <summary>True when all that was given has been read, and the reader asks for more.</summary>
    public bool IsStarved => Volatile.Read(ref _waiting) != 0 && Interlocked.Read(ref _given) == Interlocked.Read(ref _taken);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A connection that delivers these bytes in pieces of random sizes and then ends.</summary>
    public static ScriptedStream InChunks(byte[] bytes, Random random, int largest)
    {
        var stream = new ScriptedStream();
        for (int at = 0; at < bytes.Length;)
        {
            int size = Math.Min(random.Next(1, largest + 1), bytes.Length - at);
            stream.Give(bytes.AsSpan(at, size));
            at += size;
        }

        stream.End();
        return stream;
    }

    public void Give(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            Interlocked.Add(ref _given, bytes.Length);
            Assert.True(_chunks.Writer.TryWrite(bytes.ToArray()));
        }
    }

    public void End() => _chunks.Writer.Complete();

    public void Fail(Exception why) => _chunks.Writer.Complete(why);

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            if (!_chunks.Reader.TryRead(out byte[]? next))
            {
                Volatile.Write(ref _waiting, 1);
                bool more = await _chunks.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _waiting, 0);
                if (!more)
                {
                    return 0;
                }

                Assert.True(_chunks.Reader.TryRead(out next));
            }

            _rest = next;
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        Interlocked.Add(ref _taken, count);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
