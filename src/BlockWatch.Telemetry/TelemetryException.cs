namespace BlockWatch.Telemetry;

/// <summary>Figures cannot be served as asked: the user can do something about it. The message is one line.</summary>
public sealed class TelemetryException : Exception
{
    public TelemetryException(string message)
        : base(message)
    {
    }

    public TelemetryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
