namespace BlockWatch.Detection.Waits;

/// <summary>The methods that a thread is compiling, one inside the other.</summary>
/// <remarks>
/// Compiling a method can run a type initializer, which is compiled first: only the outermost one is an interval. A start whose
/// end was lost is forgotten as soon as one outside it ends; over <see cref="DepthCap"/> of them, all are.
/// </remarks>
internal sealed class OpenCompilations
{
    public const int DepthCap = 16;

    private readonly List<(long MethodId, long Start)> _open = [];

    public bool IsEmpty => _open.Count == 0;

    public void Start(long time, long methodId)
    {
        if (_open.Count >= DepthCap)
        {
            _open.Clear();
        }

        _open.Add((methodId, time));
    }

    /// <summary>When the outermost compilation began, if it is the one that ends; null otherwise. Methods that were not compiled end here, too.</summary>
    public long? Stop(long methodId)
    {
        int index = _open.FindLastIndex(open => open.MethodId == methodId);
        if (index < 0)
        {
            return null;
        }

        long start = _open[index].Start;
        _open.RemoveRange(index, _open.Count - index);
        return index == 0 ? start : null;
    }

    public void Abandon() => _open.Clear();
}
