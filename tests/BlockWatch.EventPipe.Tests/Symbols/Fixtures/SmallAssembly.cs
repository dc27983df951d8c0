using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace BlockWatch.EventPipe.Tests.Symbols.Fixtures;

/// <summary>An assembly made at test time: <c>Tiny.Type</c> with <c>static int Run(int)</c>, and its portable PDB.</summary>
/// <remarks>The lines of Run, by IL offset: 0 hidden, 1 line 10, 2 hidden, 3 line 20, 4 hidden to the end.</remarks>
internal sealed class SmallAssembly
{
    public const string SourceFile = "/src/tiny.cs";
    private const int Hidden = 0xfeefee;

    // Portable PDB format, "Source Link".
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private SmallAssembly(byte[] image, byte[] pdb, Guid pdbId, int token)
    {
        Image = image;
        Pdb = pdb;
        PdbId = pdbId;
        Token = token;
    }

    public byte[] Image { get; }

    public byte[] Pdb { get; }

    public Guid PdbId { get; }

    /// <summary>Of Run.</summary>
    public int Token { get; }

    /// <param name="name">The simple name.</param>
    /// <param name="embedded">True to put the PDB into the assembly.</param>
    /// <param name="buildPath">Where the assembly says that its PDB was written.</param>
    /// <param name="publicKey">What the assembly says it is signed with.</param>
    /// <param name="sourceLink">Where the PDB says that the sources can be downloaded: JSON.</param>
    public static SmallAssembly Build(string name, bool embedded = false, string buildPath = "tiny.pdb", byte[]? publicKey = null, string? sourceLink = null)
    {
        var identity = new AssemblyName(name) { Version = new Version(1, 2, 3, 4) };
        identity.SetPublicKey(publicKey);
        var assembly = new PersistedAssemblyBuilder(identity, typeof(object).Assembly);
        var module = assembly.DefineDynamicModule(name);
        var type = module.DefineType("Tiny.Type", TypeAttributes.Public | TypeAttributes.Class);
        var run = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(int)]);
        var document = module.DefineDocument(SourceFile);
        var il = run.GetILGenerator();
        foreach (var line in new[] { Hidden, 10, Hidden, 20, Hidden })
        {
            il.MarkSequencePoint(document, line, 1, line, 2);
            il.Emit(OpCodes.Nop);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        type.CreateType();
        return Serialize(assembly, buildPath, embedded, sourceLink, run);
    }

    private static SmallAssembly Serialize(PersistedAssemblyBuilder assembly, string buildPath, bool embedded, string? sourceLink, MethodBuilder run)
    {
        var metadata = assembly.GenerateMetadata(out var ilStream, out var fieldData, out var pdbMetadata);
        if (sourceLink is not null)
        {
            pdbMetadata.AddCustomDebugInformation(EntityHandle.ModuleDefinition, pdbMetadata.GetOrAddGuid(SourceLinkKind), pdbMetadata.GetOrAddBlob(Encoding.UTF8.GetBytes(sourceLink)));
        }

        var pdbBuilder = new PortablePdbBuilder(pdbMetadata, metadata.GetRowCounts(), default);
        var pdb = new BlobBuilder();
        var id = pdbBuilder.Serialize(pdb);
        var debug = new DebugDirectoryBuilder();
        debug.AddCodeViewEntry(buildPath, id, pdbBuilder.FormatVersion);
        if (embedded)
        {
            debug.AddEmbeddedPortablePdbEntry(pdb, pdbBuilder.FormatVersion);
        }

        var pe = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll | Characteristics.ExecutableImage),
            new MetadataRootBuilder(metadata),
            ilStream,
            fieldData,
            debugDirectoryBuilder: debug).Serialize(pe);
        return new SmallAssembly(pe.ToArray(), pdb.ToArray(), id.Guid, run.MetadataToken);
    }
}
