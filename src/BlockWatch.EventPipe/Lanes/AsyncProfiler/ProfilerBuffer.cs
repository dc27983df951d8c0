using System.Buffers.Binary;

namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>One buffer of the runtime's async profiler: the events of one thread, in order.</summary>
/// <remarks>
/// <code>
/// 1 byte   version                 8 bytes  the thread, by the system's id     8 bytes  clock at its start
/// 4 bytes  length with this        4 bytes  number of events                   8 bytes  clock at its last event
/// 4 bytes  number of the thread
/// then each event: 1 byte id, the ticks since the one before (compressed), its length as the manifest says, its payload
/// </code>
/// Every length is checked against what is there, and every time against the time at which the buffer was sent: of a buffer that lies, what
/// comes before the lie is read, and <see cref="IsDamaged"/> is said.
/// </remarks>
internal ref struct ProfilerBuffer
{
    /// <summary>The version that is known.</summary>
    public const byte KnownVersion = 1;

    private const int HeaderLength = 37;
    private const int ManifestLengthBytes = 2;

    private readonly ulong _sent;
    private CompressedReader _events;
    private uint _left;

    /// <param name="bytes">All of it.</param>
    /// <param name="sentTicks">When it was sent: none of its events is later.</param>
    public ProfilerBuffer(ReadOnlySpan<byte> bytes, long sentTicks)
    {
        _sent = (ulong)Math.Max(sentTicks, 0);
        Version = bytes.IsEmpty ? (byte)0 : bytes[0];
        if (bytes.Length < HeaderLength || Version != KnownVersion)
        {
            IsDamaged = Version == KnownVersion || bytes.IsEmpty;
            return;
        }

        ThreadId = BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]);
        _left = BinaryPrimitives.ReadUInt32LittleEndian(bytes[17..]);
        ulong start = BinaryPrimitives.ReadUInt64LittleEndian(bytes[21..]);
        IsDamaged = BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) != (uint)bytes.Length || start > _sent || ThreadId <= 0;
        Ticks = StartTicks = IsDamaged ? 0 : (long)start;
        _events = new CompressedReader(IsDamaged ? default : bytes[HeaderLength..]);
        _left = IsDamaged ? 0 : _left;
    }

    public byte Version { get; }

    /// <summary>The operating system's id of the thread.</summary>
    public long ThreadId { get; }

    public long StartTicks { get; }

    /// <summary>The time of the event that was read last, by the trace's clock; of the start before the first.</summary>
    public long Ticks { get; private set; }

    public byte EventId { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>True when something in it cannot be so.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Reads the next event.</summary>
    /// <param name="manifest">How long events are; null before it is known: then only the manifest itself can be read.</param>
    /// <returns>False at the end, and at the first thing that cannot be so.</returns>
    public bool Read(ProfilerManifest? manifest)
    {
        if (_left == 0 || IsDamaged)
        {
            return false;
        }

        _left--;
        EventId = _events.ReadByte();
        ulong delta = _events.ReadUnsigned();
        int lengthBytes = manifest?.LengthBytesOf(EventId) ?? (EventId == (byte)ProfilerEventId.Manifest ? ManifestLengthBytes : -1);
        if (_events.IsDamaged || delta > _sent - (ulong)Ticks || lengthBytes < 0)
        {
            IsDamaged = true;
            return false;
        }

        Ticks += (long)delta;
        int length = lengthBytes == 0 ? 0 : _events.ReadByte();
        length |= lengthBytes == 2 ? _events.ReadByte() << 8 : 0;
        Payload = _events.Take(length);
        IsDamaged = _events.IsDamaged;
        return !IsDamaged;
    }
}
