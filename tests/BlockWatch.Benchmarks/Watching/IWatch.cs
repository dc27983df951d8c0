namespace BlockWatch.Benchmarks.Watching;

/// <summary>A tool that watches a target now. Disposing of it kills it, if it still runs.</summary>
internal interface IWatch : IAsyncDisposable
{
    int ProcessId { get; }

    /// <summary>Asks it to end, and waits until it has written what it writes.</summary>
    /// <remarks>With SIGTERM: a benchmark that a shell started in the background hands an ignored Ctrl+C on to its children.</remarks>
    Task<WatchOutcome> StopAsync();
}
