using BlockWatch.EventPipe.Sessions;

namespace BlockWatch.EventPipe.NetTrace.Payloads;

/// <summary>A message that the target logged (FormattedMessage of Microsoft.Extensions.Logging); its strings are valid as long as the event.</summary>
internal readonly ref struct LogMessage
{
    // The event's fields: Level, FactoryID, LoggerName, EventId, EventName, FormattedMessage; .NET 9 added the activity's ids.
    private const int LoggerNameField = 2;
    private const int EventNameField = 4;
    private const int TextField = 5;

    private LogMessage(ReadOnlySpan<byte> loggerName, ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> text)
    {
        LoggerName = loggerName;
        EventName = eventName;
        Text = text;
    }

    /// <summary>UTF-16, as the others.</summary>
    public ReadOnlySpan<byte> LoggerName { get; }

    public ReadOnlySpan<byte> EventName { get; }

    public ReadOnlySpan<byte> Text { get; }

    /// <summary>True when it says which endpoint a request went to: its name as the program gave it, nothing of the request.</summary>
    public bool IsOfEndpoint => PayloadReader.Is(LoggerName, RuntimeProviders.EndpointLogger);

    /// <summary>False when it is another event, or one of other fields.</summary>
    public static bool TryRead(scoped in NetTraceEvent data, out LogMessage message)
    {
        message = default;
        if (data.Kind.Name != RuntimeProviders.FormattedMessage)
        {
            return false;
        }

        ReadOnlySpan<byte> loggerName = default;
        ReadOnlySpan<byte> eventName = default;
        for (var fields = new FieldWalk(data.Kind.Fields, data.Payload); fields.MoveNext();)
        {
            if (fields.Index is LoggerNameField or EventNameField or TextField && fields.Field.Type != PayloadFieldType.Text)
            {
                return false;
            }

            switch (fields.Index)
            {
                case LoggerNameField:
                    loggerName = fields.Text;
                    break;
                case EventNameField:
                    eventName = fields.Text;
                    break;
                case TextField:
                    message = new LogMessage(loggerName, eventName, fields.Text);
                    return true;
                default:
                    break;
            }
        }

        return false;
    }
}
