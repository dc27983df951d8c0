using System.Text;

namespace BlockWatch.EventPipe.NetTrace;

/// <summary>The objects that a stream of format 4 is made of: its header, then blocks.</summary>
internal sealed class TraceObjects
{
    /// <summary>The only format that is read.</summary>
    public const int Format = 4;

    /// <summary>The largest block that is read, bytes; the runtime's are of some 100 KB.</summary>
    public const int LargestBlock = 16 << 20;

    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;
    private const int LargestName = 32;
    private const int BlockVersion = 2;

    public TraceObjects(TraceInput input) => Input = input;

    public TraceInput Input { get; }

    /// <summary>Reads what a stream begins with.</summary>
    /// <returns>The content of the Trace object.</returns>
    /// <exception cref="NetTraceException">It is no trace, or of another format.</exception>
    public byte[] ReadHeader()
    {
        if (!Input.Read(8).SequenceEqual("Nettrace"u8))
        {
            throw new NetTraceException("it is no trace");
        }

        ReadOnlySpan<byte> serialization = "!FastSerialization.1"u8;
        int length = Input.ReadInt32();
        if (length != serialization.Length || !Input.Read(length).SequenceEqual(serialization)
            || Input.ReadByte() != BeginObject || ReadType(out int version) is not BlockType.Trace || version != Format)
        {
            throw new NetTraceException("it is of another format than 4");
        }

        byte[] header = Input.Read(TraceHeader.Size).ToArray();
        ReadEndOfObject();
        return header;
    }

    /// <summary>Begins the next object.</summary>
    /// <returns>False at the stream's end.</returns>
    public bool Next(out BlockType type)
    {
        type = default;
        byte tag = Input.ReadByte();
        if (tag == NullReference)
        {
            return false;
        }

        if (tag != BeginObject)
        {
            throw new NetTraceException("an object begins with something else");
        }

        type = ReadType(out int version);
        return type != BlockType.Trace && version <= BlockVersion ? true : throw new NetTraceException("an object is of a kind that is not known");
    }

    /// <summary>Reads the content of the block that <see cref="Next"/> began.</summary>
    public void ReadContent(BlockBuffer block)
    {
        int size = Input.ReadInt32();
        if (size is < 0 or > LargestBlock)
        {
            throw new NetTraceException("a block is too large");
        }

        // It begins at a multiple of 4 of the stream.
        Input.Read((int)(-Input.Position & 3));
        Input.Read(block, size);
    }

    public void ReadEndOfObject()
    {
        if (Input.ReadByte() != EndObject)
        {
            throw new NetTraceException("an object does not end where it should");
        }
    }

    private BlockType ReadType(out int version)
    {
        if (Input.ReadByte() != BeginObject || Input.ReadByte() != NullReference)
        {
            throw new NetTraceException("an object has no type");
        }

        version = Input.ReadInt32();
        Input.ReadInt32(); // the oldest reader that understands it
        int length = Input.ReadInt32();
        if (length is < 0 or > LargestName)
        {
            throw new NetTraceException("an object's type has no name");
        }

        BlockType type = TypeOf(Input.Read(length));
        ReadEndOfObject();
        return type;
    }

    private static BlockType TypeOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("EventBlock"u8) ? BlockType.Events
        : name.SequenceEqual("StackBlock"u8) ? BlockType.Stacks
        : name.SequenceEqual("MetadataBlock"u8) ? BlockType.Metadata
        : name.SequenceEqual("SPBlock"u8) ? BlockType.SequencePoint
        : name.SequenceEqual("Trace"u8) ? BlockType.Trace
        : throw new NetTraceException($"an object is of a kind that is not known: {Printable(name)}");

    private static string Printable(ReadOnlySpan<byte> name) =>
        string.Concat(Encoding.ASCII.GetString(name).Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '?'));
}
