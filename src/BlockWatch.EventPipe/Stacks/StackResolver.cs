using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Stacks;

/// <summary>Turns addresses into frames, and equal stacks into one <see cref="CallStack"/>.</summary>
/// <remarks>
/// Both tables are emptied when they are full: what is used again is made again. A frame that is unresolved, has no map yet or
/// is a guess may be known better when the next method events have come, so it is kept only until then; a stack stays
/// the same instance when they said nothing new of it. A frame of the runtime becomes several when the JIT inlined methods there and
/// the runtime told which. Thread-safe.
/// </remarks>
internal sealed class StackResolver
{
    private const int LargestStackTable = 20_000;
    private const int LargestFrameTable = 100_000;
    private const ulong LongestSearched = 0x10000;

    private static readonly ModuleIdentity UnknownModule = new("", "");

    private readonly MethodMap _methods;
    private readonly ModuleMap _modules;
    private readonly CodeImages? _images;
    private readonly FrameResolver _frames;
    private readonly object _gate = new();
    private readonly HashSet<ulong> _givenUp = [];
    private readonly Dictionary<ulong[], KnownStack> _stacks = new(AddressComparer.Instance);
    private readonly Dictionary<ulong, Frame[]> _known = [];
    private readonly InlinedMethods? _inlined;
    private int _reuses;

    /// <param name="methods">What lies at which address.</param>
    /// <param name="modules">Where methods are from.</param>
    /// <param name="images">What is mapped where; null for a trace, whose process is gone.</param>
    /// <param name="frames">Names and lines.</param>
    /// <param name="inlined">What methods without a body of their own are; null when the target does not tell what it inlined.</param>
    public StackResolver(MethodMap methods, ModuleMap modules, CodeImages? images, FrameResolver frames, InlinedMethods? inlined = null)
    {
        _inlined = inlined;
        _methods = methods;
        _modules = modules;
        _images = images;
        _frames = frames;
    }

    /// <summary>The stack of these addresses, leaf first.</summary>
    /// <param name="addresses">The leaf's instruction pointer, then return addresses. Kept: do not change it afterwards.</param>
    public CallStack Resolve(ulong[] addresses)
    {
        lock (_gate)
        {
            int version = _methods.Version;
            ForgetReused_NeedsLock();
            bool seen = _stacks.TryGetValue(addresses, out KnownStack known);
            if (seen && (known.IsFinal || known.Version == version))
            {
                return known.Stack;
            }

            if (_known.Count >= LargestFrameTable)
            {
                // With the stacks: each address of one that is final is to be among the known.
                _known.Clear();
                _stacks.Clear();
            }

            bool final = true;
            var frames = new List<Frame>(addresses.Length);
            foreach (ulong address in addresses)
            {
                frames.AddRange(FramesAt(address, out bool isFinal));
                final &= isFinal;
            }

            CallStack stack = seen && known.Stack.Frames.SequenceEqual(frames)
                ? known.Stack
                : new CallStack([.. frames], isCut: addresses.Length >= CallStack.RuntimeDepthLimit) { Place = PlaceOf(addresses) };
            if (!seen && _stacks.Count >= LargestStackTable)
            {
                _stacks.Clear();
            }

            _stacks[addresses] = new KnownStack(stack, final, version);
            return stack;
        }
    }

    /// <summary>True when every address lies for certain in a known method, or is not worth waiting for.</summary>
    /// <remarks>A body of unknown size is not certain: the method that really lies at the address may not have been told yet.</remarks>
    public bool CanResolve(ulong[] addresses)
    {
        lock (_gate)
        {
            return Array.TrueForAll(addresses, a => _givenUp.Contains(a) || _methods.Find(a - 1) is { Size: > 0 });
        }
    }

    /// <summary>Says that these addresses were waited for and nothing certain came: stubs of the runtime have no events at all.</summary>
    public void GiveUpOn(ulong[] addresses)
    {
        lock (_gate)
        {
            if (_givenUp.Count >= LargestFrameTable)
            {
                _givenUp.Clear();
            }

            foreach (ulong address in addresses)
            {
                if (_methods.Find(address - 1) is not { Size: > 0 })
                {
                    _givenUp.Add(address);
                }
            }
        }
    }

    /// <summary>The types that the statement at a return address makes the runtime initialize; empty when unknown, and for code that was inlined there.</summary>
    public IReadOnlyList<string> TypesUsedAt(ulong address)
    {
        ulong inside = address - 1;
        return _methods.Find(inside) is { Size: > 0, Map: { } map } body && body.Inlined?.At((int)(inside - body.Start)) is null or []
            ? _frames.TypesInitializedAt(Identify(body), map.ToILOffset((int)(inside - body.Start)))
            : [];
    }

    // FNV-1a, by addresses instead of bytes. Two different stacks of one stall that get one number would look like one place: 1 in 2^64.
    private static long PlaceOf(ulong[] addresses)
    {
        ulong place = 14695981039346656037;
        foreach (ulong address in addresses)
        {
            place = unchecked((place ^ address) * 1099511628211);
        }

        return (long)(place | 1);
    }

    // Dynamic methods die, and others are compiled where they were: what an address meant is not for ever.
    private void ForgetReused_NeedsLock()
    {
        if (_methods.Reuses == _reuses)
        {
            return;
        }

        // Nearly always nobody has seen what was there.
        if (_methods.ReusedSince(ref _reuses) is not { } stretches || stretches.Any(IsKnownIn))
        {
            _known.Clear();
            _stacks.Clear();
            _givenUp.Clear();
        }
    }

    private bool IsKnownIn((ulong Start, ulong End) stretch)
    {
        if (stretch.End - stretch.Start > LongestSearched)
        {
            return true;
        }

        // A return address lies behind its call.
        for (ulong address = stretch.Start + 1; address <= stretch.End; address++)
        {
            if (_known.ContainsKey(address) || _givenUp.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    // The methods that the JIT inlined there, the innermost first, then the method that has the body.
    private Frame[] FramesAt(ulong address, out bool final)
    {
        if (_known.TryGetValue(address, out Frame[]? frames))
        {
            final = true;
            return frames;
        }

        // A return address is the instruction after the call, which may belong to the next statement: one byte back is
        // inside the call. The leaf's own pointer loses nothing by it.
        ulong inside = address - 1;
        MethodBody? body = _methods.Find(inside);
        ILToNativeMap? map = body?.Map;
        final = body is { Size: > 0 } && map is not null;
        if (body is null)
        {
            return [Frame.Unresolved];
        }

        // Without a map there is no line yet; the map may still come.
        int ilOffset = map?.ToILOffset((int)(inside - body.Start)) ?? -1;
        frames = [.. InlinedAt(body, (int)(inside - body.Start), ref final), _frames.Resolve(Identify(body), ilOffset)];
        if (final)
        {
            _known[address] = frames;
        }

        return frames;
    }

    private List<Frame> InlinedAt(MethodBody body, int nativeOffset, ref bool final)
    {
        var frames = new List<Frame>();
        MethodIdentity? callee = null;
        foreach (InlinedCode code in body.Inlined?.At(nativeOffset) ?? [])
        {
            if (_inlined?.Find(code.MethodId) is { } told && _modules.ById(told.ModuleId) is { } module && _frames.Named(module, told.Token) is { } method)
            {
                frames.Add(callee is null ? _frames.Resolve(method, code.ILOffset) : _frames.ResolveCall(method, callee.MethodName));
                callee = method;
            }
            else
            {
                callee = null;

                // Its name may still come. Until then the frame is left out: the body's own method called it.
                final = false;
            }
        }

        return frames;
    }

    private MethodIdentity Identify(MethodBody body)
    {
        ModuleIdentity? module = body.ModuleId == 0 ? _modules.ByType(body.TypeName) : _modules.ById(body.ModuleId);
        if (module is null && _images?.PathAt(body.Start) is { } path)
        {
            module = _modules.ByName(ModuleMap.SimpleNameOf(path));
        }

        return new MethodIdentity(body.TypeName, body.MethodName, body.Signature, body.Token, module ?? UnknownModule);
    }

    private readonly record struct KnownStack(CallStack Stack, bool IsFinal, int Version);

    private sealed class AddressComparer : IEqualityComparer<ulong[]>
    {
        public static readonly AddressComparer Instance = new();

        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] obj)
        {
            var hash = default(HashCode);
            foreach (ulong address in obj)
            {
                hash.Add(address);
            }

            return hash.ToHashCode();
        }
    }
}
