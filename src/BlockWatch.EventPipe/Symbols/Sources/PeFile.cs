using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BlockWatch.EventPipe.Symbols.Sources;

/// <summary>The metadata of one assembly file, held in memory; the file itself is closed again.</summary>
/// <remarks>Reading from <see cref="Metadata"/> after <see cref="Dispose"/> is an access violation: the owner must exclude it.</remarks>
internal sealed class PeFile : IDisposable
{
    private const uint EmbeddedPdbMagic = 0x4244504D; // "MPDB"
    private const int MaxEmbeddedPdb = 256 * 1024 * 1024;

    private readonly string _path;
    private readonly PEReader _reader;

    private PeFile(string path, PEReader reader, MetadataReader metadata, IReadOnlyList<CodeViewId> codeViews, MetadataReaderProvider? embeddedPdb)
    {
        _path = path;
        _reader = reader;
        Metadata = metadata;
        CodeViews = codeViews;
        EmbeddedPdb = embeddedPdb;
    }

    public MetadataReader Metadata { get; }

    /// <summary>Portable PDBs only. More than one when the image was compiled ahead of time.</summary>
    public IReadOnlyList<CodeViewId> CodeViews { get; }

    /// <summary>Null when there is none; its id is not checked yet. Disposed with this.</summary>
    public MetadataReaderProvider? EmbeddedPdb { get; }

    /// <summary>
    /// Opens the module's file when it is the one that the target loaded. With a known PDB signature the file must carry it: a file that was
    /// replaced since the target started would give another build's names and lines.
    /// </summary>
    public static PeFile? TryOpen(ModuleIdentity module)
    {
        foreach (var path in TargetFiles.Candidates(module.Path, module.ProcessRoot))
        {
            if (TryOpen(path) is not { } file)
            {
                continue;
            }

            if (module.PdbSignature == Guid.Empty || file.CodeViews.Any(id => id.Guid == module.PdbSignature))
            {
                return file;
            }

            file.Dispose();
        }

        return null;
    }

    /// <summary>A method's IL; null when it has none, or the file at the path is another one by now.</summary>
    /// <remarks>Code is wanted for a few methods only, and is not held in memory: the file is opened again each time.</remarks>
    public byte[]? ReadCode(MethodDefinitionHandle method)
    {
        int address = Metadata.GetMethodDefinition(method).RelativeVirtualAddress;
        using FileStream? file = address == 0 ? null : TargetFiles.TryOpen(_path);
        if (file is null)
        {
            return null;
        }

        using var stream = new BufferedStream(file);
        using var reader = new PEReader(stream, PEStreamOptions.LeaveOpen);
        MetadataReader now = reader.GetMetadataReader();
        bool isSame = now.GetGuid(now.GetModuleDefinition().Mvid) == Metadata.GetGuid(Metadata.GetModuleDefinition().Mvid);
        return isSame ? reader.GetMethodBody(address).GetILBytes() : null;
    }

    public void Dispose()
    {
        EmbeddedPdb?.Dispose();
        _reader.Dispose();
    }

    private static PeFile? TryOpen(string path)
    {
        using var file = TargetFiles.TryOpen(path);
        if (file is null)
        {
            return null;
        }

        // The reader maps a FileStream into memory, and a file that is overwritten while mapped (a deployment) would kill us with SIGBUS.
        // Any other stream is copied.
        using var stream = new BufferedStream(file);
        PEReader? reader = null;
        try
        {
            reader = new PEReader(stream, PEStreamOptions.LeaveOpen | PEStreamOptions.PrefetchMetadata);
            if (reader.HasMetadata && reader.GetMetadataReader() is { IsAssembly: true } metadata)
            {
                var (codeViews, embedded) = ReadDebugDirectory(stream);
                var opened = new PeFile(path, reader, metadata, codeViews, embedded);
                reader = null;
                return opened;
            }
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            return null;
        }
        finally
        {
            reader?.Dispose();
        }

        return null;
    }

    private static (List<CodeViewId> CodeViews, MetadataReaderProvider? Embedded) ReadDebugDirectory(Stream stream)
    {
        var codeViews = new List<CodeViewId>();
        MetadataReaderProvider? embedded = null;
        try
        {
            // A reader that prefetched the metadata has nothing but the metadata: the directory needs another.
            stream.Position = 0;
            using var reader = new PEReader(stream, PEStreamOptions.LeaveOpen);
            foreach (var entry in reader.ReadDebugDirectory())
            {
                if (entry.Type == DebugDirectoryEntryType.CodeView && entry.IsPortableCodeView)
                {
                    var data = reader.ReadCodeViewDebugDirectoryData(entry);
                    codeViews.Add(new CodeViewId(data.Guid, entry.Stamp, data.Path));
                }
                else if (entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb && embedded is null && IsSensible(entry, stream))
                {
                    embedded = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
                }
            }
        }
        catch (Exception e) when (Malformed.IsExpected(e))
        {
            // A broken debug directory takes the symbols away, not the names in the metadata.
            return (codeViews, embedded);
        }

        return (codeViews, embedded);
    }

    // The entry says itself how large it will become, and the reader reserves that much memory before it reads on.
    private static bool IsSensible(DebugDirectoryEntry entry, Stream stream)
    {
        Span<byte> header = stackalloc byte[8];
        if (entry.DataPointer < 0 || entry.DataPointer > stream.Length - header.Length)
        {
            return false;
        }

        var before = stream.Position;
        stream.Position = entry.DataPointer;
        stream.ReadExactly(header);
        stream.Position = before;
        return BitConverter.ToUInt32(header) == EmbeddedPdbMagic && BitConverter.ToInt32(header[4..]) is >= 0 and <= MaxEmbeddedPdb;
    }
}
