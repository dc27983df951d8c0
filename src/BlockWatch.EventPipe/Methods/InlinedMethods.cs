using System.Collections.Concurrent;

namespace BlockWatch.EventPipe.Methods;

/// <summary>What the runtime told of methods that may never have had a body of their own: their module and their metadata token.</summary>
/// <remarks>
/// From its MethodDetails event, which names a method's type by id, and its BulkType events, which name a type's module. That is the module
/// of the type's definition, also for an instantiation over another module's types. Bounded: over <see cref="Cap"/> of each, new ones are not remembered, and
/// what is inlined of them has no frame of its own. Thread-safe.
/// </remarks>
internal sealed class InlinedMethods
{
    public const int Cap = 262_144;

    private readonly ConcurrentDictionary<long, (long TypeId, int Token)> _methods = new();
    private readonly ConcurrentDictionary<long, long> _moduleOfType = new();

    public void AddMethod(long methodId, long typeId, int token) => Add(_methods, methodId, (typeId, token));

    public void AddType(long typeId, long moduleId) => Add(_moduleOfType, typeId, moduleId);

    /// <summary>The module's id and the method's token in it; null when the runtime has not told both.</summary>
    public (long ModuleId, int Token)? Find(long methodId) =>
        _methods.TryGetValue(methodId, out (long TypeId, int Token) method) && _moduleOfType.TryGetValue(method.TypeId, out long moduleId)
            ? (moduleId, method.Token)
            : null;

    private static void Add<T>(ConcurrentDictionary<long, T> table, long id, T told)
    {
        if (table.Count < Cap || table.ContainsKey(id))
        {
            table[id] = told;
        }
    }
}
