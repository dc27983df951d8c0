namespace BlockWatch.EventPipe.NetTrace;

/// <summary>What a trace's metadata says of one kind of event, and who wants it.</summary>
internal sealed class EventKind
{
    // A structure in a structure, and so on: a few are real, more are damage.
    private const int DeepestNesting = 8;
    private const int MostFields = 1_024;

    /// <param name="provider">Its provider's name.</param>
    /// <param name="eventId">Its number there.</param>
    /// <param name="version">Of its payload.</param>
    /// <param name="name">Empty for the runtime's own events.</param>
    /// <param name="fields">Of its payload, as far as they could be read; the runtime's own events describe none.</param>
    public EventKind(string provider, int eventId, int version, string name, IReadOnlyList<PayloadField> fields)
    {
        Provider = provider;
        EventId = eventId;
        Version = version;
        Name = name;
        Fields = fields;
    }

    public string Provider { get; }

    public int EventId { get; }

    public int Version { get; }

    public string Name { get; }

    public IReadOnlyList<PayloadField> Fields { get; }

    /// <summary>The metadata record that describes it, without the id in front; empty when it came from elsewhere.</summary>
    public ReadOnlyMemory<byte> Description { get; private init; }

    /// <summary>Called for each event; null when nobody wants it.</summary>
    public EventAction? Action { get; set; }

    /// <summary>Reads one record of a metadata block.</summary>
    /// <param name="record">Its bytes.</param>
    /// <param name="metadataId">The id by which events refer to it.</param>
    /// <exception cref="NetTraceException">It is too short. Of fields that are not understood the readable ones are kept.</exception>
    public static EventKind Read(ReadOnlySpan<byte> record, out int metadataId)
    {
        var reader = new ByteReader(record);
        metadataId = reader.ReadInt32();
        string provider = reader.ReadText();
        int eventId = reader.ReadInt32();
        string name = reader.ReadText();
        reader.ReadInt64(); // keywords
        int version = reader.ReadInt32();
        reader.ReadInt32(); // level
        var fields = new List<PayloadField>();
        if (reader.Left > 0)
        {
            try
            {
                ReadFields(ref reader, fields, depth: 0);
            }
            catch (NetTraceException)
            {
                // The runtime may learn new descriptions: what was read before is right.
            }
        }

        return new EventKind(provider, eventId, version, name, fields) { Description = record[sizeof(int)..].ToArray() };
    }

    /// <summary>A kind of events of ours to be written: described by name only, as the runtime describes its own.</summary>
    public static EventKind ToWrite(string provider, int eventId, int version, string name = "")
    {
        ByteWriter record = new ByteWriter().Text(provider).Int32(eventId).Text(name).Int64(0).Int32(version).Int32(0).Int32(0);
        return new EventKind(provider, eventId, version, name, []) { Description = record.Written.ToArray() };
    }

    private static bool ReadFields(ref ByteReader reader, List<PayloadField> fields, int depth)
    {
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            var type = (PayloadFieldType)reader.ReadInt32();
            if (type == PayloadFieldType.Object)
            {
                if (depth == DeepestNesting || !ReadFields(ref reader, fields, depth + 1))
                {
                    return false;
                }

                reader.ReadText();
                continue;
            }

            if (!Enum.IsDefined(type) || fields.Count == MostFields)
            {
                return false;
            }

            fields.Add(new PayloadField(reader.ReadText(), type));
        }

        return true;
    }
}
