using System.Collections.Concurrent;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Methods;

/// <summary>The modules that the target has loaded, by the runtime's id, and which module each type came from.</summary>
/// <remarks>
/// Bounded: a module that the runtime unloaded is forgotten some time later, because stacks of its code may be under way. Over <see cref="ModuleCap"/> modules
/// or <see cref="TypeCap"/> types new ones are not remembered: a method of theirs has its name, but no file and line. Thread-safe.
/// </remarks>
internal sealed class ModuleMap
{
    public const int ModuleCap = 16_384;
    public const int TypeCap = 65_536;

    private const int MostUnloaded = 256;

    private readonly Queue<(long Id, ModuleIdentity Module)> _unloaded = new();
    private readonly ConcurrentDictionary<long, ModuleIdentity> _byId = new();
    private readonly ConcurrentDictionary<string, long> _byType = new();

    // The dictionary's own count takes all its locks, and this is asked for each method.
    private int _typeCount;

    public int Count => _byId.Count;

    public void Add(long moduleId, ModuleIdentity module)
    {
        if (_byId.Count < ModuleCap || _byId.ContainsKey(moduleId))
        {
            _byId[moduleId] = module;
        }
    }

    /// <summary>The module was unloaded; what it was is kept for a while.</summary>
    public void Unload(long moduleId)
    {
        lock (_unloaded)
        {
            if (ById(moduleId) is { } module)
            {
                _unloaded.Enqueue((moduleId, module));
            }

            // Its id may have been given to another one meanwhile.
            if (_unloaded.Count > MostUnloaded && _unloaded.Dequeue() is var (id, gone) && ReferenceEquals(ById(id), gone))
            {
                _byId.TryRemove(id, out _);
            }
        }
    }

    /// <summary>All of them, with their ids.</summary>
    public IReadOnlyList<KeyValuePair<long, ModuleIdentity>> All() => [.. _byId];

    public ModuleIdentity? ById(long moduleId) => _byId.GetValueOrDefault(moduleId);

    /// <summary>Remembers where a type is from, for the events that name a method without its module (R2RGetEntryPoint).</summary>
    public void AddType(string typeName, long moduleId)
    {
        if (_typeCount < TypeCap && _byType.TryAdd(BareType(typeName), moduleId))
        {
            Interlocked.Increment(ref _typeCount);
        }
    }

    public ModuleIdentity? ByType(string typeName) => _byType.TryGetValue(BareType(typeName), out long moduleId) ? ById(moduleId) : null;

    /// <summary>The module of this simple name; null when there is none.</summary>
    public ModuleIdentity? ByName(string simpleName) =>
        _byId.Values.FirstOrDefault(m => string.Equals(m.SimpleName, simpleName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The simple name of the assembly in this file: no folder, no ending.</summary>
    public static string SimpleNameOf(string path)
    {
        // The target may run on another operating system than we do.
        int slash = path.AsSpan().LastIndexOfAny('/', '\\');
        string file = path[(slash + 1)..];
        return file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file;
    }

    // One type's instantiations and nested types come from one module.
    private static string BareType(string typeName)
    {
        int end = typeName.AsSpan().IndexOfAny('[', '+');
        return end < 0 ? typeName : typeName[..end];
    }
}
