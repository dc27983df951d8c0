using System.Collections.Concurrent;
using BlockWatch.EventPipe.Symbols;

namespace BlockWatch.EventPipe.Methods;

/// <summary>The modules that the target has loaded, by the runtime's id, and which module each type came from.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ModuleMap
{
    private readonly ConcurrentDictionary<long, ModuleIdentity> _byId = new();
    private readonly ConcurrentDictionary<string, long> _byType = new();

    public int Count => _byId.Count;

    public void Add(long moduleId, ModuleIdentity module) => _byId[moduleId] = module;

    /// <summary>All of them, with their ids.</summary>
    public IReadOnlyList<KeyValuePair<long, ModuleIdentity>> All() => [.. _byId];

    public ModuleIdentity? ById(long moduleId) => _byId.GetValueOrDefault(moduleId);

    /// <summary>Remembers where a type is from, for the events that name a method without its module (R2RGetEntryPoint).</summary>
    public void AddType(string typeName, long moduleId) => _byType.TryAdd(BareType(typeName), moduleId);

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
