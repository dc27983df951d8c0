using System.Text;

namespace BlockWatch.Tool.Samples;

/// <summary>Keeps the end of what a process wrote while the screen had the terminal. Bounded by <see cref="Most"/>.</summary>
internal sealed class LastOutput : Stream
{
    /// <summary>Bytes that are kept at least, when there are so many; twice as many at most.</summary>
    public const int Most = 8_192;

    private readonly MemoryStream _kept = new();

    public string Text => Encoding.UTF8.GetString(_kept.ToArray());

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _kept.Length;

    public override long Position
    {
        get => _kept.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _kept.Write(buffer, offset, count);
        if (_kept.Length > 2 * Most)
        {
            byte[] end = _kept.ToArray()[^Most..];
            _kept.SetLength(0);
            _kept.Write(end);
        }
    }

    public override void Flush()
    {
        // It is kept here.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
