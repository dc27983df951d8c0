using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols.Names;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>The metadata and the PDB of one module, opened when first asked for.</summary>
/// <remarks>
/// Thread-safe. Every reader method returns null when the files are missing, do not match the loaded module, or are malformed.
/// After <see cref="Dispose"/> everything is null.
/// </remarks>
internal sealed class SymbolModule : IDisposable
{
    private const int MethodDefTable = 0x06;

    // Guards everything below, and that no reader runs while the memory under it is given back.
    private readonly object _gate = new();
    private readonly ModuleIdentity _identity;
    private bool _fileTried;
    private bool _pdbTried;
    private bool _disposed;
    private PeFile? _file;
    private MetadataReaderProvider? _pdb;

    public SymbolModule(ModuleIdentity identity)
    {
        _identity = identity;
    }

    /// <summary>True when a PDB that belongs to the loaded module was found.</summary>
    public bool HasPdb => Read((_, pdb) => pdb) is not null;

    public AssemblyFacts? ReadAssembly() => Read((file, _) => file is null ? null : AssemblyFactsReader.Read(file), needsPdb: false);

    /// <param name="token">The MethodDef token.</param>
    /// <param name="expectedName">The method's metadata name; when the file has another, it is not the file that was loaded.</param>
    public MethodDetails? Describe(int token, string expectedName)
    {
        // The attribute on the written method is enough nearly always; the PDB is opened only when it is not.
        return Describe(token, expectedName, needsPdb: false) ?? Describe(token, expectedName, needsPdb: true);
    }

    /// <summary>The metadata names of a method; null when the file has no such token.</summary>
    public MethodName? NameOf(int token) => Read(
        (file, _) => file is null || Row(token) is not (> 0 and int row) || row > file.MethodDefinitions.Count
            ? null
            : MethodName.Of(file, MetadataTokens.MethodDefinitionHandle(row)),
        needsPdb: false);

    /// <inheritdoc cref="SequencePointSearch.Find"/>
    public SourceLocation? Locate(int token, string expectedName, int ilOffset) => Read((file, pdb) =>
        pdb is null || (file is not null && Method(file, token, expectedName).IsNil)
            ? null
            : SequencePointSearch.Find(pdb, Row(token), ilOffset));

    /// <summary>Where the method calls another of this name, as lines, each once; empty when there is no such call or no line can be told.</summary>
    /// <param name="token">The MethodDef token.</param>
    /// <param name="expectedName">The method's metadata name; when the file has another, it is not the file that was loaded.</param>
    /// <param name="callee">The called method's metadata name.</param>
    public IReadOnlyList<SourceLocation> LocateCalls(int token, string expectedName, string callee) => Read((file, pdb) =>
        pdb is null || file is null || Method(file, token, expectedName) is not { IsNil: false } method || _file!.ReadCode(method) is not { } code
            ? null
            : CallSearch.OffsetsOf(file, code, callee)
                .Select(offset => SequencePointSearch.Find(pdb, Row(token), offset))
                .OfType<SourceLocation>()
                .Distinct()
                .ToList()) ?? [];

    /// <inheritdoc cref="InitializedTypes.Within"/>
    /// <param name="token">The MethodDef token.</param>
    /// <param name="expectedName">The method's metadata name; when the file has another, it is not the file that was loaded.</param>
    /// <param name="ilOffset">Within the statement.</param>
    public IReadOnlyList<string> TypesInitializedAt(int token, string expectedName, int ilOffset) => Read((file, pdb) =>
    {
        if (pdb is null || file is null || Method(file, token, expectedName) is not { IsNil: false } method || _file!.ReadCode(method) is not { } code)
        {
            return null;
        }

        (int from, int to) = SequencePointSearch.StatementAt(pdb, Row(token), ilOffset);
        return InitializedTypes.Within(file, code, from, to);
    }) ?? [];

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _pdb?.Dispose();
            _file?.Dispose();
            _pdb = null;
            _file = null;
        }
    }

    private MethodDetails? Describe(int token, string expectedName, bool needsPdb) => Read(
        (file, pdb) => file is null || Method(file, token, expectedName) is not { IsNil: false } method
            ? null
            : MethodDetailsReader.Read(file, pdb, method),
        needsPdb);

    private static int Row(int token) => token >>> 24 == MethodDefTable ? token & 0xFFFFFF : 0;

    private static MethodDefinitionHandle Method(MetadataReader file, int token, string expectedName)
    {
        var row = Row(token);
        if (row < 1 || row > file.MethodDefinitions.Count)
        {
            return default;
        }

        var handle = MetadataTokens.MethodDefinitionHandle(row);
        return file.StringComparer.Equals(file.GetMethodDefinition(handle).Name, expectedName) ? handle : default;
    }

    private T? Read<T>(Func<MetadataReader?, MetadataReader?, T?> read, bool needsPdb = true)
        where T : class
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return null;
            }

            try
            {
                if (!_fileTried)
                {
                    _fileTried = true;
                    _file = PeFile.TryOpen(_identity);
                }

                if (needsPdb && !_pdbTried)
                {
                    _pdbTried = true;
                    _pdb = PdbFinder.Find(_identity, _file);
                }

                return read(_file?.Metadata, needsPdb ? _pdb?.GetMetadataReader() : null);
            }
            catch (Exception e) when (Malformed.IsExpected(e))
            {
                return null;
            }
        }
    }
}
