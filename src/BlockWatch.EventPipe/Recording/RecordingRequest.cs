namespace BlockWatch.EventPipe.Recording;

/// <summary>How somebody outside asks flight recorders to write. Thread-safe.</summary>
public sealed class RecordingRequest
{
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    /// <summary>Asks all that listen, within a fifth of a second.</summary>
    public void Raise() => Interlocked.Increment(ref _count);
}
