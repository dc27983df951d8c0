using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>Answers questions about modules from their files, and keeps the files of the modules last asked about in memory.</summary>
/// <remarks>Thread-safe. Reads local files only, and executes nothing of them.</remarks>
internal sealed class SourceLookup : IDisposable
{
    /// <summary>A web application shows frames of about forty modules.</summary>
    public const int DefaultCapacity = 96;

    private readonly object _gate = new();
    private readonly int _capacity;
    private readonly Dictionary<ModuleIdentity, LinkedListNode<(ModuleIdentity Identity, SymbolModule Module)>> _modules = [];

    // The last used first.
    private readonly LinkedList<(ModuleIdentity Identity, SymbolModule Module)> _order = [];

    /// <param name="capacity">How many modules stay open; at least 1.</param>
    public SourceLookup(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>The line of an IL offset; null when the offset is negative (unknown) or no matching symbols say.</summary>
    public SourceLocation? Find(MethodIdentity method, int ilOffset) =>
        ilOffset < 0 ? null : Open(method.Module)?.Locate(method.Token, method.MethodName, ilOffset);

    /// <summary>The lines on which a method calls another one of this metadata name, each once; empty when the files do not say.</summary>
    public IReadOnlyList<SourceLocation> FindCalls(MethodIdentity method, string callee) =>
        Open(method.Module)?.LocateCalls(method.Token, method.MethodName, callee) ?? [];

    /// <summary>The types that the statement at an IL offset makes the runtime initialize; empty when the files do not say.</summary>
    public IReadOnlyList<string> TypesInitializedAt(MethodIdentity method, int ilOffset) =>
        ilOffset < 0 ? [] : Open(method.Module)?.TypesInitializedAt(method.Token, method.MethodName, ilOffset) ?? [];

    /// <summary>What the metadata says about a method; null when it cannot be read.</summary>
    public MethodDetails? Describe(MethodIdentity method) => Open(method.Module)?.Describe(method.Token, method.MethodName);

    /// <summary>The method that a token stands for; null when the module cannot be read or has no such method.</summary>
    public MethodIdentity? Named(ModuleIdentity module, int token) =>
        Open(module)?.NameOf(token) is { } name ? new MethodIdentity(name.TypeName, name.Name, "", token, module) : null;

    /// <summary>The assembly's own identity; null when its file cannot be read.</summary>
    public AssemblyFacts? ReadAssembly(ModuleIdentity module) => Open(module)?.ReadAssembly();

    /// <summary>True when a PDB that belongs to the loaded module is at hand.</summary>
    public bool HasPdb(ModuleIdentity module) => Open(module)?.HasPdb ?? false;

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, module) in _order)
            {
                module.Dispose();
            }

            _order.Clear();
            _modules.Clear();
        }
    }

    private SymbolModule? Open(ModuleIdentity identity)
    {
        if (identity.Path.Length == 0)
        {
            return null;
        }

        SymbolModule? evicted = null;
        LinkedListNode<(ModuleIdentity, SymbolModule Module)>? node;
        lock (_gate)
        {
            if (_modules.TryGetValue(identity, out node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
            }
            else
            {
                if (_modules.Count >= _capacity)
                {
                    evicted = _order.Last!.Value.Module;
                    _modules.Remove(_order.Last.Value.Identity);
                    _order.RemoveLast();
                }

                node = _order.AddFirst((identity, new SymbolModule(identity)));
                _modules.Add(identity, node);
            }
        }

        // Outside the lock: it waits for a reader that may be in the middle of a file.
        evicted?.Dispose();
        return node.Value.Module;
    }
}
