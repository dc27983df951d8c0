using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Stacks;

/// <summary>Turns addresses into frames, and equal stacks into one <see cref="CallStack"/>.</summary>
/// <remarks>
/// Both tables are emptied when they are full: what is used again is made again. A frame that is unresolved now may be known
/// when the next method events have come, so it is not kept. Thread-safe.
/// </remarks>
internal sealed class StackResolver
{
    private const int LargestStackTable = 20_000;
    private const int LargestFrameTable = 100_000;

    private static readonly ModuleIdentity UnknownModule = new("", "");

    private readonly MethodMap _methods;
    private readonly ModuleMap _modules;
    private readonly CodeImages? _images;
    private readonly FrameResolver _frames;
    private readonly object _gate = new();
    private readonly Dictionary<ulong[], CallStack> _stacks = new(AddressComparer.Instance);
    private readonly Dictionary<ulong, Frame> _known = [];

    /// <param name="methods">What lies at which address.</param>
    /// <param name="modules">Where methods are from.</param>
    /// <param name="images">What is mapped where; null for a trace, whose process is gone.</param>
    /// <param name="frames">Names and lines.</param>
    public StackResolver(MethodMap methods, ModuleMap modules, CodeImages? images, FrameResolver frames)
    {
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
            if (_stacks.TryGetValue(addresses, out CallStack? known))
            {
                return known;
            }

            bool complete = true;
            var frames = new Frame[addresses.Length];
            for (int i = 0; i < addresses.Length; i++)
            {
                frames[i] = FrameAt(addresses[i], out bool resolved);
                complete &= resolved;
            }

            var stack = new CallStack(frames);
            if (complete)
            {
                if (_stacks.Count >= LargestStackTable)
                {
                    _stacks.Clear();
                }

                _stacks[addresses] = stack;
            }

            return stack;
        }
    }

    /// <summary>True when every address lies in a known method.</summary>
    public bool CanResolve(ulong[] addresses)
    {
        lock (_gate)
        {
            if (_stacks.ContainsKey(addresses))
            {
                return true;
            }
        }

        return Array.TrueForAll(addresses, a => _methods.Find(a - 1) is not null);
    }

    private Frame FrameAt(ulong address, out bool resolved)
    {
        if (_known.TryGetValue(address, out Frame? frame))
        {
            resolved = true;
            return frame;
        }

        // A return address is the instruction after the call, which may belong to the next statement: one byte back is
        // inside the call. The leaf's own pointer loses nothing by it.
        ulong inside = address - 1;
        MethodBody? body = _methods.Find(inside);
        resolved = body is not null;
        if (body is null)
        {
            return Frame.Unresolved;
        }

        // Without a map there is no line yet; the map may still come.
        int ilOffset = body.Map?.ToILOffset((int)(inside - body.Start)) ?? -1;
        frame = _frames.Resolve(Identify(body), ilOffset);
        if (body.Map is not null || body.Size == 0)
        {
            if (_known.Count >= LargestFrameTable)
            {
                _known.Clear();
            }

            _known[address] = frame;
        }

        return frame;
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
