namespace BlockWatch.EventPipe.Methods;

/// <summary>Finds the method that an address of the target lies in.</summary>
/// <remarks>
/// A body of unknown size (see <see cref="MethodBody.Size"/>) reaches to the next known start. That is sound because every
/// method that has run is known: those that ran before the attach from the runtime's list, the later ones from their own
/// events. Thread-safe.
/// </remarks>
internal sealed class MethodMap
{
    // How far behind the start of a body of unknown size an address may lie: larger than any sane method, smaller than the
    // gap between two images.
    private const ulong LargestUnknownBody = 0x40000;

    // New bodies are gathered here and merged when there are many: methods arrive by the thousand, look-ups are rare.
    private const int LargestUnsorted = 512;

    private readonly object _gate = new();
    private readonly List<MethodBody> _unsorted = [];
    private MethodBody[] _sorted = [];

    /// <summary>Rises with each change: what was not found before may be found now.</summary>
    public int Version { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sorted.Length + _unsorted.Count;
            }
        }
    }

    public void Add(MethodBody body)
    {
        lock (_gate)
        {
            _unsorted.Add(body);
            Version++;
            if (_unsorted.Count >= LargestUnsorted)
            {
                Merge_NeedsLock();
            }
        }
    }

    /// <summary>The newest body that this address lies in; null when none is known.</summary>
    public MethodBody? Find(ulong address)
    {
        lock (_gate)
        {
            MethodBody? candidate = Nearest_NeedsLock(address);
            if (candidate is null)
            {
                return null;
            }

            ulong reach = candidate.Size == 0 ? LargestUnknownBody : candidate.Size;
            return address - candidate.Start < reach ? candidate : null;
        }
    }

    // The body with the greatest start at or before the address; of those at one start the newest.
    private MethodBody? Nearest_NeedsLock(ulong address)
    {
        int low = 0;
        int high = _sorted.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_sorted[middle].Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        MethodBody? nearest = high < 0 ? null : _sorted[high];
        foreach (MethodBody body in _unsorted)
        {
            if (body.Start <= address && (nearest is null || body.Start > nearest.Start || (body.Start == nearest.Start && body.Size != 0)))
            {
                nearest = body;
            }
        }

        return nearest;
    }

    // Bodies at one start: code memory is reused when dynamic methods die, so the newest wins; but a body of known size is
    // never replaced by the same one of unknown size.
    private void Merge_NeedsLock()
    {
        var byStart = new Dictionary<ulong, MethodBody>(_sorted.Length + _unsorted.Count);
        foreach (MethodBody body in _sorted)
        {
            byStart[body.Start] = body;
        }

        foreach (MethodBody body in _unsorted)
        {
            if (body.Size != 0 || !byStart.TryGetValue(body.Start, out MethodBody? known) || known.Size == 0)
            {
                byStart[body.Start] = body;
            }
        }

        _unsorted.Clear();
        _sorted = [.. byStart.Values];
        Array.Sort(_sorted, static (a, b) => a.Start.CompareTo(b.Start));
    }
}
