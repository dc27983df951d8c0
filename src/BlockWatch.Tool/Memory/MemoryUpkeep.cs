namespace BlockWatch.Tool.Memory;

/// <summary>Gives back once a minute what a watch no longer uses: the whole heap is collected, unless the runtime did by itself, and the C library's heap is trimmed.</summary>
/// <remarks>
/// Neither is done by itself in a process that does little. What a watch keeps for some seconds, stalls that wait for their evidence above all, is old when it is dropped, and the runtime
/// lets that grow by megabytes; the C library keeps what is freed between other things for good. docs/memory.md has what was measured. It takes some 20 ms.
/// </remarks>
internal sealed class MemoryUpkeep : IDisposable
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Func<int> _collections;
    private readonly Action _collect;
    private readonly Action _trim;
    private readonly ITimer _timer;
    private int _last;

    /// <param name="time">Tells when a minute is over.</param>
    /// <param name="collections">How often the whole heap was collected.</param>
    /// <param name="collect">Collects it.</param>
    /// <param name="trim">Trims the other.</param>
    public MemoryUpkeep(TimeProvider time, Func<int> collections, Action collect, Action trim)
    {
        _collections = collections;
        _collect = collect;
        _trim = trim;
        _last = collections();
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Begins to look after this process's memory.</summary>
    public static MemoryUpkeep Start() => new(
        TimeProvider.System,
        static () => GC.CollectionCount(GC.MaxGeneration),
        static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true),
        NativeHeap.Trim);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_collections() == _last)
        {
            _collect();
        }

        _last = _collections();

        // After it: what finalizers free is free by the next minute.
        _trim();
    }
}
