using System.Globalization;

namespace BlockWatch.EventPipe.Lanes.AsyncProfiler;

/// <summary>What the runtime says of its async profiler's events before the first of them: their versions, and how long they are.</summary>
/// <remarks>
/// <code>
/// clock frequency, clock, UTC time, buffer size   compressed numbers
/// number of continuation wrappers                 1 byte
/// number of entries                               1 byte, then three bytes each: event, version, bytes of its length
/// </code>
/// Events that are not read may have any version and be new: their lengths suffice to pass over them.
/// </remarks>
internal sealed class ProfilerManifest
{
    /// <summary>The runtime has as many wrapper methods, and uses them in turn.</summary>
    public const int Wrappers = 32;

    private const byte KnownVersion = 1;
    private const int MostLengthBytes = 2;

    private static readonly (ProfilerEventId Id, int LengthBytes)[] Used =
    [
        (ProfilerEventId.SuspendContext, 0), (ProfilerEventId.CompleteContext, 0), (ProfilerEventId.ResumeCallstack, 2), (ProfilerEventId.ResetThread, 0),
    ];

    // By event; -1 for those that are not in the manifest.
    private readonly int[] _lengthBytes = new int[256];

    private ProfilerManifest() => Array.Fill(_lengthBytes, -1);

    /// <summary>Of the clock that stamps the events.</summary>
    public ulong TicksPerSecond { get; private set; }

    /// <summary>Why the events cannot be read: what is not known, for a sentence; null when they can.</summary>
    public string? Unknown { get; private set; }

    /// <summary>How many bytes an event's length has, 0 for one without payload; -1 for one that is not in the manifest.</summary>
    public int LengthBytesOf(byte eventId) => _lengthBytes[eventId];

    /// <summary>Reads the payload of the manifest's event.</summary>
    public static ProfilerManifest Read(ReadOnlySpan<byte> payload)
    {
        var manifest = new ProfilerManifest();
        var reader = new CompressedReader(payload);
        manifest.TicksPerSecond = reader.ReadUnsigned();
        reader.ReadUnsigned();
        reader.ReadUnsigned();
        reader.ReadUnsigned();
        int wrappers = reader.ReadByte();
        int[] versions = new int[256];
        for (int i = reader.ReadByte(); i > 0; i--)
        {
            byte id = reader.ReadByte();
            versions[id] = reader.ReadByte();
            int length = reader.ReadByte();
            manifest._lengthBytes[id] = length <= MostLengthBytes ? length : -1;
        }

        manifest.Unknown = reader.IsDamaged ? "a manifest that is cut off"
            : wrappers != Wrappers ? string.Create(CultureInfo.InvariantCulture, $"{wrappers} continuation wrappers")
            : manifest.FirstUnknown(versions);
        return manifest;
    }

    private string? FirstUnknown(int[] versions)
    {
        foreach ((ProfilerEventId id, int lengthBytes) in Used)
        {
            if (versions[(byte)id] != KnownVersion || _lengthBytes[(byte)id] != lengthBytes)
            {
                return versions[(byte)id] is var version and not 0
                    ? string.Create(CultureInfo.InvariantCulture, $"version {version} of its event {(byte)id}")
                    : string.Create(CultureInfo.InvariantCulture, $"no event {(byte)id}");
            }
        }

        return null;
    }
}
