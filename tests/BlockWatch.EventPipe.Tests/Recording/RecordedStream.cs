using BlockWatch.EventPipe.NetTrace;
using BlockWatch.EventPipe.Recording;
using BlockWatch.EventPipe.Tests.Nettrace;

namespace BlockWatch.EventPipe.Tests.Recording;

/// <summary>A stream that is written block by block and put on a tape as it grows, as a session's reader does.</summary>
internal sealed class RecordedStream
{
    private readonly NettraceWriter _writer;
    private readonly int _kind;
    private readonly ITape _tape;
    private int _put;

    public RecordedStream(ITape tape, string provider = SampleTrace.Provider)
    {
        _writer = new NettraceWriter();
        _tape = tape;
        tape.Begin(Rewritten.HeaderOf(_writer.ToArray()));
        _put = _writer.Length;
        _kind = _writer.Define(provider, 7);
        Put();
    }

    /// <summary>The stream that somebody else writes; what is new in it goes on the tape with <see cref="Put"/>.</summary>
    public RecordedStream(ITape tape, NettraceWriter writer)
    {
        _writer = writer;
        _tape = tape;
        tape.Begin(Rewritten.HeaderOf(_writer.ToArray()));
        _put = _writer.Length;
    }

    public RecordedStream Event(long time, int stack, int payload = 4, int lostBefore = 0)
    {
        _writer.Events(new NettraceEvent(_kind, time, 1, new byte[payload]) { StackId = stack, LostBefore = lostBefore, IsSorted = true });
        return Put();
    }

    public RecordedStream Stacks(int firstId, params ulong[][] stacks)
    {
        _writer.Stacks(firstId, stacks);
        return Put();
    }

    public RecordedStream SequencePoint(long time, params (long ThreadId, int SequenceNumber)[] threads)
    {
        _writer.SequencePoint(time, threads);
        return Put();
    }

    // The objects that were written since the last time. A block's content is aligned to the whole stream: as many bytes as make up for the missing ones come first.
    public RecordedStream Put()
    {
        using var bytes = new MemoryStream([.. new byte[_put & 3], .. _writer.ToArray().AsSpan(_put)]);
        var input = new TraceInput(bytes, isLive: false);
        input.Read(_put & 3);
        var objects = new TraceObjects(input);
        var block = new BlockBuffer();
        while (input.Position < bytes.Length)
        {
            objects.Next(out BlockType type);
            objects.ReadContent(block);
            objects.ReadEndOfObject();
            _tape.Add(type, block.Content);
        }

        _put = _writer.Length;
        return this;
    }
}
