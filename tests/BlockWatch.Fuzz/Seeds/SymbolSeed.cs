using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using BlockWatch.TestKit;

namespace BlockWatch.Fuzz.Seeds;

/// <summary>An assembly and its portable PDB.</summary>
/// <param name="Image">The assembly's file.</param>
/// <param name="Pdb">The PDB's; empty when it is embedded.</param>
/// <param name="PdbId">What tells that they belong together.</param>
internal sealed record SymbolSeed(byte[] Image, byte[] Pdb, Guid PdbId)
{
    /// <summary>A <c>deps.json</c> that names the assembly.</summary>
    public const string Manifest = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": { ".NETCoreApp,Version=v10.0": {
            "m/1.2.3": { "dependencies": { "n": "2.0.0" }, "runtime": { "m.dll": {} } },
            "n/2.0.0": { "runtime": { "lib/net8.0/n.dll": { "assemblyVersion": "2.0.0.0" } }, "runtimeTargets": { "runtimes/linux/m.dll": {} } } } },
          "libraries": { "m/1.2.3": { "type": "project" }, "n/2.0.0": { "type": "package", "path": "n/2.0.0" } }
        }
        """;

    /// <summary>What the compiler makes: async methods, lambdas, iterators, generics. The test kit's own files.</summary>
    public static SymbolSeed OfFiles()
    {
        string path = typeof(RepositoryRoot).Assembly.Location;
        byte[] image = File.ReadAllBytes(path);
        using var reader = new PEReader(new MemoryStream(image));
        DebugDirectoryEntry entry = reader.ReadDebugDirectory().First(static e => e.IsPortableCodeView);
        return new SymbolSeed(image, File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")), reader.ReadCodeViewDebugDirectoryData(entry).Guid);
    }

    /// <summary>A small assembly that has its PDB in itself.</summary>
    public static SymbolSeed Embedded()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("m"), typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule("m");
        var document = module.DefineDocument("/src/m.cs");
        TypeBuilder type = module.DefineType("A.B", TypeAttributes.Public | TypeAttributes.Class);
        for (int number = 0; number < 30; number++)
        {
            ILGenerator il = type.DefineMethod($"M{number}", MethodAttributes.Public | MethodAttributes.Static, typeof(void), []).GetILGenerator();
            il.MarkSequencePoint(document, 10 + number, 1, 10 + number, 20);
            il.EmitCall(OpCodes.Call, typeof(Console).GetMethod("WriteLine", Type.EmptyTypes)!, null);
            il.MarkSequencePoint(document, 100 + number, 1, 100 + number, 20);
            il.Emit(OpCodes.Ret);
        }

        type.CreateType();
        MetadataBuilder metadata = assembly.GenerateMetadata(out BlobBuilder code, out BlobBuilder data, out MetadataBuilder pdbMetadata);
        var pdbBuilder = new PortablePdbBuilder(pdbMetadata, metadata.GetRowCounts(), default);
        var pdb = new BlobBuilder();
        BlobContentId id = pdbBuilder.Serialize(pdb);
        var debug = new DebugDirectoryBuilder();
        debug.AddCodeViewEntry("m.pdb", id, pdbBuilder.FormatVersion);
        debug.AddEmbeddedPortablePdbEntry(pdb, pdbBuilder.FormatVersion);
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll | Characteristics.ExecutableImage),
            new MetadataRootBuilder(metadata), code, data, debugDirectoryBuilder: debug).Serialize(image);
        return new SymbolSeed(image.ToArray(), [], id.Guid);
    }
}
