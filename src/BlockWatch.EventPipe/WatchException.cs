namespace BlockWatch.EventPipe;

/// <summary>An expected failure: the target or the environment said no. The message is one line that says what happened and what to do next.</summary>
public sealed class WatchException : Exception
{
    public WatchException(string message)
        : base(message)
    {
    }

    public WatchException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
