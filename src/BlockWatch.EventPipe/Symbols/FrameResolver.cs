using System.Collections.Concurrent;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols.Names;
using BlockWatch.EventPipe.Symbols.Origins;
using BlockWatch.EventPipe.Symbols.Sources;

namespace BlockWatch.EventPipe.Symbols;

/// <summary>From a method and an IL offset to a frame: the name as written, whose code it is, and the line.</summary>
/// <remarks>
/// Thread-safe. Files are opened when a frame of theirs is first asked for, and frames are kept: the same place gives the same instance
/// until the bound on remembered methods is reached, then all are forgotten and read again.
/// </remarks>
internal sealed class FrameResolver : IDisposable
{
    private const int MaxMethods = 20_000;

    // More distinct offsets than this in one method are not remembered, only answered.
    private const int MaxOffsets = 1024;

    private readonly SourceLookup _files;
    private readonly ModuleOriginClassifier _origins;
    private readonly ConcurrentDictionary<MethodIdentity, ResolvedMethod> _methods = new();

    /// <param name="entryAssembly">The simple name of the target's entry assembly; null when unknown.</param>
    public FrameResolver(string? entryAssembly = null)
    {
        _files = new SourceLookup();
        _origins = new ModuleOriginClassifier(_files, entryAssembly);
    }

    /// <summary>The frame. It has no source when the offset is unknown or no matching symbols are found.</summary>
    /// <param name="method">The method.</param>
    /// <param name="ilOffset">The offset into its IL; -1 when unknown.</param>
    public Frame Resolve(MethodIdentity method, int ilOffset)
    {
        ArgumentNullException.ThrowIfNull(method);
        ResolvedMethod resolved = Remember(method);
        if (ilOffset < 0)
        {
            return resolved.WithoutSource;
        }

        if (resolved.ByOffset.TryGetValue(ilOffset, out var known))
        {
            return known;
        }

        var source = _files.Find(method, ilOffset);
        var frame = source is null ? resolved.WithoutSource : resolved.WithoutSource with { Source = source };
        return resolved.ByOffset.Count >= MaxOffsets ? frame : resolved.ByOffset.GetOrAdd(ilOffset, frame);
    }

    /// <summary>The frame of a method at its call of another one. It has no source unless all such calls in it are on one line.</summary>
    /// <param name="method">The method that calls.</param>
    /// <param name="callee">The metadata name of what it calls.</param>
    public Frame ResolveCall(MethodIdentity method, string callee)
    {
        ResolvedMethod resolved = Remember(method);
        if (resolved.ByCallee.TryGetValue(callee, out var known))
        {
            return known;
        }

        var frame = _files.FindCalls(method, callee) is [var only] ? resolved.WithoutSource with { Source = only } : resolved.WithoutSource;
        return resolved.ByCallee.Count >= MaxOffsets ? frame : resolved.ByCallee.GetOrAdd(callee, frame);
    }

    /// <summary>The types that the statement at an IL offset makes the runtime initialize, in metadata spelling without arguments; empty when unknown.</summary>
    public IReadOnlyList<string> TypesInitializedAt(MethodIdentity method, int ilOffset)
    {
        // Of a thread that computes on .NET 8 and 9 it is asked with every sample.
        ConcurrentDictionary<int, IReadOnlyList<string>> known = Remember(method).TypesByOffset;
        if (known.TryGetValue(ilOffset, out IReadOnlyList<string>? types))
        {
            return types;
        }

        types = _files.TypesInitializedAt(method, ilOffset);
        return known.Count >= MaxOffsets ? types : known.GetOrAdd(ilOffset, types);
    }

    /// <summary>The method of this token, named from its module's metadata; null when that cannot be read.</summary>
    public MethodIdentity? Named(ModuleIdentity module, int token) => _files.Named(module, token);

    /// <summary>Whose code a module is, and the package it came in.</summary>
    public ModuleOrigin Origin(ModuleIdentity module) => _origins.Classify(module);

    public void Dispose() => _files.Dispose();

    private ResolvedMethod Remember(MethodIdentity method)
    {
        if (_methods.TryGetValue(method, out var resolved))
        {
            return resolved;
        }

        if (_methods.Count >= MaxMethods)
        {
            _methods.Clear();
        }

        return _methods.GetOrAdd(method, new ResolvedMethod(Describe(method)));
    }

    private Frame Describe(MethodIdentity method)
    {
        var isDynamic = method.TypeName == MethodNameFormatter.DynamicClass;
        var origin = isDynamic ? new ModuleOrigin(FrameOrigin.Dynamic) : _origins.Classify(method.Module);
        var details = isDynamic ? null : _files.Describe(method);
        return new Frame
        {
            Method = MethodNameFormatter.Format(method.TypeName, method.MethodName, method.Signature, details),
            TypeName = RuntimeTypeName.WithoutArguments(method.TypeName),
            MethodName = method.MethodName,
            Module = method.Module.SimpleName,
            Origin = origin.Origin,
            IsRuntimeAsync = details is { IsRuntimeAsync: true },
            Version = origin.Origin == FrameOrigin.Library && !string.IsNullOrEmpty(origin.LibraryVersion) ? origin.LibraryVersion : null,
        };
    }

    private sealed class ResolvedMethod(Frame withoutSource)
    {
        public Frame WithoutSource { get; } = withoutSource;

        public ConcurrentDictionary<int, Frame> ByOffset { get; } = new(concurrencyLevel: 1, capacity: 1);

        public ConcurrentDictionary<string, Frame> ByCallee { get; } = new(concurrencyLevel: 1, capacity: 1);

        public ConcurrentDictionary<int, IReadOnlyList<string>> TypesByOffset { get; } = new(concurrencyLevel: 1, capacity: 1);
    }
}
