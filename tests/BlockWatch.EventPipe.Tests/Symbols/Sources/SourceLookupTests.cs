using BlockWatch.Detection.Stacks;
using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

public sealed class SourceLookupTests : IDisposable
{
    private static readonly SmallAssembly Tiny = SmallAssembly.Build("Tiny");
    private static readonly SmallAssembly Embedded = SmallAssembly.Build("Tiny", embedded: true);

    private readonly TemporaryFolder _folder = new();
    private readonly SourceLookup _lookup = new();

    public void Dispose()
    {
        _lookup.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(4, 20)]
    [InlineData(6, 20)]
    [InlineData(1000, 20)]
    public void A_hidden_point_takes_the_line_before_it_or_else_the_first(int ilOffset, int line)
    {
        var module = BesideTheAssembly();

        Assert.Equal(new SourceLocation(SmallAssembly.SourceFile, line), _lookup.Find(Run(module, Tiny), ilOffset));
    }

    [Fact]
    public void An_embedded_pdb_is_read()
    {
        var module = new ModuleIdentity(_folder.Write("Tiny.dll", Embedded.Image), "Tiny", Embedded.PdbId);

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(module, Embedded), 3)?.ToString());
    }

    [Fact]
    public void Without_a_signature_from_the_runtime_the_assembly_says_which_pdb_is_its_own()
    {
        var module = BesideTheAssembly() with { PdbSignature = Guid.Empty };

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(module, Tiny), 3)?.ToString());
    }

    [Fact]
    public void The_pdb_is_found_where_it_was_built_and_by_its_own_name_beside_the_assembly()
    {
        var atBuild = _folder.Write("build/other.pdb", Tiny.Pdb);
        var far = new ModuleIdentity(_folder.Write("far/Tiny.dll", Tiny.Image), "Tiny", Tiny.PdbId, atBuild);
        _folder.Write("near/renamed.pdb", Tiny.Pdb);
        var near = new ModuleIdentity(_folder.Write("near/Tiny.dll", Tiny.Image), "Tiny", Tiny.PdbId, @"C:\build\obj\renamed.pdb");

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(far, Tiny), 3)?.ToString());
        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(near, Tiny), 3)?.ToString());
    }

    [Fact]
    public void A_pdb_alone_is_enough_when_the_assembly_is_inside_a_bundle()
    {
        _folder.Write("Tiny.pdb", Tiny.Pdb);
        var module = new ModuleIdentity(Path.Combine(_folder.Path, "Tiny.dll"), "Tiny", Tiny.PdbId);

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(module, Tiny), 3)?.ToString());
    }

    [Fact]
    public void Files_are_looked_for_under_the_root_of_the_target()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _folder.Write("root/app/Tiny.dll", Tiny.Image);
        _folder.Write("root/app/Tiny.pdb", Tiny.Pdb);
        var inside = new ModuleIdentity("/app/Tiny.dll", "Tiny", Tiny.PdbId, ProcessRoot: Path.Combine(_folder.Path, "root"));
        var escaping = inside with { Path = "/../../app/Tiny.dll", ProcessRoot = Path.Combine(_folder.Path, "root/a/b") };

        Assert.Equal("/src/tiny.cs:20", _lookup.Find(Run(inside, Tiny), 3)?.ToString());
        Assert.Null(_lookup.Find(Run(escaping, Tiny), 3));
    }

    [Fact]
    public void A_pdb_of_another_build_is_refused()
    {
        var other = SmallAssembly.Build("Tiny", buildPath: "another build");
        _folder.Write("Tiny.pdb", other.Pdb);
        var module = new ModuleIdentity(_folder.Write("Tiny.dll", Tiny.Image), "Tiny", Tiny.PdbId);

        Assert.NotEqual(Tiny.PdbId, other.PdbId);
        Assert.Null(_lookup.Find(Run(module, Tiny), 3));
        Assert.False(_lookup.HasPdb(module));
    }

    [Fact]
    public void An_assembly_that_was_replaced_since_the_target_loaded_it_is_refused()
    {
        var module = BesideTheAssembly() with { PdbSignature = Guid.Parse("11111111-2222-3333-4444-555555555555") };

        Assert.Null(_lookup.Find(Run(module, Tiny), 3));
        Assert.Null(_lookup.Describe(Run(module, Tiny)));
        Assert.Null(_lookup.ReadAssembly(module));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x06000000)]
    [InlineData(0x06FFFFFF)]
    [InlineData(0x02000002)]
    [InlineData(-1)]
    public void A_token_that_is_no_method_of_the_module_gives_nothing(int token)
    {
        var method = Run(BesideTheAssembly(), Tiny) with { Token = token };

        Assert.Null(_lookup.Find(method, 3));
        Assert.Null(_lookup.Describe(method));
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative/Tiny.dll")]
    [InlineData("//server/share/Tiny.dll")]
    [InlineData(@"\\server\share\Tiny.dll")]
    [InlineData(@"\??\UNC\server\share\Tiny.dll")]
    [InlineData("/nowhere/at/all/Tiny.dll")]
    [InlineData("/dev/zero")]
    [InlineData("/proc/self/mem")]
    [InlineData("/tmp")]
    [InlineData("/a\0b")]
    public void A_path_that_cannot_be_a_local_module_gives_nothing(string path)
    {
        var module = new ModuleIdentity(path, "Tiny", Guid.Empty, path, "/proc/self/root");

        Assert.Null(_lookup.Find(new MethodIdentity("Tiny.Type", "Run", "", Tiny.Token, module), 3));
        Assert.Null(_lookup.ReadAssembly(module));
    }

    [Fact]
    public void Modules_beyond_the_capacity_are_closed_and_opened_again_when_asked_for()
    {
        using var small = new SourceLookup(capacity: 1);
        var first = BesideTheAssembly();
        var second = new ModuleIdentity(_folder.Write("second/Tiny.dll", Embedded.Image), "Tiny", Embedded.PdbId);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(20, small.Find(Run(first, Tiny), 3)?.Line);
            Assert.Equal(20, small.Find(Run(second, Embedded), 3)?.Line);
        }
    }

    [Fact]
    public void Each_file_is_opened_once()
    {
        var module = BesideTheAssembly();
        Assert.Equal(10, _lookup.Find(Run(module, Tiny), 1)?.Line);
        File.Delete(module.Path);
        File.Delete(Path.ChangeExtension(module.Path, ".pdb"));

        Assert.Equal(20, _lookup.Find(Run(module, Tiny), 3)?.Line);
        Assert.NotNull(_lookup.Describe(Run(module, Tiny)));
    }

    private static MethodIdentity Run(ModuleIdentity module, SmallAssembly assembly) =>
        new("Tiny.Type", "Run", "int32  (int32)", assembly.Token, module);

    private ModuleIdentity BesideTheAssembly()
    {
        _folder.Write("Tiny.pdb", Tiny.Pdb);
        return new ModuleIdentity(_folder.Write("Tiny.dll", Tiny.Image), "Tiny", Tiny.PdbId);
    }
}
