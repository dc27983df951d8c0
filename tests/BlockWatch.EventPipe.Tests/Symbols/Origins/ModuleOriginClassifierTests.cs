using System.Text.Json;
using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Origins;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;
using BlockWatch.EventPipe.Tests.Symbols.Sources;

namespace BlockWatch.EventPipe.Tests.Symbols.Origins;

public sealed class ModuleOriginClassifierTests : IDisposable
{
    // The ECMA key, whose token is b77a5c561934e089.
    private static readonly byte[] DotNetKey = [0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0];

    private const string Manifest = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v8.0" },
          "targets": {
            ".NETCoreApp,Version=v8.0": {
              "Shop.Api/1.0.0": { "dependencies": { "Dapper": "2.1.0" }, "runtime": { "Shop.Api.dll": {} } },
              "System.Shop/1.0.0": { "runtime": { "System.Shop.dll": {} } },
              "Dapper/2.1.0": { "runtime": { "lib/net8.0/Dapper.dll": { "assemblyVersion": "2.0.0.0" } } },
              "Native.Sql/3.0.0": { "runtimeTargets": { "runtimes/linux-x64/lib/net8.0/Native.Sql.dll": { "rid": "linux-x64", "assetType": "runtime" } } },
              "Microsoft.Extensions.Caching/8.0.1": { "runtime": { "lib/net8.0/Microsoft.Extensions.Caching.dll": {} } },
              "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": { "runtime": { "System.Linq.dll": {} } },
              "Vendor/1.0.0.0": { "runtime": { "Vendor.dll": {} } }
            }
          },
          "libraries": {
            "Shop.Api/1.0.0": { "type": "project" },
            "System.Shop/1.0.0": { "type": "project" },
            "Dapper/2.1.0": { "type": "package" },
            "Native.Sql/3.0.0": { "type": "package" },
            "Microsoft.Extensions.Caching/8.0.1": { "type": "package" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": { "type": "runtimepack" },
            "Vendor/1.0.0.0": { "type": "reference" }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly SourceLookup _files = new();

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Shop.Api.dll", FrameOrigin.User, null, null)]
    [InlineData("System.Shop.dll", FrameOrigin.User, null, null)]
    [InlineData("Dapper.dll", FrameOrigin.Library, "Dapper", "2.1.0")]
    [InlineData("runtimes/linux-x64/lib/net8.0/Native.Sql.dll", FrameOrigin.Library, "Native.Sql", "3.0.0")]
    [InlineData("System.Linq.dll", FrameOrigin.Framework, "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64", "8.0.1")]
    [InlineData("Vendor.dll", FrameOrigin.Library, null, null)]
    public void The_manifest_beside_the_app_decides(string file, FrameOrigin origin, string? library, string? version)
    {
        _folder.Write("Shop.Api.deps.json", Manifest);

        Assert.Equal(new ModuleOrigin(origin, library, version), Classify(Module(file)));
    }

    [Theory]
    [InlineData("A.deps.json", "B.deps.json")]
    [InlineData("B.deps.json", "A.deps.json")]
    public void What_one_program_of_the_folder_has_as_a_project_is_the_users(string asPackage, string asProject)
    {
        _folder.Write(asPackage, Manifest);
        _folder.Write(asProject, Manifest.Replace("\"Dapper/2.1.0\": { \"type\": \"package\" }", "\"Dapper/2.1.0\": { \"type\": \"project\" }", StringComparison.Ordinal));

        Assert.Equal(new ModuleOrigin(FrameOrigin.User), Classify(Module("Dapper.dll")));
    }

    [Fact]
    public void A_package_that_is_signed_as_dotnet_is_framework_and_one_that_is_only_named_so_is_not()
    {
        _folder.Write("Shop.Api.deps.json", Manifest);
        _folder.Write("named/Shop.Api.deps.json", Manifest);

        Assert.Equal(
            new ModuleOrigin(FrameOrigin.Framework, "Microsoft.Extensions.Caching", "8.0.1"),
            Classify(Module("Microsoft.Extensions.Caching.dll", DotNetKey)));
        Assert.Equal(
            new ModuleOrigin(FrameOrigin.Library, "Microsoft.Extensions.Caching", "8.0.1"),
            Classify(Module("named/Microsoft.Extensions.Caching.dll")));
    }

    [Theory]
    [InlineData("/usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/System.Private.CoreLib.dll")]
    [InlineData("/usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.0/Microsoft.AspNetCore.Server.Kestrel.Core.dll")]
    [InlineData(@"C:\Program Files\dotnet\shared\Microsoft.NETCore.App\9.0.0\System.Linq.dll")]
    public void A_module_of_a_shared_framework_is_framework_even_when_the_file_is_not_here(string path) =>
        Assert.Equal(new ModuleOrigin(FrameOrigin.Framework), Classify(new ModuleIdentity(path, "X")));

    [Fact]
    public void Without_a_manifest_the_key_a_pdb_and_the_entry_assembly_decide()
    {
        var signed = Module("System.Linq.dll", DotNetKey);
        var bare = Module("Vendor.dll");
        var withPdb = Module("System.Mine.dll", pdb: true);

        Assert.Equal(FrameOrigin.Framework, Classify(signed).Origin);
        Assert.Equal(FrameOrigin.Library, Classify(bare).Origin);
        Assert.Equal(FrameOrigin.User, Classify(withPdb).Origin);
        Assert.Equal(FrameOrigin.User, Classify(Module("Shop.Core.dll"), "Shop.Api").Origin);
        Assert.Equal(FrameOrigin.Library, Classify(Module("Shopping.dll"), "Shop.Api").Origin);
        Assert.Equal(FrameOrigin.Library, Classify(Module("Microsoft.Other.dll"), "Microsoft.MyApp").Origin);
        Assert.Equal(FrameOrigin.User, Classify(Module("Microsoft.MyApp.dll"), "Microsoft.MyApp").Origin);
    }

    [Fact]
    public void A_module_in_a_package_folder_is_a_library_with_its_version()
    {
        _folder.Write("packages/dapper/2.1.0/.nupkg.metadata", "{}");

        Assert.Equal(
            new ModuleOrigin(FrameOrigin.Library, "dapper", "2.1.0"),
            Classify(Module("packages/dapper/2.1.0/lib/net8.0/Dapper.dll", pdb: true)));
    }

    [Theory]
    [InlineData("System.Private.CoreLib", null, FrameOrigin.Framework)]
    [InlineData("System.Linq", "Shop", FrameOrigin.Framework)]
    [InlineData("Microsoft.AspNetCore.Http", null, FrameOrigin.Framework)]
    [InlineData("System.Mine", null, FrameOrigin.User)]
    [InlineData("Shop", "Shop", FrameOrigin.User)]
    [InlineData("Dapper", "Shop", FrameOrigin.Library)]
    [InlineData("Dapper", null, FrameOrigin.User)]
    public void Without_a_file_only_the_name_is_left(string simpleName, string? entryAssembly, FrameOrigin origin) =>
        Assert.Equal(origin, Classify(new ModuleIdentity($"/not/here/{simpleName}.dll", simpleName), entryAssembly).Origin);

    [Fact]
    public void A_module_without_a_path_is_dynamic() =>
        Assert.Equal(new ModuleOrigin(FrameOrigin.Dynamic), Classify(new ModuleIdentity("", "Generated")));

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(900)]
    public void A_manifest_cut_short_is_passed_over(int length)
    {
        _folder.Write("Shop.Api.deps.json", Manifest[..length]);

        Assert.Equal(FrameOrigin.Library, Classify(Module("Dapper.dll")).Origin);
        Assert.Null(Classify(Module("Dapper.dll")).LibraryName);
    }

    [Fact]
    public void A_manifest_of_another_shape_is_passed_over()
    {
        var strange = JsonSerializer.Serialize(new { targets = new object[] { 1 }, libraries = "none", padding = new string('x', 100) });
        _folder.Write("Shop.Api.deps.json", strange);

        Assert.Equal(new ModuleOrigin(FrameOrigin.Library), Classify(Module("Dapper.dll")));
    }

    [Fact]
    public void The_assemblies_of_this_test_run_are_told_apart()
    {
        Assert.Equal(FrameOrigin.User, Classify(TestModules.Of(typeof(Shapes))).Origin);
        Assert.Equal(FrameOrigin.User, Classify(TestModules.Of(typeof(Frame))).Origin);
        Assert.Equal(FrameOrigin.Framework, Classify(TestModules.Of(typeof(object))).Origin);
        Assert.Equal(new ModuleOrigin(FrameOrigin.Library, "xunit.assert", "2.9.3"), Classify(TestModules.Of(typeof(Assert))));
    }

    private ModuleOrigin Classify(ModuleIdentity module, string? entryAssembly = null) =>
        new ModuleOriginClassifier(_files, entryAssembly).Classify(module);

    private ModuleIdentity Module(string file, byte[]? publicKey = null, bool pdb = false)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var assembly = SmallAssembly.Build(name, publicKey: publicKey);
        if (pdb)
        {
            _folder.Write(Path.ChangeExtension(file, ".pdb"), assembly.Pdb);
        }

        return new ModuleIdentity(_folder.Write(file, assembly.Image), name, assembly.PdbId);
    }
}
