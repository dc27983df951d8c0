using BlockWatch.EventPipe.Symbols;
using BlockWatch.EventPipe.Symbols.Sources;
using BlockWatch.EventPipe.Tests.Symbols.Fixtures;

namespace BlockWatch.EventPipe.Tests.Symbols.Sources;

/// <summary>The target may run anything: no file of it may bring us down.</summary>
public sealed class MalformedFileTests : IDisposable
{
    private const int Seed = 20261122;
    private static readonly SmallAssembly Tiny = SmallAssembly.Build("Tiny");
    private static readonly SmallAssembly Embedded = SmallAssembly.Build("Tiny", embedded: true);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_cut_short_gives_no_wrong_line()
    {
        for (var length = 0; length < Tiny.Image.Length; length += 97)
        {
            Ask(Tiny, Tiny.Image[..length], Tiny.Pdb);
        }

        for (var length = 0; length < Tiny.Pdb.Length; length += 13)
        {
            Assert.Null(Ask(Tiny, Tiny.Image, Tiny.Pdb[..length]));
        }

        for (var length = 0; length < Embedded.Image.Length; length += 97)
        {
            Ask(Embedded, Embedded.Image[..length], []);
        }
    }

    [Fact]
    public void Changed_bytes_never_throw()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            Ask(Tiny, Damaged(random, Tiny.Image), Damaged(random, Tiny.Pdb));
            Ask(Embedded, Damaged(random, Embedded.Image), []);
        }
    }

    [Fact]
    public void Garbage_is_no_symbol_file()
    {
        var random = new Random(Seed);
        var garbage = new byte[100_000];
        random.NextBytes(garbage);
        byte[] windowsPdb = [.. "Microsoft C/C++ MSF 7.00\r\n"u8, .. new byte[1000]];

        Assert.Null(Ask(Tiny, garbage, garbage));
        Assert.Null(Ask(Tiny, Tiny.Image, garbage));
        Assert.Null(Ask(Tiny, Tiny.Image, windowsPdb));
        Assert.Null(Ask(Tiny, Tiny.Image, Tiny.Image));
        Assert.Null(Ask(Tiny, Tiny.Pdb, []));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void An_embedded_pdb_that_lies_about_its_size_gives_nothing(int size)
    {
        var image = (byte[])Embedded.Image.Clone();
        var header = image.AsSpan().IndexOf("MPDB"u8);
        Assert.Equal(20, Ask(Embedded, image, []));
        BitConverter.TryWriteBytes(image.AsSpan(header + 4), size);

        Assert.Null(Ask(Embedded, image, []));
    }

    private static byte[] Damaged(Random random, byte[] original)
    {
        var damaged = (byte[])original.Clone();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        return damaged;
    }

    /// <summary>Asks everything that can be asked of the files, and returns the line, which must be a true one.</summary>
    private int? Ask(SmallAssembly assembly, byte[] image, byte[] pdb)
    {
        _folder.Write("Tiny.pdb", pdb);
        var module = new ModuleIdentity(_folder.Write("Tiny.dll", image), "Tiny", assembly.PdbId);
        var method = new MethodIdentity("Tiny.Type", "Run", "int32  (int32)", assembly.Token, module);
        using var lookup = new SourceLookup();
        _ = lookup.Describe(method);
        _ = lookup.ReadAssembly(module);
        _ = lookup.HasPdb(module);
        return lookup.Find(method, 3)?.Line;
    }
}
