namespace BlockWatch.Tool.Watching;

/// <summary>Collects the whole heap once a minute, unless the runtime did by itself.</summary>
/// <remarks>
/// What a watch keeps for some seconds, stalls that wait for their evidence above all, is old by the time it is dropped. The runtime collects old objects only when they
/// have grown by megabytes, which takes a quiet watch an hour, and all of it is resident until then: docs/memory.md has what was measured. The heap is small: a collection takes some 20 ms.
/// </remarks>
internal sealed class HeapUpkeep : IDisposable
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Func<int> _collections;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private int _last;

    /// <param name="time">Tells when a minute is over.</param>
    /// <param name="collections">How often the whole heap was collected.</param>
    /// <param name="collect">Collects it.</param>
    public HeapUpkeep(TimeProvider time, Func<int> collections, Action collect)
    {
        _collections = collections;
        _collect = collect;
        _last = collections();
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Begins to look after this process's heap.</summary>
    public static HeapUpkeep Start() =>
        new(TimeProvider.System, static () => GC.CollectionCount(GC.MaxGeneration), static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true));

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_collections() == _last)
        {
            _collect();
        }

        _last = _collections();
    }
}
