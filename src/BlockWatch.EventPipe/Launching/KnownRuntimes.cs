using System.Collections.Concurrent;

namespace BlockWatch.EventPipe.Launching;

/// <summary>The runtimes that have connected to a port: each connects again after a command. Thread-safe and bounded.</summary>
internal sealed class KnownRuntimes
{
    // So many are known; then all are forgotten, and one that connects again is a new one.
    private const int Most = 65_536;

    private readonly ConcurrentDictionary<(int ProcessId, Guid Cookie), bool> _known = new();

    /// <summary>True for one that was not known; it is from now on.</summary>
    public bool Add((int ProcessId, Guid Cookie) runtime)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known.TryAdd(runtime, true);
    }
}
