using System.Diagnostics;
using BlockWatch.Detection.Async;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Methods;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Tasks;

/// <summary>From the runtime's name of an async method's task, <c>Async: &lt;SaveAsync&gt;d__2</c>, to the method as it was written, with its namespace and type.</summary>
/// <remarks>
/// The runtime tells the name of the state machine's type without the type that it is in. A task has its name from the moment that its method
/// suspended, so its <c>MoveNext</c> has run and is among the methods that the target lists. Where exactly one type of that name has one, it is
/// this; where several have, nothing is said. Thread-safe.
/// </remarks>
internal sealed class StateMachineNames : IAsyncNames
{
    private const string Body = "MoveNext";

    private readonly MethodMap _methods;
    private readonly ModuleMap _modules;
    private readonly FrameResolver _frames;
    private readonly TimeSpan _leastBetween;
    private readonly object _gate = new();
    private readonly Dictionary<string, Frame> _found = new(StringComparer.Ordinal);

    // Names that were looked for at once, and not there, since the last time that was due.
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private Dictionary<string, MethodBody?> _bodies = new(StringComparer.Ordinal);
    private int _version = -1;
    private long _foundTicks;

    /// <param name="methods">The target's methods.</param>
    /// <param name="modules">Its modules.</param>
    /// <param name="frames">Writes their names.</param>
    /// <param name="leastBetween">
    /// New methods are looked at no more often: a program compiles some all the time, and to look at all takes milliseconds. A name that is not known is
    /// looked for at once, but only once in that time.
    /// </param>
    public StateMachineNames(MethodMap methods, ModuleMap modules, FrameResolver frames, TimeSpan leastBetween = default)
    {
        _leastBetween = leastBetween;
        _methods = methods;
        _modules = modules;
        _frames = frames;
    }

    /// <summary>The names that are known for certain, by the runtime's. None while not all methods are known: another one could have the same name.</summary>
    public IReadOnlyDictionary<string, string> Of(IEnumerable<string> taskNames)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in taskNames)
        {
            if (!found.ContainsKey(name) && MethodOf(name) is { } method)
            {
                found.Add(name, method.Method);
            }
        }

        return found;
    }

    public Frame? MethodOf(string operationName)
    {
        if (!_methods.IsWhole || AsyncName.StateMachineOf(operationName) is not { } machine)
        {
            return null;
        }

        lock (_gate)
        {
            FindBodies_NeedsLock(atOnce: false);
            if (!_bodies.ContainsKey(machine) && _methods.Version != _version && _missing.Add(machine))
            {
                FindBodies_NeedsLock(atOnce: true);
            }

            return _bodies.GetValueOrDefault(machine) is { } body ? Find_NeedsLock(machine, body) : null;
        }
    }

    private void FindBodies_NeedsLock(bool atOnce)
    {
        // Asked before the methods are: what comes in between is looked at the next time.
        int version = _methods.Version;
        bool isDue = _version < 0 || Stopwatch.GetElapsedTime(_foundTicks) >= _leastBetween;
        if (version == _version || !(isDue || atOnce))
        {
            return;
        }

        if (isDue)
        {
            _foundTicks = Stopwatch.GetTimestamp();
            _missing.Clear();
        }

        _version = version;
        _found.Clear();
        _bodies = new Dictionary<string, MethodBody?>(StringComparer.Ordinal);
        foreach (MethodBody body in _methods.All())
        {
            if (body.MethodName == Body && LastPart(body.TypeName) is { } machine)
            {
                _bodies[machine] = _bodies.TryGetValue(machine, out MethodBody? before) ? Same(before, body) : body;
            }
        }
    }

    // Bodies in tiers and for other type arguments are of one type. One that is told without its module (R2RGetEntryPoint) says nothing against it.
    private static MethodBody? Same(MethodBody? before, MethodBody body)
    {
        if (before is null || RuntimeTypeName.WithoutArguments(before.TypeName) != RuntimeTypeName.WithoutArguments(body.TypeName))
        {
            return null;
        }

        return before.ModuleId == 0 ? body : body.ModuleId == 0 || body.ModuleId == before.ModuleId ? before : null;
    }

    private static string? LastPart(string typeName)
    {
        string bare = RuntimeTypeName.WithoutArguments(typeName);
        int plus = bare.LastIndexOf('+');
        return plus < 0 ? null : bare[(plus + 1)..];
    }

    private Frame Find_NeedsLock(string machine, MethodBody body)
    {
        if (!_found.TryGetValue(machine, out Frame? frame))
        {
            ModuleIdentity module = _modules.ById(body.ModuleId) ?? _modules.ByType(body.TypeName) ?? new ModuleIdentity("", "");
            frame = _frames.Resolve(new MethodIdentity(body.TypeName, body.MethodName, body.Signature, body.Token, module), ilOffset: -1);
            _found.Add(machine, frame);
        }

        return frame;
    }
}
