namespace BlockWatch.EventPipe.Methods;

/// <summary>Finds the method that an address of the target lies in.</summary>
/// <remarks>
/// A body of unknown size (see <see cref="MethodBody.Size"/>) reaches to the next known start. That is sound only when every
/// method that has run is known: those that ran before the attach from the runtime's list, the later ones from their own
/// events (see <see cref="IsWhole"/>). Code memory is used again when dynamic methods and collectible assemblies die: where bodies overlap, the one
/// that came last is alive. Thread-safe.
/// </remarks>
internal sealed class MethodMap
{
    // How far behind the start of a body of unknown size an address may lie: larger than any sane method, smaller than the
    // gap between two images.
    private const ulong LargestUnknownBody = 0x8000;

    // New bodies are gathered here and merged when there are many: methods arrive by the thousand, look-ups are rare.
    private const int LargestUnsorted = 512;

    private readonly object _gate = new();
    private readonly List<MethodBody> _unsorted = [];
    private MethodBody[] _sorted = [];

    /// <summary>Rises with each change: what was not found before may be found now.</summary>
    public int Version { get; private set; }

    /// <summary>True once the runtime's list has come to its end, or when the target was watched from its start. Until then bodies of unknown size name nothing.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Rises when a method is loaded where another one was: what was found there before is no longer true.</summary>
    public int Reuses { get; private set; }

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
            Reuses += TakesPlace_NeedsLock(body) ? 1 : 0;
            _unsorted.Add(body);
            Version++;
            if (_unsorted.Count >= LargestUnsorted)
            {
                Merge_NeedsLock();
            }
        }
    }

    /// <summary>Gives a body its map: what had no line may have one now.</summary>
    public void SetMap(MethodBody body, ILToNativeMap map)
    {
        lock (_gate)
        {
            body.Map = map;
            Version++;
        }
    }

    /// <summary>Says what was inlined into a body: its frames may be more than one now.</summary>
    public void SetInlined(MethodBody body, InlineTree tree)
    {
        lock (_gate)
        {
            body.Inlined = tree;
            Version++;
        }
    }

    /// <summary>All bodies that are alive, by their starts.</summary>
    public IReadOnlyList<MethodBody> All()
    {
        lock (_gate)
        {
            Merge_NeedsLock();
            return _sorted; // replaced, never changed
        }
    }

    /// <summary>The newest body that this address lies in; null when none is known.</summary>
    public MethodBody? Find(ulong address)
    {
        lock (_gate)
        {
            for (int i = _unsorted.Count - 1; i >= 0; i--)
            {
                if (_unsorted[i].Size != 0 && Reaches(_unsorted[i], address))
                {
                    return _unsorted[i];
                }
            }

            MethodBody? nearest = Nearest_NeedsLock(address);
            return nearest is not null && (nearest.Size != 0 || IsWhole) && Reaches(nearest, address) ? nearest : null;
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
            if (body.Start <= address && (nearest is null || body.Start > nearest.Start || (body.Start == nearest.Start && (body.Size != 0 || nearest.Size == 0))))
            {
                nearest = body;
            }
        }

        return nearest;
    }

    // The same method is told twice when the list and a live event both have it.
    private bool TakesPlace_NeedsLock(MethodBody body) =>
        body.Size != 0
        && Nearest_NeedsLock(body.Start + body.Size - 1) is { Size: > 0 } before
        && before.Start + before.Size > body.Start
        && (before.Start != body.Start || before.MethodName != body.MethodName || before.TypeName != body.TypeName);

    private static bool Reaches(MethodBody body, ulong address) =>
        address >= body.Start && address - body.Start < (body.Size == 0 ? LargestUnknownBody : body.Size);

    private static bool Overlap(MethodBody first, MethodBody second) => second.Start - first.Start < Math.Max(first.Size, 1);

    private void Merge_NeedsLock()
    {
        // In order of start, and of arrival at one start; the older of two that overlap is dead.
        (MethodBody Body, int Age)[] all = [.. _sorted.Concat(_unsorted).Select(static (body, age) => (body, age))];
        Array.Sort(all, static (a, b) => a.Body.Start == b.Body.Start ? a.Age.CompareTo(b.Age) : a.Body.Start.CompareTo(b.Body.Start));
        var living = new List<(MethodBody Body, int Age)>(all.Length);
        foreach ((MethodBody Body, int Age) next in all)
        {
            while (living.Count > 0 && Overlap(living[^1].Body, next.Body) && Outlives(next, living[^1]))
            {
                living.RemoveAt(living.Count - 1);
            }

            if (living.Count == 0 || !Overlap(living[^1].Body, next.Body))
            {
                living.Add(next);
            }
        }

        _unsorted.Clear();
        _sorted = [.. living.Select(static l => l.Body)];

        // A body of known size is never replaced by the same one of unknown size.
        static bool Outlives((MethodBody Body, int Age) next, (MethodBody Body, int Age) last) =>
            next.Body.Start == last.Body.Start && (next.Body.Size == 0) != (last.Body.Size == 0) ? next.Body.Size != 0 : next.Age > last.Age;
    }
}
