using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace BlockWatch.EventPipe.Sessions;

/// <summary>A live event stream whose events are handed out as soon as they arrive.</summary>
/// <remarks>
/// The library holds events back until the stream proves that no older ones can come; on a quiet target that proof comes with
/// the next flush, 100 ms later. But the runtime flushes all threads' events at once, so when nothing more arrives, what has
/// arrived is complete up to now. At that moment this stream inserts an empty sequence point, which the format defines as "all
/// earlier events have been written", and the library hands everything out.
/// It understands the framing of format 4 (what .NET 8 to 10 write; NetTraceFormat.md of microsoft/perfview) and passes any
/// other format through as it is. For sessions without stacks only: a sequence point ends the validity of stack ids.
/// </remarks>
internal sealed class PromptStream : Stream
{
    private const int EndOfObject = 6;
    private const int BeginObject = 5;
    private const int NullReference = 1;
    private const int TraceObjectSize = 48;
    private const int LargestName = 64;
    private const int LargestBlock = 64 << 20;

    // Between two sends of one flush pass microseconds; this much silence means that the flush is over.
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(5);

    private readonly Stream _inner;
    private readonly byte[] _input = new byte[64 * 1024];
    private int _inputStart;
    private int _inputEnd;
    private Task<int>? _pending;

    private readonly MemoryStream _output = new();
    private int _outputStart;
    private long _inputPosition;
    private long _outputPosition;
    private bool _headerRead;
    private bool _passThrough;
    private bool _unproven;
    private bool _inserted;
    private long _flushArrived;

    public PromptStream(Stream inner)
    {
        _inner = inner;
    }

    /// <summary>
    /// Called on the reading thread when all events of a flush have been handed out, with the Stopwatch timestamp at which the flush began to
    /// arrive: what the target did before that is known.
    /// </summary>
    public Action<long>? CaughtUp { get; set; }

    /// <summary>Sequence points inserted so far.</summary>
    public long InsertedCount { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_outputStart == _output.Length && !_passThrough)
        {
            _output.SetLength(0);
            _outputStart = 0;
            try
            {
                NextObject();
            }
            catch (EndOfStreamException)
            {
                // The stream broke off: what came of the last object goes out, the reader will notice. When it broke off
                // between two objects (the target was killed), what has come is still all there is.
                _passThrough = true;
                if (_unproven && _output.Length == 0)
                {
                    WriteSequencePoint();
                }
            }

            _outputPosition += _output.Length;
        }

        if (_outputStart < _output.Length)
        {
            int count = Math.Min(buffer.Length, (int)_output.Length - _outputStart);
            _output.GetBuffer().AsSpan(_outputStart, count).CopyTo(buffer);
            _outputStart += count;
            return count;
        }

        return ReadRest(buffer);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _output.Dispose();
        }

        base.Dispose(disposing);
    }

    // Puts one whole object, or the stream's header, or a sequence point of ours into the output.
    private void NextObject()
    {
        if (!_headerRead)
        {
            _headerRead = true;
            ReadHeader();
            return;
        }

        if (_inserted)
        {
            // Asked for more: what we inserted has been worked off.
            _inserted = false;
            CaughtUp?.Invoke(_flushArrived);
            _flushArrived = 0;
        }

        if (_unproven && _inputStart == _inputEnd && !ArrivesSoon())
        {
            _unproven = false;
            _inserted = true;
            InsertedCount++;
            WriteSequencePoint();
            return;
        }

        if (Copy(1)[0] != BeginObject)
        {
            _passThrough = true;
            return;
        }

        Copy(2);
        int version = BinaryPrimitives.ReadInt32LittleEndian(Copy(4));
        Copy(4);
        int nameLength = BinaryPrimitives.ReadInt32LittleEndian(Copy(4));
        if (nameLength is < 0 or > LargestName)
        {
            _passThrough = true;
            return;
        }

        string name = Encoding.UTF8.GetString(Copy(nameLength));
        Copy(1);
        if (name == "Trace")
        {
            _passThrough = version != 4;
            Copy(TraceObjectSize + 1);
            return;
        }

        CopyBlock();
        _unproven |= name == "EventBlock";
    }

    private void ReadHeader()
    {
        // "Nettrace", then either the length and text of "!FastSerialization.1" (formats up to 5) or a zero (format 6).
        bool known = Copy(8).SequenceEqual("Nettrace"u8);
        int length = BinaryPrimitives.ReadInt32LittleEndian(Copy(4));
        _passThrough = !known || length is <= 0 or > LargestName;
        if (!_passThrough)
        {
            Copy(length);
        }
    }

    // A block's content begins at a multiple of 4 of the stream, so the padding before it depends on what we inserted.
    private void CopyBlock()
    {
        int size = BinaryPrimitives.ReadInt32LittleEndian(Copy(4));
        if (size is < 0 or > LargestBlock)
        {
            _passThrough = true;
            return;
        }

        Skip((int)(-_inputPosition & 3));
        Pad();
        Copy(size + 1);
    }

    private void WriteSequencePoint()
    {
        ReadOnlySpan<byte> name = "SPBlock"u8;
        Span<byte> number = stackalloc byte[8];
        _output.Write([BeginObject, BeginObject, NullReference]);
        WriteInt32(2); // version
        WriteInt32(0); // oldest reader
        WriteInt32(name.Length);
        _output.Write(name);
        _output.WriteByte(EndOfObject);
        WriteInt32(12); // size: a timestamp that nobody reads, and the number of threads that follow
        Pad();
        number.Clear();
        _output.Write(number);
        WriteInt32(0);
        _output.WriteByte(EndOfObject);
    }

    private void WriteInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _output.Write(bytes);
    }

    private void Pad()
    {
        for (long pad = -(_outputPosition + _output.Length) & 3; pad > 0; pad--)
        {
            _output.WriteByte(0);
        }
    }

    // Reads this many bytes and puts them into the output too; the span is valid until the next call.
    private ReadOnlySpan<byte> Copy(int count)
    {
        int start = (int)_output.Length;
        for (int left = count; left > 0;)
        {
            Fill();
            int part = Math.Min(left, _inputEnd - _inputStart);
            _output.Write(_input, _inputStart, part);
            _inputStart += part;
            _inputPosition += part;
            left -= part;
        }

        return _output.GetBuffer().AsSpan(start, count);
    }

    private void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Fill();
            _inputStart++;
            _inputPosition++;
        }
    }

    private void Fill()
    {
        if (_inputStart == _inputEnd && Receive() == 0)
        {
            throw new EndOfStreamException();
        }
    }

    private int Receive()
    {
        Task<int> read = _pending ?? _inner.ReadAsync(_input, 0, _input.Length);
        _pending = null;
        int count = read.GetAwaiter().GetResult();
        _inputStart = 0;
        _inputEnd = count;
        _flushArrived = _flushArrived == 0 ? Stopwatch.GetTimestamp() : _flushArrived;
        return count;
    }

    private bool ArrivesSoon()
    {
        _pending ??= _inner.ReadAsync(_input, 0, _input.Length);

        // WaitHandle instead of Wait: a failed read must throw where it is received, not here.
        return _pending.IsCompleted || ((IAsyncResult)_pending).AsyncWaitHandle.WaitOne(Silence);
    }

    private int ReadRest(Span<byte> buffer)
    {
        if (_inputStart == _inputEnd && Receive() == 0)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _inputEnd - _inputStart);
        _input.AsSpan(_inputStart, count).CopyTo(buffer);
        _inputStart += count;
        return count;
    }
}
