namespace BlockWatch.EventPipe.Methods;

/// <summary>Finds the method that an address of the target lies in.</summary>
/// <remarks>
/// A body of unknown size (see <see cref="MethodBody.Size"/>) reaches to the next known start. That is sound only when every
/// method that has run is known: those that ran before the attach from the runtime's list, the later ones from their own
/// events (see <see cref="IsWhole"/>). Code memory is used again when dynamic methods and collectible assemblies die: where bodies overlap, the one
/// that came last is alive. Bounded: the runtime tells of most bodies that it unloads, and the map forgets them some time later, because samples of theirs
/// may be under way. Over its capacity it forgets a quarter: bodies that no address ever lay in before those that had one, the oldest first. From then on
/// it is not whole any more. Thread-safe.
/// </remarks>
internal sealed class MethodMap
{
    // How far behind the start of a body of unknown size an address may lie: larger than any sane method, smaller than the
    // gap between two images.
    private const ulong LargestUnknownBody = 0x8000;

    // New bodies are gathered here and merged when there are many: methods arrive by the thousand, look-ups are rare.
    private const int LargestUnsorted = 512;

    /// <summary>Bodies that are kept, some 500 bytes each: more than a large application has.</summary>
    public const int DefaultCapacity = 400_000;

    private const int MostUnloaded = 1_024;
    private const int MostReused = 64;

    private readonly int _capacity;
    private readonly Queue<MethodBody> _unloaded = new();

    // Where the newest bodies are that were loaded where others had been, and the others; null for everywhere.
    private readonly (ulong Start, ulong End)?[] _reused = new (ulong, ulong)?[MostReused];
    private readonly object _gate = new();
    private readonly List<MethodBody> _unsorted = [];
    private MethodBody[] _sorted = [];
    private long _told;
    private bool _isWhole;

    /// <param name="capacity">Bodies that are kept; at least 1.</param>
    public MethodMap(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Rises with each change: what was not found before may be found now.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// True once the runtime's list has come to its end, or when the target was watched from its start, while nothing that lives was forgotten. Otherwise
    /// bodies of unknown size name nothing.
    /// </summary>
    public bool IsWhole
    {
        get => _isWhole && ForgottenCount == 0;
        set => _isWhole = value;
    }

    /// <summary>Bodies that were forgotten because there were too many, though they may be alive: their frames have no name.</summary>
    public long ForgottenCount { get; private set; }

    /// <summary>Rises when a method is loaded where another one was, or forgotten: what was found there before is no longer true.</summary>
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
            NoteReuse_NeedsLock(body);
            body.Order = _told++;
            _unsorted.Add(body);
            Version++;
            if (_unsorted.Count >= LargestUnsorted)
            {
                Merge_NeedsLock();
            }
        }
    }

    /// <summary>The body that begins there was unloaded; its name is kept for a while.</summary>
    public void Unload(ulong start)
    {
        lock (_gate)
        {
            MethodBody? body = _unsorted.FindLast(candidate => candidate.Start == start) ?? Nearest_NeedsLock(start);
            if (body is not { Size: > 0 } || body.Start != start)
            {
                return;
            }

            Unload_NeedsLock(body);
        }
    }

    /// <summary>A module was unloaded, and all bodies of its methods with it: the runtime tells of dynamic methods one by one, of a collectible assembly's by its module alone.</summary>
    public void UnloadModule(long moduleId)
    {
        lock (_gate)
        {
            foreach (MethodBody body in _sorted.Concat(_unsorted).Where(body => body.ModuleId == moduleId && body.Size > 0))
            {
                Unload_NeedsLock(body);
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

    /// <summary>Where what was found before is no longer true.</summary>
    /// <param name="reuses">What <see cref="Reuses"/> was when that was asked last; set to what it is now.</param>
    /// <returns>Stretches of addresses, their ends not included; null for everywhere.</returns>
    public IReadOnlyList<(ulong Start, ulong End)>? ReusedSince(ref int reuses)
    {
        lock (_gate)
        {
            int before = reuses;
            reuses = Reuses;
            if (reuses - before > MostReused)
            {
                return null;
            }

            var stretches = new List<(ulong, ulong)>();
            for (int i = before; i < reuses; i++)
            {
                if (_reused[i % MostReused] is not { } stretch)
                {
                    return null;
                }

                stretches.Add(stretch);
            }

            return stretches;
        }
    }

    /// <summary>The newest body that this address lies in; null when none is known.</summary>
    public MethodBody? Find(ulong address)
    {
        lock (_gate)
        {
            MethodBody? body = Find_NeedsLock(address);
            if (body is not null)
            {
                body.WasFound = true;
            }

            return body;
        }
    }

    private void Unload_NeedsLock(MethodBody body)
    {
        _unloaded.Enqueue(body);
        if (_unloaded.Count > MostUnloaded)
        {
            _unloaded.Dequeue().IsGone = true;
        }
    }

    private MethodBody? Find_NeedsLock(ulong address)
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

    private void NoteReuse_NeedsLock(MethodBody body)
    {
        if (body.Size != 0 && Nearest_NeedsLock(body.Start + body.Size - 1) is { } last && TakesPlace(body, last))
        {
            // Of those that it takes the place of, the last may reach beyond it, and the first may begin before it.
            MethodBody first = Nearest_NeedsLock(body.Start) is { } found && TakesPlace(body, found) ? found : body;
            Forget_NeedsLock((Math.Min(body.Start, first.Start), Math.Max(body.Start + body.Size, last.Start + last.Size)));
        }
    }

    // The same method is told twice when the list and a live event both have it.
    private static bool TakesPlace(MethodBody body, MethodBody before) =>
        before.Size > 0
        && before.Start + before.Size > body.Start
        && (before.Start != body.Start || before.MethodName != body.MethodName || before.TypeName != body.TypeName);

    private void Forget_NeedsLock((ulong Start, ulong End)? stretch)
    {
        _reused[Reuses % MostReused] = stretch;
        Reuses++;
    }

    private static bool Reaches(MethodBody body, ulong address) =>
        address >= body.Start && address - body.Start < (body.Size == 0 ? LargestUnknownBody : body.Size);

    private static bool Overlap(MethodBody first, MethodBody second) => second.Start - first.Start < Math.Max(first.Size, 1);

    private void Merge_NeedsLock()
    {
        // In order of start, and of arrival at one start; the older of two that overlap is dead.
        MethodBody[] all = [.. _sorted.Concat(_unsorted).Where(static body => !body.IsGone)];
        if (all.Length < _sorted.Length + _unsorted.Count)
        {
            Forget_NeedsLock(stretch: null);
        }

        Array.Sort(all, static (a, b) => a.Start == b.Start ? a.Order.CompareTo(b.Order) : a.Start.CompareTo(b.Start));
        var living = new List<MethodBody>(all.Length);
        foreach (MethodBody next in all)
        {
            while (living.Count > 0 && Overlap(living[^1], next) && Outlives(next, living[^1]))
            {
                living.RemoveAt(living.Count - 1);
            }

            if (living.Count == 0 || !Overlap(living[^1], next))
            {
                living.Add(next);
            }
        }

        if (living.Count > _capacity)
        {
            ForgetOldest_NeedsLock(living);
        }

        _unsorted.Clear();
        _sorted = [.. living];

        // A body of known size is never replaced by the same one of unknown size.
        static bool Outlives(MethodBody next, MethodBody last) =>
            next.Start == last.Start && (next.Size == 0) != (last.Size == 0) ? next.Size != 0 : next.Order > last.Order;
    }

    private void ForgetOldest_NeedsLock(List<MethodBody> living)
    {
        HashSet<MethodBody> forgotten = [.. living.OrderBy(static body => body.WasFound).ThenBy(static body => body.Order).Take(living.Count - (_capacity * 3 / 4))];
        living.RemoveAll(forgotten.Contains);
        ForgottenCount += forgotten.Count;
        Forget_NeedsLock(stretch: null);
    }
}
