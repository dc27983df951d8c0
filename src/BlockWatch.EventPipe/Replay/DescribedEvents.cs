using System.Text;
using BlockWatch.EventPipe.NetTrace;
using Microsoft.Diagnostics.Tracing;

namespace BlockWatch.EventPipe.Replay;

/// <summary>Lays out the fields of an event that describes itself as a trace of format 4 does: nested structures in line.</summary>
internal static class DescribedEvents
{
    /// <summary>The event's kind and its payload: its texts, numbers of 64 bits and numbers of 32 bits; other fields are left out with those after them.</summary>
    public static (EventKind Kind, byte[] Payload) Translate(TraceEvent data)
    {
        var fields = new List<PayloadField>();
        using var bytes = new MemoryStream();
        using var payload = new BinaryWriter(bytes);
        for (int i = 0; i < data.PayloadNames.Length && Add(data.PayloadNames[i], data.PayloadValue(i), fields, payload); i++)
        {
            // The next.
        }

        return (new EventKind(data.ProviderName, (int)data.ID, data.Version, data.EventName, fields), bytes.ToArray());
    }

    private static bool Add(string name, object? value, List<PayloadField> fields, BinaryWriter payload)
    {
        switch (value)
        {
            case IDictionary<string, object> structure:
                return structure.All(field => Add(field.Key, field.Value, fields, payload));
            case string text:
                payload.Write(Encoding.Unicode.GetBytes(text + "\0"));
                fields.Add(new PayloadField(name, PayloadFieldType.Text));
                return true;
            case double number:
                payload.Write(number);
                fields.Add(new PayloadField(name, PayloadFieldType.Double));
                return true;
            case float number:
                payload.Write(number);
                fields.Add(new PayloadField(name, PayloadFieldType.Single));
                return true;
            case int number:
                payload.Write(number);
                fields.Add(new PayloadField(name, PayloadFieldType.Int32));
                return true;
            case long number:
                payload.Write(number);
                fields.Add(new PayloadField(name, PayloadFieldType.Int64));
                return true;
            default:
                return false;
        }
    }
}
