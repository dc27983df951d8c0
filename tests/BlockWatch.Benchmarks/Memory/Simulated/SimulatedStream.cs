namespace BlockWatch.Benchmarks.Memory.Simulated;

/// <summary>The connection to a <see cref="SimulatedTarget"/>: each flush is made when it is read, and nothing of it is kept.</summary>
internal sealed class SimulatedStream : Stream
{
    // Most flushes follow each other at once; after each so many'th nothing comes for a while, as between all of a runtime's.
    private const int FlushesBetweenPauses = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly SimulatedTarget _target;
    private readonly long _events;
    private readonly Action<int> _reached;
    private ReadOnlyMemory<byte> _rest;
    private int _flushes;
    private int _tenth;
    private bool _isOver;

    /// <param name="target">What happens.</param>
    /// <param name="events">How many events are sent, and a flush more at most.</param>
    /// <param name="reached">Called when the next tenth of them has been read.</param>
    public SimulatedStream(SimulatedTarget target, long events, Action<int> reached)
    {
        _target = target;
        _events = events;
        _reached = reached;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool isFlush = _rest.IsEmpty && !_isOver;
        if (isFlush)
        {
            Advance();
        }

        return isFlush && ++_flushes % FlushesBetweenPauses == 0 ? TakeLaterAsync(buffer) : ValueTask.FromResult(Take(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Advance()
    {
        while (_tenth < RssSeries.Tenths && _target.EventCount >= _events * (_tenth + 1) / RssSeries.Tenths)
        {
            _reached(++_tenth);
        }

        _isOver = _target.EventCount >= _events;
        _rest = _isOver ? _target.End() : _target.NextFlush();
    }

    private async ValueTask<int> TakeLaterAsync(Memory<byte> buffer)
    {
        await Task.Delay(Pause);
        return Take(buffer.Span);
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
